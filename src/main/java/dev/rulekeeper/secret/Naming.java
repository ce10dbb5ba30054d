package dev.rulekeeper.secret;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** One readable name for every distinct value. */
public final class Naming {
  private Naming() {}

  /**
   * The names of the values of {@code findings}: the name that {@code known} has for a value, else
   * a new one that is not {@code taken}.
   */
  public static Map<SecretValue, SecretName> assign(
      SortedMap<RuleId, List<Finding>> findings, SecretMap known, Set<SecretName> taken) {
    throw new IllegalStateException("stub");
  }
}
