package dev.rulekeeper.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which sites' rules may use which secrets, by the key {@code sites} of the ledger. */
final class SecretSites {
  private final RuleRepository repository;
  private final Ledger ledger;

  SecretSites(RuleRepository repository, Ledger ledger) {
    this.repository = repository;
    this.ledger = ledger;
  }

  /** Sites in the ledger that {@code configuration} does not have. */
  List<Problem> unknown(Configuration configuration) {
    List<Problem> problems = new ArrayList<>();
    ledger
        .entries()
        .forEach(
            (name, entry) ->
                entry.sites().stream()
                    .filter(site -> !configuration.sites().containsKey(site))
                    .forEach(
                        site ->
                            problems.add(
                                new Problem(
                                    place(name),
                                    "rulekeeper.yaml has no site '" + site + "'",
                                    "use " + names(configuration.sites().keySet())))));
    return problems;
  }

  /** Uses in {@code files}, the rules of {@code site}, that the ledger keeps for other sites. */
  List<Problem> strangers(SiteName site, List<RuleFile> files) {
    List<Problem> problems = new ArrayList<>();
    for (RuleFile file : files) {
      if (Rendering.secretsIn(file.rule()).stream().allMatch(name -> isFor(site, name))) {
        continue;
      }
      for (SecretUse use : SecretUse.in(file.rule().fields())) {
        Optional.ofNullable(ledger.entries().get(use.name()))
            .filter(entry -> !entry.isFor(site))
            .ifPresent(
                entry ->
                    problems.add(
                        new Problem(
                            file.where(use.pointer()) + ", " + place(use.name()),
                            "<<secret:"
                                + use.name()
                                + ">> is for "
                                + names(entry.sites())
                                + ", and this rule is on "
                                + site
                                + " too",
                            "add " + site + " to its sites, or use another secret in the rule")));
      }
    }
    return problems;
  }

  private boolean isFor(SiteName site, SecretName name) {
    return Optional.ofNullable(ledger.entries().get(name))
        .filter(entry -> !entry.isFor(site))
        .isEmpty();
  }

  private static String names(Collection<SiteName> sites) {
    return sites.stream().map(SiteName::value).collect(Collectors.joining(", "));
  }

  private String place(SecretName name) {
    return repository.ledgerPlace(
        JsonPointer.empty()
            .appendProperty("secrets")
            .appendProperty(name.value())
            .appendProperty("sites"));
  }
}
