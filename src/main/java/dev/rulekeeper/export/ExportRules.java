package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.LeakGuard;
import dev.rulekeeper.secret.known.Redactor;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
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

/**
 * Computes what the rules of a site are as files, and what of that differs from the files there
 * are: {@link Placeholders} takes the values out, {@link Reconciliation} keeps the edits of Git,
 * {@link Writing} gathers the files.
 */
public final class ExportRules {
  private final CloudId cloud;
  private final GitSide git;
  private final SecretMap secrets;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final ConflictPolicy onConflict;
  private final Optional<Fingerprints> lasting;

  /** Exports into {@code git} and refuses conflicts. */
  public ExportRules(
      CloudId cloud,
      GitSide git,
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
  public ExportRules(
      CloudId cloud,
      GitSide git,
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
    return export(site, read.live(), read.settled(), read.sensitive(), true);
  }

  /**
   * Computes the export of rules that came from a file, which says nothing of the others.
   *
   * @throws ExportException as {@link #export(SiteName, SiteReading.Read)}
   */
  public Export export(SiteName site, List<ApiRule> rules) {
    return export(site, rules, Set.of(), Map.of(), false);
  }

  private Export export(
      SiteName site,
      Collection<ApiRule> live,
      Set<RuleId> settled,
      Map<RuleId, Set<JsonPointer>> sensitive,
      boolean complete) {
    Map<RuleId, RuleFile> files = new HashMap<>();
    git.files().forEach(file -> files.put(file.rule().id(), file));
    SortedMap<RuleId, Rule> read = new TreeMap<>();
    Map<RuleId, String> updated = new HashMap<>();
    for (ApiRule rule : live) {
      read.put(rule.id(), FileForm.of(rule, cloud));
      updated.put(rule.id(), rule.updated());
    }
    Placeholders.Result replaced =
        new Placeholders(secrets, variables, redactor)
            .replace(
                read,
                id -> git.references(id, Optional.ofNullable(files.get(id))),
                this::former,
                takenNames(),
                sensitive,
                !complete);
    Optional<TagFingerprints> values =
        lasting.map(
            key ->
                new TagFingerprints(
                    key, new Rendering(secrets.with(replaced.adopted()), variables)));
    Rendering rendering = new Rendering(secrets, variables);
    Reconciliation reconciliation = new Reconciliation(git, onConflict);
    Writing writing = new Writing(git, reconciliation);
    replaced
        .rules()
        .forEach(
            (id, rule) ->
                writing.rule(
                    Optional.ofNullable(files.get(id)),
                    new BaseRule(
                        rule,
                        updated.getOrDefault(id, ""),
                        values
                            .map(known -> known.seen(rule, clear(read, id), remembered(id)))
                            .orElseGet(TreeMap::new),
                        rendering.variablesIn(rule, clear(read, id), former(id)))));
    settled.forEach(writing::settled);
    if (complete) {
      Set<RuleId> present = new HashSet<>(read.keySet());
      present.addAll(settled);
      files.values().stream()
          .filter(file -> !present.contains(file.rule().id()))
          .forEach(writing::gone);
    }
    reconciliation.refuseConflicts();
    List<String> warnings = new ArrayList<>(replaced.warnings());
    warnings.addAll(writing.ledger(rendering, replaced.hidden()));
    String message = writing.message(site, replaced.adopted().names());
    refuseLeaks(
        writing.changed(),
        message,
        replaced.common().removedFrom(secrets.with(replaced.recovered()).with(replaced.adopted())));
    warnings.addAll(reconciliation.warnings());
    warnings.addAll(writing.advice());
    return new Export(
        writing.changed(),
        replaced.adopted(),
        replaced.recovered(),
        replaced.found(),
        warnings,
        message,
        writing.base(),
        read.size() + settled.size());
  }

  private static Rule clear(Map<RuleId, Rule> read, RuleId id) {
    return Objects.requireNonNull(read.get(id), "a rule that was read");
  }

  private SortedMap<String, String> remembered(RuleId id) {
    return git.agreed(id).map(BaseRule::fingerprints).orElseGet(TreeMap::new);
  }

  private SortedMap<String, String> former(RuleId id) {
    return git.agreed(id).map(BaseRule::variables).orElseGet(TreeMap::new);
  }

  private Set<SecretName> takenNames() {
    Set<SecretName> taken = new TreeSet<>(git.secretNames());
    taken.addAll(secrets.names());
    return taken;
  }

  private static void refuseLeaks(
      SortedMap<String, Optional<byte[]>> files, String message, SecretMap values) {
    LeakGuard guard = LeakGuard.of(values);
    List<String> leaks = new ArrayList<>();
    files.forEach(
        (path, content) ->
            guard
                .search(path, content.orElse(new byte[0]))
                .forEach(leak -> leaks.add(leak.where() + " holds the value of " + leak.name())));
    guard
        .search("commit message", message.getBytes(StandardCharsets.UTF_8))
        .forEach(leak -> leaks.add("the commit message holds the value of " + leak.name()));
    if (!leaks.isEmpty()) {
      throw new ExportException(
          ExportException.Kind.SECRET,
          "a secret would have been written to Git; nothing was written",
          leaks,
          "the value stands at a place where it cannot become a placeholder: move it in the rule on the "
              + "site, or rename what holds it, and export again");
    }
  }
}
