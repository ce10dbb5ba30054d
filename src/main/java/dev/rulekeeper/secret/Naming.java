package dev.rulekeeper.secret;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** One readable name for every distinct value. */
public final class Naming {
  private Naming() {}

  /**
   * The names of the values of {@code findings}: the name that {@code known} has for a value, else
   * a new one that is not {@code taken}.
   */
  public static Map<SecretValue, SecretName> assign(
      SortedMap<RuleId, List<Finding>> findings, SecretMap known, Set<SecretName> taken) {
    Map<SecretValue, SecretName> names = new LinkedHashMap<>();
    Set<SecretName> used = new TreeSet<>(taken);
    findings.forEach(
        (id, list) -> {
          for (Finding finding : list) {
            names.computeIfAbsent(
                finding.value(),
                value -> nameOf(value, known).orElseGet(() -> fresh(finding.suggestion(), used)));
          }
        });
    return names;
  }

  private static Optional<SecretName> nameOf(SecretValue value, SecretMap known) {
    return known.names().stream()
        .filter(name -> known.value(name).equals(Optional.of(value)))
        .findFirst();
  }

  private static SecretName fresh(SecretName wanted, Set<SecretName> used) {
    SecretName name = wanted;
    for (int number = 2; !used.add(name); number++) {
      name = new SecretName(wanted + "-" + number);
    }
    return name;
  }
}
