package dev.rulekeeper.rule;

/** Whether a rule runs; the names are those of the API. */
public enum RuleState {
  ENABLED,
  DISABLED
}
