package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.ruleset.Yaml;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.place.SecretUse;
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
public record Adoption(Ledger ledger, List<String> warnings) {
  /** Copies the list. */
  public Adoption {
    warnings = List.copyOf(warnings);
  }

  /**
   * Adds the names in {@code rules} that {@code ledger} does not know.
   *
   * @param rendering knows the variables of the site
   * @param wanted which of the names are added
   * @param hidden names whose value the source left out
   */
  public static Adoption of(
      Ledger ledger,
      Collection<Rule> rules,
      Rendering rendering,
      Predicate<SecretName> wanted,
      Set<SecretName> hidden) {
    Map<SecretName, List<SecretUse>> uses = new TreeMap<>();
    for (Rule rule : rules) {
      for (SecretUse use : SecretUse.in(rendering.withVariables(rule).fields())) {
        uses.computeIfAbsent(use.name(), name -> new ArrayList<>()).add(use);
      }
    }
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
    }
    return new Adoption(extended, warnings);
  }

  private static Optional<String> published(List<SecretUse> uses) {
    Set<String> places = new TreeSet<>();
    uses.stream().map(SecretUse::publish).filter(kind -> !kind.isEmpty()).forEach(places::add);
    return places.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", places));
  }

  /** The text of {@code secrets.yaml}; comments of {@code before} stay. */
  public String text(Optional<String> before) {
    JsonNode tree = ledger.write();
    return before
        .map(text -> Yaml.rewrite(RuleRepository.LEDGER, text, tree))
        .orElseGet(() -> Schema.header(RuleRepository.LEDGER) + Yaml.write(tree));
  }
}
