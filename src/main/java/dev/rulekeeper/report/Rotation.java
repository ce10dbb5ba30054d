package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.place.SecretUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rules in which one secret gets another value.
 *
 * @param places how many places of those rules hold it
 * @param scopes how many of the rules each scope has
 * @param hosts where the secret is sent by them
 */
record Rotation(
    SecretName secret,
    List<Change> rules,
    int places,
    SortedMap<String, Integer> scopes,
    SortedSet<String> hosts) {
  private static final int MOST_SCOPES = 4;
  private static final int MOST_HOSTS = 4;

  /** The rotations in {@code changes}, the one with the most rules first. */
  static List<Rotation> in(List<Change> changes) {
    SortedMap<SecretName, List<Change>> bySecret = new TreeMap<>();
    for (Change change : changes) {
      change
          .secrets()
          .forEach(name -> bySecret.computeIfAbsent(name, n -> new ArrayList<>()).add(change));
    }
    return bySecret.entrySet().stream()
        .map(entry -> of(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing((Rotation rotation) -> -rotation.rules().size()))
        .toList();
  }

  private static Rotation of(SecretName secret, List<Change> rules) {
    SortedMap<String, Integer> scopes = new TreeMap<>();
    SortedSet<String> hosts = new TreeSet<>();
    rules.forEach(change -> scopes.merge(scope(change), 1, Integer::sum));
    // On all processors: of thousands of rules each has to be looked through.
    List<SecretUse> uses =
        rules.parallelStream()
            .flatMap(change -> change.after().map(Rule::fields).map(SecretUse::in).stream())
            .flatMap(List::stream)
            .filter(use -> use.name().equals(secret))
            .toList();
    uses.forEach(use -> hosts.add(host(use)));
    hosts.remove("");
    return new Rotation(secret, List.copyOf(rules), uses.size(), scopes, hosts);
  }

  private static String host(SecretUse use) {
    return use.host().equals(SecretUse.UNKNOWN_HOST)
        ? "a host known only when it runs"
        : use.host();
  }

  /** The scope of the rule of {@code change} as its file says it, or {@code several scopes}. */
  static String scope(Change change) {
    JsonNode scope = change.rule().fields().path("scope");
    return scope.isTextual() ? scope.textValue() : "several scopes";
  }

  /** {@code 16 rules, 17 places}. */
  String size() {
    return Count.of(rules.size(), "rule") + (places == 0 ? "" : ", " + Count.of(places, "place"));
  }

  /** {@code SHOP 9, site 3}, the largest first, the rest summed up. */
  String spread(Names names) {
    List<Map.Entry<String, Integer>> largest =
        scopes.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .toList();
    String first =
        largest.stream()
            .limit(MOST_SCOPES)
            .map(entry -> names.key(entry.getKey()) + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return largest.size() <= MOST_SCOPES
        ? first
        : first + " and " + Count.of(largest.size() - MOST_SCOPES, "more scope");
  }

  /** The hosts, with commas between; of many only the first. */
  String destinations() {
    String first = hosts.stream().limit(MOST_HOSTS).collect(Collectors.joining(", "));
    return hosts.size() <= MOST_HOSTS
        ? first
        : first + " and " + Count.of(hosts.size() - MOST_HOSTS, "more host");
  }
}
