package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.adopt.FindingSubstitution;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Evidence;
import dev.rulekeeper.secret.render.Proof;
import dev.rulekeeper.secret.render.ReverseSubstitution;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Values that stand where Git has the placeholder of a secret with another value by now. They
 * belong to that secret wherever they stand: a second name would keep them from being rotated. And
 * places of which nothing proves whether they hold such a value.
 */
final class OlderValuePlaces {
  /** Shorter ones, and mere words, may be ordinary text that somebody typed over the secret. */
  private static final int SHORTEST = 16;

  private final Map<SecretName, Set<SecretValue>> values = new TreeMap<>();
  private final SortedMap<RuleId, Set<JsonPointer>> unproven = new TreeMap<>();
  private final Set<RuleId> untouched = new HashSet<>();

  /** Notes what stands in the places of one rule. */
  void note(RuleId id, ReverseSubstitution.Result result) {
    ReverseSubstitution.Places places = result.places();
    places
        .older()
        .forEach((name, v) -> values.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(v));
    if (result.isUnproven()) {
      unproven.put(id, places.unproven());
    } else {
      unproven.remove(id);
    }
    if (places.proofs().containsValue(Proof.UNTOUCHED)) {
      untouched.add(id);
    }
  }

  /** {@code evidence} with the older values that were found so far. */
  Evidence known(Evidence evidence) {
    return evidence.knowing(values);
  }

  /** How many older values were found so far. */
  int size() {
    return values.values().stream().mapToInt(Set::size).sum();
  }

  /** Leaves that hold what may be an older value or an edit, by rule. */
  SortedMap<RuleId, Set<JsonPointer>> unproven() {
    return Collections.unmodifiableSortedMap(unproven);
  }

  /** The older values, each with the first of its names. */
  Map<SecretValue, SecretName> named() {
    Map<SecretValue, SecretName> named = new LinkedHashMap<>();
    values.forEach((name, found) -> found.forEach(value -> named.putIfAbsent(value, name)));
    return named;
  }

  private static boolean looksLikeToken(String text) {
    return text.length() >= SHORTEST
        && text.chars().noneMatch(Character::isWhitespace)
        && text.chars().anyMatch(Character::isDigit)
        && text.chars().anyMatch(Character::isLetter);
  }

  /**
   * Puts placeholders in the place of these, in rules with template texts.
   *
   * @return the rules in which there were some, with the placeholders
   */
  SortedMap<RuleId, Rule> replaceIn(SortedMap<RuleId, Rule> rules) {
    SortedMap<RuleId, Rule> changed = new TreeMap<>();
    for (KnownValues older : searches()) {
      rules.replaceAll(
          (id, rule) -> {
            // There, the base decides for each text.
            Rule replaced =
                untouched.contains(id) ? rule : FindingSubstitution.substitute(rule, older);
            if (!isSame(replaced, rule)) {
              changed.put(id, replaced);
            }
            return replaced;
          });
    }
    return changed;
  }

  /** Where nothing was replaced in a rule, it is the same one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Rule rule, Rule before) {
    return rule == before;
  }

  /** Of each secret one value in each search; a value of two secrets is in none. */
  private List<KnownValues> searches() {
    Map<SecretValue, Set<SecretName>> owners = new LinkedHashMap<>();
    values.forEach(
        (name, found) ->
            found.stream()
                .filter(value -> looksLikeToken(value.reveal()))
                .forEach(v -> owners.computeIfAbsent(v, value -> new TreeSet<>()).add(name)));
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
