package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.place.Host;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.work.WorkQueue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Adds secrets to the ledger as they are used today: what is there at adoption is allowed, what
 * comes later is not.
 *
 * @param ledger the ledger with the added names
 * @param warnings where an added secret stands under other eyes, one sentence each
 */
public record LedgerAdoption(Ledger ledger, List<String> warnings) {
  /** Copies the list. */
  public LedgerAdoption {
    warnings = List.copyOf(warnings);
  }

  /**
   * Adds the names in {@code rules} that {@code ledger} does not know.
   *
   * @param rendering knows the variables of the site
   * @param wanted which of the names are added
   * @param hidden names whose value the source left out
   */
  public static LedgerAdoption of(
      Ledger ledger,
      Collection<Rule> rules,
      Rendering rendering,
      Predicate<SecretName> wanted,
      Set<SecretName> hidden) {
    return of(ledger, uses(rules, rendering), wanted, hidden);
  }

  /**
   * Adds the names in {@code found} that {@code ledger} does not know.
   *
   * @param found all uses in the rules of the site, as {@link #usesIn} gives them
   * @param wanted which of the names are added
   * @param hidden names whose value the source left out
   */
  public static LedgerAdoption of(
      Ledger ledger, List<SecretUse> found, Predicate<SecretName> wanted, Set<SecretName> hidden) {
    Map<SecretName, List<SecretUse>> uses = new TreeMap<>();
    found.forEach(use -> uses.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(use));
    uses.keySet().removeIf(name -> ledger.entries().containsKey(name) || !wanted.test(name));
    Ledger extended = ledger;
    List<String> warnings = new ArrayList<>();
    for (Map.Entry<SecretName, List<SecretUse>> entry : uses.entrySet()) {
      SecretName name = entry.getKey();
      extended = extended.withAdopted(name, entry.getValue(), hidden.contains(name));
      published(entry.getValue())
          .ifPresent(
              places ->
                  warnings.add(
                      "<<secret:"
                          + name
                          + ">> stands where others can read it ("
                          + places
                          + "); secrets.yaml allows it since it stands there today: take it away "
                          + "there and in the rule, if you can"));
      plain(entry.getValue())
          .ifPresent(
              hosts ->
                  warnings.add(
                      "<<secret:"
                          + name
                          + ">> is sent without encryption to "
                          + hosts
                          + "; secrets.yaml allows it since that is so today: write https into the"
                          + " address, if you can"));
    }
    return new LedgerAdoption(extended, warnings);
  }

  private static List<SecretUse> uses(Collection<Rule> rules, Rendering rendering) {
    try (WorkQueue<List<SecretUse>> work = new WorkQueue<>()) {
      rules.forEach(rule -> work.add(() -> usesIn(rule, rendering)));
      return work.finish().stream().flatMap(List::stream).toList();
    }
  }

  /**
   * The uses of secrets in {@code rule}.
   *
   * @param rendering knows the variables of the site
   */
  public static List<SecretUse> usesIn(Rule rule, Rendering rendering) {
    return rule.tagged().isEmpty()
        ? List.of() // Else its tree would be made for nothing.
        : SecretUse.in(rendering.withVariables(rule).fields());
  }

  private static Optional<String> plain(List<SecretUse> uses) {
    Set<String> hosts = new TreeSet<>();
    uses.stream()
        .map(SecretUse::host)
        .filter(Host::isPlain)
        .forEach(host -> hosts.add(Host.name(host)));
    return hosts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", hosts));
  }

  /**
   * This with the dates of expiry that are known, and warnings of those in the ledger that cannot
   * be right.
   *
   * @param values values of secrets, as far as they are at hand
   * @param rules all rules, with placeholders
   * @param today the day in UTC
   */
  public LedgerAdoption dated(SecretMap values, Collection<Rule> rules, LocalDate today) {
    Map<SecretName, Expiry> known = KnownExpiry.of(values, rules, today).expiries();
    List<String> all = new ArrayList<>(warnings);
    all.addAll(ledger.doubts(known));
    return new LedgerAdoption(ledger.learning(known), all);
  }

  private static Optional<String> published(List<SecretUse> uses) {
    Set<String> places = new TreeSet<>();
    uses.stream()
        .map(SecretUse::publish)
        // Whether a host answers with what it was sent, nobody can tell.
        .filter(kind -> !kind.isEmpty() && !kind.equals("response"))
        .forEach(places::add);
    return places.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", places));
  }
}
