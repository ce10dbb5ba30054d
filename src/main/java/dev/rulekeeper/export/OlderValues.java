package dev.rulekeeper.export;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values that stand where Git has the placeholder of a secret with another value by now. They
 * belong to that secret wherever they stand: a second name would keep them from being rotated.
 */
final class OlderValues {
  /** Shorter ones, and mere words, may be ordinary text that somebody typed over the secret. */
  private static final int SHORTEST = 16;

  private final Map<SecretValue, Set<SecretName>> owners = new LinkedHashMap<>();

  /** Notes the older values that one rule holds. */
  void note(Map<SecretName, Set<SecretValue>> older) {
    older.forEach(
        (name, values) ->
            values.stream()
                .filter(value -> looksLikeToken(value.reveal()))
                .forEach(v -> owners.computeIfAbsent(v, value -> new TreeSet<>()).add(name)));
  }

  private static boolean looksLikeToken(String text) {
    return text.length() >= SHORTEST
        && text.chars().noneMatch(Character::isWhitespace)
        && text.chars().anyMatch(Character::isDigit)
        && text.chars().anyMatch(Character::isLetter);
  }

  /** Puts placeholders in the place of these, in rules with template texts. */
  void replaceIn(SortedMap<RuleId, Rule> rules) {
    searches()
        .forEach(values -> rules.replaceAll((id, rule) -> NamedFindings.substitute(rule, values)));
  }

  /** Of each secret one value in each search; a value of two secrets is in none. */
  private List<KnownValues> searches() {
    List<Map<SecretName, SecretValue>> maps = new ArrayList<>();
    owners.forEach(
        (value, names) -> {
          if (names.size() == 1) {
            SecretName name = names.iterator().next();
            maps.stream()
                .filter(map -> !map.containsKey(name))
                .findFirst()
                .orElseGet(
                    () -> {
                      maps.add(new TreeMap<>());
                      return maps.get(maps.size() - 1);
                    })
                .put(name, value);
          }
        });
    return maps.stream().map(SecretMap::of).map(KnownValues::of).toList();
  }
}
