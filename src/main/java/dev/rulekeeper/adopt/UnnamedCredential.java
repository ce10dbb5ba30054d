package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A credential that stands in clear in a rule and has no name yet; never its value.
 *
 * @param pointer the leaf, a JSON pointer in the file form of the rule
 * @param kind what it looks like, one word
 * @param name the name it would get
 */
public record UnnamedCredential(
    RuleId rule, String ruleName, String pointer, String kind, SecretName name) {
  /** One line for a person. */
  public String line() {
    return ruleName + " (" + rule + ")  " + pointer + "  " + kind + "  -> " + name;
  }

  /**
   * One line for each name, the most frequent first: how often, what it is, and where it begins.
   */
  public static List<String> byName(List<UnnamedCredential> found) {
    Map<SecretName, List<UnnamedCredential>> places =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    UnnamedCredential::name, LinkedHashMap::new, Collectors.toList()));
    int width = places.keySet().stream().mapToInt(name -> name.value().length()).max().orElse(0);
    return places.entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
        .map(
            entry ->
                entry.getKey()
                    + " ".repeat(width - entry.getKey().value().length())
                    + "  "
                    + summary(entry.getValue()))
        .toList();
  }

  private static String summary(List<UnnamedCredential> places) {
    UnnamedCredential first = places.get(0);
    long rules = places.stream().map(UnnamedCredential::rule).distinct().count();
    return rules == 1
        ? "in " + first.ruleName()
        : "in " + Count.of(rules, "rule") + ", such as " + first.ruleName();
  }
}
