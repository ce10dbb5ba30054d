package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.file.FileContent;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
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
  private final UnaryOperator<FileContent> kept;

  /** Exports into {@code git} and refuses conflicts. */
  public RuleExporter(
      CloudId cloud,
      RepositorySnapshot git,
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor) {
    this(
        cloud,
        git,
        secrets,
        variables,
        redactor,
        ConflictPolicy.FAIL,
        Optional.empty(),
        UnaryOperator.identity());
  }

  /**
   * Exports into {@code git}, which stays as it is: the result says what to write.
   *
   * @param lasting fingerprints that later runs can compare, for the base
   * @param kept gives the content of a new file, with no secret in it, as it is held until it is
   *     written; on any thread
   */
  public RuleExporter(
      CloudId cloud,
      RepositorySnapshot git,
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor,
      ConflictPolicy onConflict,
      Optional<Fingerprints> lasting,
      UnaryOperator<FileContent> kept) {
    this.kept = kept;
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
    LiveRules live = new LiveRules(LiveRule.all(rules, cloud), Map.of());
    return export(site, new SiteReading.Read(live, Set.of(), false, List.of()), false);
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
    LiveRules live = reading.live();
    SortedMap<RuleId, String> malformed = live.problems();
    Set<RuleId> read = live.ids();
    Set<RuleId> left = new HashSet<>(reading.settled());
    left.addAll(malformed.keySet());
    PlaceholderInsertion.Result replaced =
        new PlaceholderInsertion(secrets, variables, redactor, formerlyHidden, git.notSecrets())
            .replace(
                live,
                KnownRuleForms.of(
                    git,
                    files,
                    live::updated,
                    lasting.map(
                        key -> new TagFingerprints(key, new Rendering(secrets, variables)))),
                takenNames(),
                !complete,
                adopted -> new BaseEntries(git, secrets.with(adopted), variables, lasting));
    Rendering rendering = new Rendering(secrets, variables);
    EditMerge reconciliation = new EditMerge(git, onConflict);
    ExportBuilder writing = new ExportBuilder(git, reconciliation);
    SortedMap<RuleId, Set<JsonPointer>> unproven = replaced.older().unproven();
    replaced
        .entries()
        .forEach(
            (id, entry) -> {
              if (unproven.containsKey(id)) {
                writing.settled(id);
              } else {
                writing.rule(Optional.ofNullable(files.get(id)), entry);
              }
            });
    left.forEach(writing::settled);
    if (complete) {
      Set<RuleId> present = new HashSet<>(read);
      present.addAll(left);
      files.values().stream()
          .filter(file -> !present.contains(file.rule().id()))
          .forEach(writing::gone);
    }
    reconciliation.refuseConflicts();
    List<String> warnings = new ArrayList<>();
    malformed.forEach((id, problem) -> warnings.add(malformed(id, problem)));
    warnings.addAll(replaced.warnings());
    writing.forget(formerlyHidden);
    LeakGuard guard = LeakGuard.of(replaced.guarded());
    warnings.addAll(writing.filesAndLedger(rendering, replaced.hidden(), guard, kept));
    String message = writing.message(site, replaced.adopted().names());
    refuseLeaks(writing.leaks(guard), message, guard);
    warnings.addAll(reconciliation.warnings());
    warnings.addAll(writing.advice());
    return new Export(
        writing.changed(),
        writing.fresh(),
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

  private Set<SecretName> takenNames() {
    Set<SecretName> taken = new TreeSet<>(git.secretNames());
    taken.addAll(secrets.names());
    return taken;
  }

  private static void refuseLeaks(List<LeakGuard.Leak> inFiles, String message, LeakGuard guard) {
    List<String> leaks = new ArrayList<>();
    inFiles.forEach(leak -> leaks.add(leak.where() + " holds the value of " + leak.name()));
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
}
