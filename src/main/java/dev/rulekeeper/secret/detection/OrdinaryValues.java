package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the values that are ordinary words, as a password {@code password} is: a placeholder in
 * every text with the word would make the files unreadable and hide nothing. They are replaced only
 * where credentials stand.
 */
public final class OrdinaryValues {
  /** A word that stands so often in text is one; a secret that does is none any more. */
  static final int MOST = 100;

  private OrdinaryValues() {}

  /**
   * The names of those values of {@code map} that stand more than a hundred times in {@code rules},
   * in file form, where no credential stands, and how often they do. A value that looks made by a
   * machine is never one of them.
   */
  public static SortedMap<SecretName, Integer> in(Collection<ObjectNode> rules, SecretMap map) {
    SortedMap<SecretName, Integer> ordinary = new TreeMap<>();
    for (SecretName name : map.names()) {
      String value = map.value(name).orElseThrow().reveal();
      if (!Harmless.looksLikeToken(value)) {
        int anywhere = rules.stream().mapToInt(rule -> occurrences(rule, value)).sum();
        int inText = anywhere > MOST ? anywhere - asCredential(rules, value) : 0;
        if (inText > MOST) {
          ordinary.put(name, inText);
        }
      }
    }
    return Collections.unmodifiableSortedMap(ordinary);
  }

  private static int occurrences(ObjectNode rule, String value) {
    int[] count = {0};
    Leaves.forEach(
        rule,
        (at, text) -> {
          for (int i = text.indexOf(value); i >= 0; i = text.indexOf(value, i + value.length())) {
            count[0]++;
          }
        });
    return count[0];
  }

  private static int asCredential(Collection<ObjectNode> rules, String value) {
    var detector = new Detector();
    return rules.stream()
        .mapToInt(
            rule ->
                (int)
                    detector.find(rule).stream()
                        .filter(f -> f.certain() && f.value().reveal().equals(value))
                        .count())
        .sum();
  }
}
