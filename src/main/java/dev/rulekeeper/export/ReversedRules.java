package dev.rulekeeper.export;

import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rules with the placeholders that are known.
 *
 * @param findings what may be a credential in them
 * @param older what stands there of older values
 * @param unset what stands for placeholders without a value
 */
record ReversedRules(
    SortedMap<RuleId, Rule> rules,
    SortedMap<RuleId, List<Finding>> findings,
    OlderValuePlaces older,
    Map<SecretName, Set<SecretValue>> unset) {
  /** What stands for a placeholder without a value, where it is one and the same everywhere. */
  SecretMap recovered() {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    unset.forEach(
        (name, found) -> {
          if (found.size() == 1) {
            values.put(name, found.iterator().next());
          }
        });
    return SecretMap.of(values);
  }

  List<String> ambiguous() {
    return unset.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(
            entry ->
                Tag.secret(entry.getKey().value())
                    + " has no value, and stands for "
                    + entry.getValue().size()
                    + " different ones on the site: give each place its own name, or give the "
                    + "value that all shall have")
        .toList();
  }
}
