package dev.rulekeeper.secret.detection;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One readable name for every distinct value, the same for the same rules in whatever order they
 * were read.
 */
public final class SecretNaming {
  /**
   * Kinds by how much their suggestions tell, the most telling first: a user, a variable, what a
   * host asks for, an address; the form of a token tells least.
   */
  private static final List<Set<String>> RANKS =
      List.of(
          Set.of("basic-auth", "url-userinfo"),
          Set.of("variable"),
          Set.of("authorization-header", "credential-header", "cookie-header"),
          Set.of("hidden-header", "url-query", "url-fragment", "webhook-url"),
          Set.of(PositionLayer.WEBHOOK_TOKEN),
          Set.of("credential-key", "form-field"),
          Set.of("credential-text"));

  private SecretNaming() {}

  /**
   * The names of the values of {@code findings}: the name that {@code known} has for a value, else
   * the most telling of its suggestions that is neither {@code taken} nor known for another value,
   * else that with a number.
   */
  public static Map<SecretValue, SecretName> assign(
      SortedMap<RuleId, List<Finding>> findings, SecretMap known, Set<SecretName> taken) {
    Map<SecretValue, SecretName> owners = new HashMap<>();
    known.names().forEach(name -> owners.putIfAbsent(known.value(name).orElseThrow(), name));
    Set<SecretName> used = new TreeSet<>(taken);
    used.addAll(known.names());
    Map<SecretValue, List<Finding>> places = new LinkedHashMap<>();
    findings
        .values()
        .forEach(
            list ->
                list.forEach(
                    f -> places.computeIfAbsent(f.value(), value -> new ArrayList<>()).add(f)));
    Map<SecretValue, SecretName> names = new LinkedHashMap<>();
    Map<SecretName, Integer> numbers = new HashMap<>();
    places.forEach(
        (value, list) ->
            names.put(
                value, owners.containsKey(value) ? owners.get(value) : fresh(list, used, numbers)));
    return names;
  }

  /** A name that is not {@code used}; {@code numbers} says up to which all of a name are. */
  private static SecretName fresh(
      List<Finding> places, Set<SecretName> used, Map<SecretName, Integer> numbers) {
    List<SecretName> wanted = suggestions(places);
    for (SecretName name : wanted) {
      if (used.add(name)) {
        return name;
      }
    }
    SecretName best = wanted.get(0);
    int number = numbers.getOrDefault(best, 1);
    SecretName name;
    do {
      number++;
      name = new SecretName(best + "-" + number);
    } while (!used.add(name));
    numbers.put(best, number);
    return name;
  }

  /** The suggestions for one value: by rank, then the more frequent, then by name. */
  private static List<SecretName> suggestions(List<Finding> places) {
    Map<SecretName, Integer> ranks = new TreeMap<>();
    Map<SecretName, Integer> counts = new TreeMap<>();
    for (Finding place : places) {
      ranks.merge(place.suggestion(), rank(place.kind()), Math::min);
      counts.merge(place.suggestion(), 1, Integer::sum);
    }
    return ranks.keySet().stream()
        .sorted(
            Comparator.<SecretName>comparingInt(ranks::get)
                .thenComparing(Comparator.<SecretName>comparingInt(counts::get).reversed())
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int rank(String kind) {
    for (int rank = 0; rank < RANKS.size(); rank++) {
      if (RANKS.get(rank).contains(kind)) {
        return rank;
      }
    }
    return RANKS.size();
  }
}
