package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.known.Redactor;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.known.ReverseSubstitution;
import dev.rulekeeper.template.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the plan of one site: reads what must be read, and compares rule by rule. */
public final class PlanRules {
  private final AutomationApi api;
  private final CloudId cloud;
  private final Rendering rendering;
  private final ReverseSubstitution reverse;
  private final Redactor redactor;
  private final Fingerprints fingerprints;
  private final Optional<TagFingerprints> lasting;
  private final List<Check> checks;

  /** Plans without fingerprints that last: what the site hides cannot be compared. */
  public PlanRules(
      AutomationApi api,
      CloudId cloud,
      Rendering rendering,
      KnownValues known,
      Redactor redactor,
      Fingerprints fingerprints,
      List<Check> checks) {
    this(api, cloud, rendering, known, redactor, fingerprints, Optional.empty(), checks);
  }

  /**
   * Plans for the site behind {@code api}.
   *
   * @param redactor learns the older values that are found on the site
   * @param fingerprints name what the site holds, for {@code sync} to find it unchanged
   * @param lasting fingerprints that can be compared with those in the base
   * @param checks may forbid a change
   */
  public PlanRules(
      AutomationApi api,
      CloudId cloud,
      Rendering rendering,
      KnownValues known,
      Redactor redactor,
      Fingerprints fingerprints,
      Optional<TagFingerprints> lasting,
      List<Check> checks) {
    this.api = api;
    this.cloud = cloud;
    this.rendering = rendering;
    this.reverse = new ReverseSubstitution(known, rendering);
    this.redactor = redactor;
    this.fingerprints = fingerprints;
    this.lasting = lasting;
    this.checks = List.copyOf(checks);
  }

  /** A reason to block a change that would be written. */
  public interface Check {
    /**
     * Why {@code change} must not be made, or nothing.
     *
     * @param live the rule on the site, where there is one; values in clear
     */
    Optional<String> objection(Change change, Optional<ApiRule> live);

    /** What a reader should know of this check once all changes were shown to it. */
    default List<String> notes() {
      return List.of();
    }
  }

  /**
   * Plans.
   *
   * @throws PlanException if placeholders have no value; lists them all
   */
  public Planned plan(
      SiteName site, List<RuleFile> files, BaseRules base, PlanOptions options, Progress progress) {
    Selection selection = options.selection();
    refuseUnresolved(files.stream().filter(selection::has).toList());
    Map<RuleId, RuleFile> byId = new TreeMap<>();
    files.forEach(file -> byId.put(file.rule().id(), file));
    Run run = new Run(byId, base, options);
    List<RuleSummary> summaries = api.summaries();
    List<RuleId> toRead = new ArrayList<>();
    Set<RuleId> onSite = new TreeSet<>();
    for (RuleSummary summary : summaries) {
      onSite.add(summary.id());
      RuleFile file = byId.get(summary.id());
      boolean selected = file == null ? selection.has(summary, cloud) : selection.has(file);
      if (!selected) {
        continue;
      }
      if (options.full() || !run.knownUnchanged(summary)) {
        toRead.add(summary.id());
      }
    }
    progress.begin("Reading rules", toRead.size());
    Set<RuleId> gone = new TreeSet<>(toRead);
    api.rules(
        toRead,
        raw -> {
          gone.remove(raw.id());
          run.live(raw);
          progress.step();
        });
    progress.end();
    onSite.removeAll(gone);
    byId.values().stream()
        .filter(file -> !onSite.contains(file.rule().id()) && selection.has(file))
        .forEach(file -> run.absent(file.rule().id()));
    Set<RuleId> all = new TreeSet<>(byId.keySet());
    all.addAll(onSite);
    return new Planned(
        new Plan(site, run.changes, run.unchanged, run.notes(files.isEmpty())),
        run.agreed,
        all.size());
  }

  private void refuseUnresolved(List<RuleFile> files) {
    Map<Tag, List<String>> missing = new TreeMap<>();
    for (RuleFile file : files) {
      rendering
          .unresolved(file.rule())
          .forEach(
              (tag, at) ->
                  missing.computeIfAbsent(tag, t -> new ArrayList<>()).add(file.where(at)));
    }
    if (!missing.isEmpty()) {
      throw unresolved(missing);
    }
  }

  private static PlanException unresolved(Map<Tag, List<String>> missing) {
    List<String> lines = new ArrayList<>();
    missing.forEach(
        (tag, places) ->
            lines.add(
                tag
                    + " has no value, needed at "
                    + String.join(", ", places.subList(0, Math.min(3, places.size())))
                    + (places.size() > 3 ? " and " + (places.size() - 3) + " more" : "")));
    boolean secrets = missing.keySet().stream().anyMatch(tag -> tag.kind() == Tag.Kind.SECRET);
    return new PlanException(
        missing.size() + " placeholder(s) without a value; nothing was sent",
        lines,
        secrets
            ? "give the secret map with --secrets-file FILE, RULEKEEPER_SECRETS or "
                + "RULEKEEPER_SECRET_<NAME>"
            : "set the variables of the site in rulekeeper.yaml");
  }

  /** What one run gathers. */
  private final class Run {
    private final Map<RuleId, RuleFile> files;
    private final BaseRules base;
    private final Comparison comparison;
    private final HiddenValues hidden;
    private final boolean prune;
    private final List<Change> changes = new ArrayList<>();
    private final Map<RuleId, BaseRule> agreed = new HashMap<>();
    private int unchanged;
    private int masked;
    private int unmanaged;

    Run(Map<RuleId, RuleFile> files, BaseRules base, PlanOptions options) {
      this.files = files;
      this.base = base;
      this.prune = options.prune();
      this.hidden = new HiddenValues(lasting, options.rotate());
      this.comparison =
          new Comparison(
              cloud, rendering, new Display(new Detector()), options.onDrift(), base.known());
    }

    /**
     * Whether the base shows, without reading the rule, that Git and site agree, also on values.
     */
    boolean knownUnchanged(RuleSummary summary) {
      Optional<BaseRule> entry = base.read().apply(summary.id());
      RuleFile file = files.get(summary.id());
      boolean known =
          entry.isPresent()
              && file != null
              && !summary.updated().isEmpty()
              && entry.get().updated().equals(summary.updated())
              && summary.name().equals(file.rule().name())
              && summary.state().name().equals(file.rule().fields().path("state").asText())
              && Equality.same(entry.get().rule().fields(), file.rule().fields())
              && hidden.settled(file.rule(), entry.get());
      if (known) {
        unchanged++;
        agreed.put(summary.id(), entry.orElseThrow());
      }
      return known;
    }

    void live(ApiRule raw) {
      Rule fileForm = FileForm.of(raw, cloud);
      Optional<RuleFile> file = Optional.ofNullable(files.get(raw.id()));
      Optional<BaseRule> entry = base.read().apply(raw.id());
      List<Rule> references = new ArrayList<>();
      file.ifPresent(f -> references.add(f.rule()));
      entry.ifPresent(e -> references.add(e.rule()));
      ReverseSubstitution.Result reversed = reverse.apply(fileForm, references);
      redactor.learn(reversed.older());
      HiddenValues.Verdict verdict = hidden.judge(reversed.rule(), reversed.masked(), entry);
      if (verdict.unknown()) {
        masked++;
      }
      if (file.isEmpty() && !base.known()) {
        // Without a base nobody can say whether this rule was ever meant to be in Git.
        unmanaged++;
        return;
      }
      Sides.Live live =
          new Sides.Live(
              raw,
              fileForm,
              reversed.rule(),
              fingerprints.of(fileForm.fields()),
              reversed.masked(),
              verdict.outdated());
      Optional<Change> change =
          comparison.compare(raw.id(), new Sides(file, entry, Optional.of(live)));
      if (change.isPresent()) {
        changes.add(checked(change.get(), Optional.of(raw)));
      } else {
        unchanged++;
        Rule rule = file.orElseThrow().rule();
        agreed.put(
            raw.id(), new BaseRule(rule, raw.updated(), hidden.remember(rule, fileForm, entry)));
      }
    }

    void absent(RuleId id) {
      comparison
          .compare(
              id,
              new Sides(
                  Optional.ofNullable(files.get(id)), base.read().apply(id), Optional.empty()))
          .ifPresent(change -> changes.add(checked(change, Optional.empty())));
    }

    private Change checked(Change change, Optional<ApiRule> live) {
      if (change.kind() == ChangeKind.DELETE && !prune) {
        return change.withKind(
            ChangeKind.DELETE, "its file is gone from Git: --prune lets sync delete the rule");
      }
      if (change.kind().writes()) {
        Optional<JsonPointer> mask =
            change.kind().sendsBody()
                ? change.after().flatMap(HiddenValues::maskIn)
                : Optional.empty();
        if (mask.isPresent()) {
          return change.withKind(
              ChangeKind.BLOCKED,
              "a mask would be sent at "
                  + mask.get()
                  + ": run export, which puts a placeholder there, and give its value");
        }
        for (Check check : checks) {
          Optional<String> objection = check.objection(change, live);
          if (objection.isPresent()) {
            return change.withKind(ChangeKind.BLOCKED, objection.get());
          }
        }
      }
      return change;
    }

    List<String> notes(boolean noFiles) {
      List<String> notes = new ArrayList<>();
      if (!base.known() && !noFiles) {
        notes.add(
            "no base for this site yet: every difference is taken for an edit in Git; the next export "
                + "or sync records the base");
      }
      Map<String, Integer> byTemplate = new TreeMap<>();
      changes.stream()
          .map(change -> files.get(change.id()))
          .flatMap(file -> Optional.ofNullable(file).flatMap(RuleFile::templatePath).stream())
          .forEach(template -> byTemplate.merge(template, 1, Integer::sum));
      byTemplate.forEach(
          (template, count) -> notes.add(count + " of these rule(s) are instances of " + template));
      notes.addAll(new FamilyDrift(files, changes).notes());
      if (unmanaged > 0) {
        notes.add(
            unmanaged
                + " rule(s) on the site are not in Git: export brings them in, sync leaves them");
      }
      if (masked > 0) {
        notes.add(
            masked
                + " rule(s) hold values that the site hides, and what it was last given is not known: "
                + "whether those are current cannot be compared. "
                + (lasting.isPresent() ? "" : "RULEKEEPER_STATE_KEY makes later plans know. ")
                + "--rotate NAME writes a secret there in any case");
      }
      checks.forEach(check -> notes.addAll(check.notes()));
      return notes;
    }
  }
}
