package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.work.WorkQueue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Computes what the rules of a site are as files, and what of that differs from the files there
 * are: {@link PlaceholderInsertion} takes the values out, {@link EditMerge} keeps the edits of Git,
 * {@link ExportBuilder} gathers the files.
 */
public final class RuleExporter {
  private final CloudId cloud;
  private final RepositorySnapshot git;
  private final SecretMap secrets;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final ConflictPolicy onConflict;
  private final Optional<Fingerprints> lasting;

  /** Exports into {@code git} and refuses conflicts. */
  public RuleExporter(
      CloudId cloud,
      RepositorySnapshot git,
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor) {
    this(cloud, git, secrets, variables, redactor, ConflictPolicy.FAIL, Optional.empty());
  }

  /**
   * Exports into {@code git}, which stays as it is: the result says what to write.
   *
   * @param lasting fingerprints that later runs can compare, for the base
   */
  public RuleExporter(
      CloudId cloud,
      RepositorySnapshot git,
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor,
      ConflictPolicy onConflict,
      Optional<Fingerprints> lasting) {
    this.cloud = cloud;
    this.git = git;
    this.secrets = secrets;
    this.variables = variables;
    this.redactor = redactor;
    this.onConflict = onConflict;
    this.lasting = lasting;
  }

  /**
   * Computes the export of what was read of a site.
   *
   * @throws ExportException if both sides changed the same place, or a value would be written
   */
  public Export export(SiteName site, SiteReading.Read read) {
    return export(site, read, true);
  }

  /**
   * Computes the export of rules that came from a file, which says nothing of the others.
   *
   * @throws ExportException as {@link #export(SiteName, SiteReading.Read)}
   */
  public Export export(SiteName site, List<ApiRule> rules) {
    List<LiveRule> live = LiveRule.all(rules, cloud);
    return export(site, new SiteReading.Read(live, Set.of(), Map.of(), false, List.of()), false);
  }

  /** Names for what an earlier source had left out, where this reading may name it. */
  private Set<SecretName> formerlyHidden(SiteReading.Read reading) {
    return reading.naming()
        ? HiddenHeaders.namesIn(git.secretNames()).stream()
            .filter(name -> secrets.value(name).isEmpty())
            .collect(Collectors.toCollection(TreeSet::new))
        : Set.of();
  }

  private Export export(SiteName site, SiteReading.Read reading, boolean complete) {
    Set<SecretName> formerlyHidden = formerlyHidden(reading);
    Map<RuleId, RuleFile> files = new HashMap<>();
    git.files().forEach(file -> files.put(file.rule().id(), file));
    Map<RuleId, String> updated = new HashMap<>();
    SortedMap<RuleId, String> malformed = new TreeMap<>();
    for (LiveRule rule : reading.live()) {
      rule.problem()
          .ifPresentOrElse(
              why -> malformed.put(rule.id(), malformed(rule.id(), why)),
              () -> updated.put(rule.id(), rule.updated()));
    }
    LiveRules live = LiveRules.of(reading.live(), reading.sensitive());
    SortedMap<RuleId, Rule> read = live.rules();
    Set<RuleId> left = new HashSet<>(reading.settled());
    left.addAll(malformed.keySet());
    PlaceholderInsertion.Result replaced =
        new PlaceholderInsertion(secrets, variables, redactor, formerlyHidden, git.notSecrets())
            .replace(
                live,
                KnownRuleForms.of(
                    git,
                    files,
                    updated,
                    lasting.map(
                        key -> new TagFingerprints(key, new Rendering(secrets, variables)))),
                takenNames(),
                !complete);
    Optional<TagFingerprints> values =
        lasting.map(
            key ->
                new TagFingerprints(
                    key, new Rendering(secrets.with(replaced.adopted()), variables)));
    Rendering rendering = new Rendering(secrets, variables);
    EditMerge reconciliation = new EditMerge(git, onConflict);
    ExportBuilder writing = new ExportBuilder(git, reconciliation);
    SortedMap<RuleId, Set<JsonPointer>> unproven = replaced.older().unproven();
    replaced
        .rules()
        .forEach(
            (id, rule) -> {
              if (unproven.containsKey(id)) {
                writing.settled(id);
                return;
              }
              writing.rule(
                  Optional.ofNullable(files.get(id)),
                  new BaseRule(
                      rule,
                      updated.getOrDefault(id, ""),
                      values
                          .map(
                              known ->
                                  known.seen(
                                      rule,
                                      clear(read, id),
                                      remembered(id, updated.getOrDefault(id, ""))))
                          .orElseGet(TreeMap::new),
                      rendering.variablesIn(rule, clear(read, id), former(id))));
            });
    left.forEach(writing::settled);
    if (complete) {
      Set<RuleId> present = new HashSet<>(read.keySet());
      present.addAll(left);
      files.values().stream()
          .filter(file -> !present.contains(file.rule().id()))
          .forEach(writing::gone);
    }
    reconciliation.refuseConflicts();
    List<String> warnings = new ArrayList<>(malformed.values());
    warnings.addAll(replaced.warnings());
    writing.forget(formerlyHidden);
    warnings.addAll(writing.filesAndLedger(rendering, replaced.hidden()));
    String message = writing.message(site, replaced.adopted().names());
    FileChanges changed = writing.changed();
    refuseLeaks(
        changed,
        message,
        replaced
            .common()
            .removedFrom(secrets.with(replaced.recovered()).with(replaced.adopted()))
            .guarding(
                OrdinaryWordSecrets.without(
                    replaced.older().named(), read.values(), takenNames())));
    warnings.addAll(reconciliation.warnings());
    warnings.addAll(writing.advice());
    return new Export(
        changed,
        replaced.adopted(),
        replaced.recovered(),
        replaced.found(),
        warnings,
        unprovenPlaces(files, unproven),
        message,
        writing.base(),
        read.size() + left.size());
  }

  /** What is no rule as the API describes it stays on the site alone; the others need not wait. */
  private static String malformed(RuleId id, String problem) {
    return "the rule " + id + " is not exported, since on the site " + problem + ": mend it there";
  }

  private static List<String> unprovenPlaces(
      Map<RuleId, RuleFile> files, SortedMap<RuleId, Set<JsonPointer>> unproven) {
    List<String> places = new ArrayList<>();
    unproven.forEach(
        (id, pointers) ->
            pointers.forEach(
                at ->
                    places.add(
                        Optional.ofNullable(files.get(id))
                            .map(file -> file.where(at))
                            .orElseGet(() -> id + " " + at))));
    return places;
  }

  private static Rule clear(Map<RuleId, Rule> read, RuleId id) {
    return Objects.requireNonNull(read.get(id), "a rule that was read");
  }

  private SortedMap<String, String> remembered(RuleId id, String updated) {
    return git.agreed(id)
        .map(entry -> entry.fingerprintsAt(updated))
        .orElseGet(Collections::emptySortedMap);
  }

  private SortedMap<String, String> former(RuleId id) {
    return git.agreed(id).map(BaseRule::variables).orElseGet(TreeMap::new);
  }

  private Set<SecretName> takenNames() {
    Set<SecretName> taken = new TreeSet<>(git.secretNames());
    taken.addAll(secrets.names());
    return taken;
  }

  private static void refuseLeaks(FileChanges files, String message, SecretMap values) {
    LeakGuard guard = LeakGuard.of(values);
    List<String> leaks = new ArrayList<>();
    leaksIn(files, guard)
        .forEach(leak -> leaks.add(leak.where() + " holds the value of " + leak.name()));
    guard
        .search("commit message", message.getBytes(StandardCharsets.UTF_8))
        .forEach(leak -> leaks.add("the commit message holds the value of " + leak.name()));
    if (!leaks.isEmpty()) {
      throw new ExportException(
          ExportException.Kind.SECRET,
          "a secret would have been written to Git; nothing was written",
          leaks,
          "the value stands at a place where it cannot become a placeholder: move it in the rule on"
              + " the site, or rename what holds it, and export again");
    }
  }

  private static List<LeakGuard.Leak> leaksIn(FileChanges files, LeakGuard guard) {
    try (WorkQueue<List<LeakGuard.Leak>> work = new WorkQueue<>()) {
      files
          .contents()
          .forEach((path, text) -> work.add(() -> guard.search(path, text.orElse(new byte[0]))));
      return work.finish().stream().flatMap(List::stream).toList();
    }
  }
}
