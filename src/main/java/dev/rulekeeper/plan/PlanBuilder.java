package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleShape;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.rule.SiteTime;
import dev.rulekeeper.ruleset.RuleAcceptance;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.render.ReverseSubstitution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one plan decides, told of one rule after the other. */
final class PlanBuilder {
  /** Several times as long as reads are stale, since clocks differ. */
  private static final Duration LATELY = Duration.ofSeconds(30);

  private final Planner inputs;
  private final Map<RuleId, RuleFile> files;
  private final Baseline base;
  private final PlanOptions options;
  private final PlanMasking display;
  private final ChangeDecision comparison;
  private final MaskedValues hidden;
  private final List<Change> changes = new ArrayList<>();
  private final Map<RuleId, BaseRule> agreed = new HashMap<>();
  private final Set<RuleId> unsettled = new TreeSet<>();
  private final Set<SecretName> outdated = new TreeSet<>();
  private final Set<SecretName> hiddenSecrets = new TreeSet<>();
  private final OlderValues older;
  private final List<ApiRule> unproven = new ArrayList<>();
  private int unchanged;
  private int masked;
  private int unmanaged;

  PlanBuilder(Planner inputs, Map<RuleId, RuleFile> files, Baseline base, PlanOptions options) {
    this.inputs = inputs;
    this.files = files;
    this.base = base;
    this.options = options;
    this.display = new PlanMasking(new Detector(), options.uncompared());
    this.hidden = new MaskedValues(inputs.rendering, inputs.lasting, options.rotate());
    this.older = new OlderValues(options.older());
    this.comparison =
        new ChangeDecision(
            inputs.cloud, inputs.rendering, display, options.onDrift(), base.known());
  }

  /** What the base says of a rule that it shows to be the same in Git and on the site. */
  Optional<BaseRule> unmoved(RuleSummary summary) {
    RuleFile file = files.get(summary.id());
    if (file == null || summary.updated().isEmpty()) {
      return Optional.empty();
    }
    return base.read()
        .apply(summary.id())
        .filter(entry -> entry.updated().equals(summary.updated()))
        .filter(entry -> summary.name().equals(file.rule().name()))
        .filter(entry -> summary.state().name().equals(file.rule().state()))
        .filter(entry -> entry.rule().says(file.rule()));
  }

  /**
   * Decides that a rule that did not move is unchanged, where its values are known to be the
   * current ones.
   *
   * @param entry what the base says of it
   * @return whether that could be decided
   */
  boolean unchanged(BaseRule entry) {
    boolean settled = hidden.settled(entry.rule(), entry);
    if (settled) {
      unchanged++;
      RuleFile file = files.get(entry.rule().id());
      agreed.put(entry.rule().id(), file == null ? entry : entry.sharing(file.rule()));
    }
    return settled;
  }

  /**
   * Decides that a rule that did not move is to be rotated, where another rule was seen to hold an
   * older value of one of its secrets.
   *
   * @param entry what the base says of it
   * @return whether that could be decided
   */
  boolean rotated(BaseRule entry) {
    Rule rule = entry.rule();
    if (!entry.variables().equals(inputs.rendering.variablesIn(rule))) {
      return false;
    }
    Set<JsonPointer> places = new LinkedHashSet<>();
    Leaves.forEach(rule.fields(), text -> text.contains("<<secret:"), (at, text) -> places.add(at));
    MaskedValues.Masks older =
        new MaskedValues(inputs.rendering, Optional.empty(), outdated)
            .judge(rule, places, Optional.of(entry), entry.updated());
    if (older.outdated().isEmpty()) {
      return false;
    }
    // Each is read again before it is written, and then nothing is unknown of it.
    MaskedValues.Masks masks = new MaskedValues.Masks(places, older.outdated(), Set.of());
    ApiRule raw = FileForm.toApi(rule, inputs.cloud);
    String state = LiveStateId.unread(entry.updated());
    decide(
        rule.id(),
        Optional.of(entry),
        new RuleVersions.Live(raw, rule, rule, state, masks, Set.of(), Map.of()));
    return true;
  }

  /** Decides about a rule that was read. */
  void live(ApiRule raw) {
    if (!files.containsKey(raw.id()) && RuleShape.problem(raw).isPresent()) {
      // No export could bring it into Git.
      unmanaged++;
      return;
    }
    Rule fileForm = FileForm.of(raw, inputs.cloud);
    ReverseSubstitution.Result reversed = reversed(raw, fileForm);
    if (reversed.isUnproven()) {
      // What another rule holds may prove it, so it waits until all were read.
      unproven.add(raw);
    } else {
      decide(raw, fileForm, reversed);
    }
  }

  /** Decides about the rules that wait for a proof, once every rule was read. */
  void decideUnproven() {
    int before;
    do {
      before = unproven.size();
      for (ApiRule raw : List.copyOf(unproven)) {
        Rule fileForm = FileForm.of(raw, inputs.cloud);
        ReverseSubstitution.Result reversed = reversed(raw, fileForm);
        if (!reversed.isUnproven()) {
          unproven.remove(raw);
          decide(raw, fileForm, reversed);
        }
      }
    } while (unproven.size() < before);
    for (ApiRule raw : unproven) {
      Rule fileForm = FileForm.of(raw, inputs.cloud);
      decide(raw, fileForm, reversed(raw, fileForm));
    }
  }

  private ReverseSubstitution.Result reversed(ApiRule raw, Rule fileForm) {
    Optional<BaseRule> entry = base.read().apply(raw.id());
    List<Rule> references = new ArrayList<>();
    Optional.ofNullable(files.get(raw.id())).ifPresent(file -> references.add(file.rule()));
    entry.ifPresent(e -> references.add(e.rule()));
    return inputs.reverse.apply(fileForm, references, older.evidence(raw, entry, inputs.lasting));
  }

  private void decide(ApiRule raw, Rule fileForm, ReverseSubstitution.Result reversed) {
    Optional<RuleFile> file = Optional.ofNullable(files.get(raw.id()));
    Optional<BaseRule> entry = base.read().apply(raw.id());
    Map<String, String> former = entry.map(BaseRule::variables).orElseGet(TreeMap::new);
    inputs.redactor.learn(reversed.older());
    older.add(reversed.places().older());
    if (file.isEmpty() && !base.known()) {
      // Without a base nobody can say whether this rule was ever meant to be in Git.
      unmanaged++;
      return;
    }
    RuleVersions.Live live =
        new RuleVersions.Live(
            raw,
            fileForm,
            reversed.rule(),
            LiveStateId.read(inputs.fingerprints, fileForm, raw.updated()),
            masks(reversed, entry, raw.updated()),
            hidden.notAsked(
                reversed.rule(), display.comparable(reversed.rule(), reversed.places().unproven())),
            former);
    if (!entry.map(BaseRule::updated).equals(Optional.of(raw.updated()))
        && SiteTime.isWithin(LATELY, raw.updated(), inputs.clock.instant())) {
      unsettled.add(raw.id());
    }
    outdated.addAll(display.certainlyRotated(live, inputs.rendering));
    decide(raw.id(), entry, live);
  }

  private MaskedValues.Masks masks(
      ReverseSubstitution.Result reversed, Optional<BaseRule> entry, String updated) {
    Rule rule = reversed.rule();
    MaskedValues.Masks masks = hidden.judge(rule, reversed.places().masked(), entry, updated);
    MaskedValues.Masks comparable =
        new MaskedValues.Masks(
            masks.all(),
            display.comparable(rule, masks.outdated()),
            display.comparable(rule, masks.unknown()));
    return options.onDrift() == DriftPolicy.OURS ? comparable.overwritten() : comparable;
  }

  private void decide(RuleId id, Optional<BaseRule> entry, RuleVersions.Live live) {
    Optional<RuleFile> file = Optional.ofNullable(files.get(id));
    Optional<Change> change = comparison.compare(new RuleVersions(file, entry, Optional.of(live)));
    if (change.isPresent()) {
      changes.add(checked(change.get(), Optional.of(live.raw())));
      if (change.get().kind() == ChangeKind.UNPROVEN && !live.masks().unknown().isEmpty()) {
        masked++;
        hiddenSecrets.addAll(change.get().secrets());
      }
    } else {
      unchanged++;
    }
    if (change.isEmpty() || change.get().isHidden()) {
      Rule rule = file.orElseThrow().rule();
      agreed.put(
          id,
          new BaseRule(
              rule,
              live.raw().updated(),
              hidden.remember(rule, live.fileForm(), entry, live.raw().updated()),
              inputs.rendering.variablesIn(rule)));
    }
  }

  /** Decides about a rule that the site does not have. */
  void absent(RuleId id) {
    comparison
        .compare(
            new RuleVersions(
                Optional.ofNullable(files.get(id)), base.read().apply(id), Optional.empty()))
        .ifPresent(change -> changes.add(checked(change, Optional.empty())));
  }

  private Change checked(Change change, Optional<ApiRule> live) {
    return change instanceof Change.Write write ? checked(write, live) : change;
  }

  private Change checked(Change.Write change, Optional<ApiRule> live) {
    if (change instanceof Change.Delete
        && !options.has(PlanOptions.Choice.DELETE)
        && !isBlocked(change, live)) {
      return change.because(
          "its file is gone from Git: --prune, or prune: true in rulekeeper.yaml on the default "
              + "branch, lets sync delete the rule");
    }
    if (change instanceof Change.Create && !RuleAcceptance.isIdForNewRule(change.id())) {
      return change.waiting(
          ChangeKind.BLOCKED,
          "the site takes a new rule only under an id of version 7: remove the id, `rulekeeper fmt`"
              + " writes another");
    }
    Optional<JsonPointer> mask =
        change.kind().sendsBody() ? change.after().flatMap(MaskedValues::maskIn) : Optional.empty();
    if (mask.isPresent()) {
      return change.waiting(
          ChangeKind.BLOCKED,
          "a mask would be sent at "
              + mask.get()
              + ": put a placeholder <<secret:name>> there, as an earlier commit may have it, and"
              + " give its value");
    }
    for (Planner.Check check : inputs.checks) {
      Optional<String> objection = check.objection(change, live);
      if (objection.isPresent()) {
        return change.waiting(ChangeKind.BLOCKED, objection.get());
      }
    }
    return change;
  }

  private boolean isBlocked(Change.Write deletion, Optional<ApiRule> live) {
    return inputs.checks.stream()
        .filter(DeletionCheck.class::isInstance)
        .anyMatch(check -> check.objection(deletion, live).isPresent());
  }

  /**
   * The plan.
   *
   * @param noFiles whether Git has no rule for this site
   * @param rules how many rules there are
   */
  PlanResult planned(SiteName site, boolean noFiles, int rules) {
    return new PlanResult(
        new Plan(
            site,
            // Before a report wraps or cuts what people named.
            changes.stream()
                .map(change -> change.with(change.entry().told(inputs.redactor::redact)))
                .toList(),
            unchanged,
            notes(noFiles).stream().map(inputs.redactor::redact).toList()),
        agreed,
        unsettled,
        rules);
  }

  private List<String> notes(boolean noFiles) {
    List<String> notes = new ArrayList<>();
    if (base.known() || !noFiles) {
      notes.addAll(base.notes().get());
    }
    Map<String, Integer> byTemplate = new TreeMap<>();
    changes.stream()
        .map(change -> files.get(change.id()))
        .flatMap(file -> Optional.ofNullable(file).flatMap(RuleFile::templatePath).stream())
        .forEach(template -> byTemplate.merge(template, 1, Integer::sum));
    byTemplate.forEach(
        (template, count) ->
            notes.add("instances of " + template + " among these: " + Count.of(count, "rule")));
    notes.addAll(new TemplateDrift(files, changes).notes());
    if (unmanaged > 0) {
      notes.add(
          "not in Git: "
              + Count.of(unmanaged, "rule")
              + " of the site; export brings them in, sync leaves them");
    }
    if (masked > 0) {
      notes.add(UnprovenReason.hidden(masked, hiddenSecrets, inputs.lasting.isPresent()));
    }
    inputs.checks.forEach(check -> notes.addAll(check.notes()));
    return notes;
  }
}
