package dev.rulekeeper.export;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;

/**
 * A credential that stands in clear in a rule and has no name yet; never its value.
 *
 * @param pointer the leaf, a JSON pointer in the file form of the rule
 * @param kind what it looks like, one word
 * @param name the name it would get
 */
public record UnknownSecret(
    RuleId rule, String ruleName, String pointer, String kind, SecretName name) {
  /** One line for a person. */
  public String line() {
    return ruleName + " (" + rule + ")  " + pointer + "  " + kind + "  -> " + name;
  }
}
