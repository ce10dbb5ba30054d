package dev.rulekeeper.cli;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.workflow.RunHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The names that a rule repository knows, read from its files only; none where it cannot be. */
record NamesInRepository(
    List<String> secrets, List<String> rules, List<String> runs, List<String> sites) {
  private static final String JOURNAL = ".jsonl";

  /** Copies the lists. */
  NamesInRepository {
    secrets = List.copyOf(secrets);
    rules = List.copyOf(rules);
    runs = List.copyOf(runs);
    sites = List.copyOf(sites);
  }

  /** The names in {@code directory}, seen from where the user stands, or there. */
  static NamesInRepository in(Console console, Optional<String> directory) {
    Path folder = directory.map(console.directory()::resolve).orElse(console.directory());
    try {
      RuleRepository repository = RuleRepository.open(folder);
      return new NamesInRepository(
          tried(
              () ->
                  repository
                      .ledger()
                      .map(Ledger::read)
                      .orElseGet(Ledger::empty)
                      .entries()
                      .keySet()
                      .stream()
                      .map(SecretName::value)
                      .toList()),
          tried(repository::rulePaths),
          tried(
              () ->
                  repository
                      .files()
                      .in(RunHistory.JOURNALS, 1, name -> name.endsWith(JOURNAL))
                      .stream()
                      .map(path -> path.substring(path.lastIndexOf('/') + 1))
                      .map(name -> name.substring(0, name.length() - JOURNAL.length()))
                      .toList()),
          tried(
              () ->
                  repository.configuration().sites().keySet().stream()
                      .map(SiteName::value)
                      .toList()));
    } catch (RuntimeException e) {
      return new NamesInRepository(List.of(), List.of(), List.of(), List.of());
    }
  }

  /** Nobody wants an error in the middle of a line. */
  private static List<String> tried(Supplier<? extends Iterable<String>> names) {
    try {
      List<String> all = new java.util.ArrayList<>();
      names.get().forEach(all::add);
      return all;
    } catch (RuntimeException e) {
      return List.of();
    }
  }
}
