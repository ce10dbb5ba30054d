package dev.rulekeeper.lint;

import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.adopt.FoundCredential;
import dev.rulekeeper.adopt.NotLookedAt;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.ProjectKeys;
import dev.rulekeeper.ruleset.RuleAcceptance;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.RulesOfSite;
import dev.rulekeeper.ruleset.SchemaCheck;
import dev.rulekeeper.ruleset.SpellingSuggestion;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Checks a repository as far as its files alone can tell, and finds everything in one go. */
public final class Linter {
  private final RuleRepository repository;
  private final ProjectKeys keys;
  private final CleanFiles clean;
  private final SchemaCheck schemas = new SchemaCheck();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, FileInspection> inspections = new ConcurrentHashMap<>();

  private Linter(RuleRepository repository, ProjectKeys keys, CleanFiles clean) {
    this.repository = repository;
    this.keys = keys;
    this.clean = clean;
  }

  /**
   * Looks for everything in {@code repository}.
   *
   * @param keys the keys of projects, as far as they are known
   * @param clean files that need no second look
   */
  public static LintResult everything(
      RuleRepository repository, ProjectKeys keys, CleanFiles clean) {
    return new Linter(repository, keys, clean).everything();
  }

  /** Looks for credentials in clear, and for files that cannot be read, and for nothing else. */
  public static LintResult credentials(RuleRepository repository) {
    Linter linter = new Linter(repository, ProjectKeys.NONE, CleanFiles.NONE);
    return linter.result(
        linter.files((inspector, file, text) -> inspector.credentials(file)), List.of());
  }

  private LintResult everything() {
    List<RuleFile> files = files(FileInspector::everything);
    problems.addAll(collected(() -> sites(firstOfEachId(files))));
    files.forEach(file -> problems.addAll(inspection(file).refused()));
    problems.addAll(collected(() -> ofNewRules(files)));
    problems.addAll(collected(() -> undeclared(files)));
    Set<String> places = new TreeSet<>(problems.stream().map(Problem::where).toList());
    Map<String, List<Problem>> schema = new HashMap<>();
    inspections.forEach((path, inspection) -> schema.put(path, inspection.schema()));
    collected(() -> repository.schemaProblems(schemas, schema)).stream()
        .filter(problem -> !places.contains(problem.where()))
        .forEach(problems::add);
    List<LintFinding> warnings = new ArrayList<>();
    files.forEach(file -> warnings.addAll(inspection(file).bare()));
    warnings.addAll(collected(this::hidden));
    return result(files, warnings);
  }

  /** How closely a file is looked at. */
  private interface Look {
    FileInspection at(FileInspector inspector, RuleFile file, FileText text);
  }

  /** Those that can be read; each is inspected while it is in memory. */
  private List<RuleFile> files(Look how) {
    FileInspector inspector =
        new FileInspector((id, key) -> RulesOnSites.haveKey(repository, id, key), schemas, clean);
    return collected(
        () -> {
          RuleRepository.Reading reading =
              repository.reading(
                  (file, text) -> inspections.put(file.path(), how.at(inspector, file, text)));
          problems.addAll(reading.problems());
          return reading.files();
        });
  }

  private FileInspection inspection(RuleFile file) {
    return inspections.getOrDefault(file.path(), FileInspection.CLEAN);
  }

  private List<LintFinding> hidden() {
    List<LintFinding> found = new ArrayList<>();
    for (String path : repository.textPaths()) {
      FileInspection inspection = inspections.get(path);
      found.addAll(
          inspection == null
              ? HiddenText.in(path, repository.files().text(path))
              : inspection.hidden());
    }
    return found;
  }

  private LintResult result(List<RuleFile> files, List<LintFinding> warnings) {
    NotSecrets notSecrets = NotSecrets.read(repository.files().textIfThere(NotSecrets.FILE));
    List<FoundCredential> found =
        files.stream().flatMap(file -> inspection(file).found().stream()).toList();
    List<LintFinding> leaks =
        found.stream().filter(FoundCredential::isCertain).map(Linter::leak).toList();
    List<Doubt> doubts =
        FoundCredential.doubts(found).stream().filter(d -> !notSecrets.covers(d)).toList();
    NotLookedAt unread = new NotLookedAt();
    files.forEach(file -> unread.add(file.path(), inspection(file).unread()));
    return new LintResult(
        files.size(),
        leaks,
        problems.stream().distinct().toList(),
        warnings,
        doubts,
        unread.lines());
  }

  private static LintFinding leak(FoundCredential found) {
    String message =
        found.finding().pointer()
            + "  "
            + found.finding().kind()
            + " in clear; write <<secret:"
            + found.finding().suggestion()
            + ">> in its place";
    return new LintFinding(true, found.where(), message);
  }

  /** What {@code check} gives; where it throws, its problems go to the others. */
  private <T> List<T> collected(Supplier<List<T>> check) {
    try {
      return check.get();
    } catch (InvalidFileException e) {
      problems.addAll(e.problems());
      return List.of();
    }
  }

  /** That an id is there twice is told already; that two rules become one would be its echo. */
  private static List<RuleFile> firstOfEachId(List<RuleFile> files) {
    Set<RuleId> seen = new TreeSet<>();
    return files.stream().filter(file -> seen.add(file.rule().id())).toList();
  }

  private List<Problem> sites(List<RuleFile> files) {
    Configuration configuration = repository.configuration();
    var mappings = repository.mappings(configuration);
    SecretSites secrets = new SecretSites(repository, ledger());
    List<Problem> found = new ArrayList<>(secrets.unknown(configuration));
    for (Map.Entry<SiteName, Configuration.Site> site : configuration.sites().entrySet()) {
      List<RuleFile> ofSite =
          new RulesOfSite(configuration, mappings, site.getValue(), keys).files(files);
      found.addAll(secrets.strangers(site.getKey(), ofSite));
    }
    return found;
  }

  /** Rules are new that no base has; where this clone has no base at all, nobody can say. */
  private List<Problem> ofNewRules(List<RuleFile> files) {
    Set<RuleId> known = RulesOnSites.in(repository);
    return known.isEmpty()
        ? List.of()
        : files.stream()
            .filter(file -> !known.contains(file.rule().id()))
            .flatMap(file -> RuleAcceptance.problemsOfNew(file).stream())
            .toList();
  }

  private Ledger ledger() {
    return repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
  }

  /** Uses of secrets that the ledger does not know, where there is one: the first of each. */
  private List<Problem> undeclared(List<RuleFile> files) {
    Set<SecretName> declared = ledger().entries().keySet();
    List<Problem> found = new ArrayList<>();
    Set<SecretName> seen = new TreeSet<>(declared);
    for (RuleFile file : declared.isEmpty() ? List.<RuleFile>of() : files) {
      if (seen.containsAll(Rendering.secretsIn(file.rule()))) {
        continue;
      }
      for (SecretUse use : SecretUse.in(file.rule().fields())) {
        if (seen.add(use.name())) {
          found.add(undeclared(file, use, declared));
        }
      }
    }
    return found;
  }

  private static Problem undeclared(RuleFile file, SecretUse use, Set<SecretName> declared) {
    String question =
        SpellingSuggestion.question(
            use.name().value(), declared.stream().map(SecretName::value).toList());
    return new Problem(
        file.where(use.pointer()),
        "secrets.yaml does not know <<secret:" + use.name() + ">>",
        question.isEmpty() ? "add it there, with the hosts that may receive it" : question);
  }
}
