package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.rule.SiteTime;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.known.ReverseSubstitution;
import java.time.Duration;
import java.time.Instant;
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
final class Decisions {
  /** Several times as long as reads are stale, since clocks differ. */
  private static final Duration LATELY = Duration.ofSeconds(30);

  private final PlanRules inputs;
  private final Map<RuleId, RuleFile> files;
  private final BaseRules base;
  private final PlanOptions options;
  private final Display display = new Display(new Detector());
  private final Comparison comparison;
  private final HiddenValues hidden;
  private final List<Change> changes = new ArrayList<>();
  private final Map<RuleId, BaseRule> agreed = new HashMap<>();
  private final Set<RuleId> unsettled = new TreeSet<>();
  private final Set<SecretName> outdated = new TreeSet<>();
  private int unchanged;
  private int masked;
  private int unmanaged;

  Decisions(PlanRules inputs, Map<RuleId, RuleFile> files, BaseRules base, PlanOptions options) {
    this.inputs = inputs;
    this.files = files;
    this.base = base;
    this.options = options;
    this.hidden = new HiddenValues(inputs.lasting, options.rotate());
    this.comparison =
        new Comparison(inputs.cloud, inputs.rendering, display, options.onDrift(), base.known());
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
        .filter(entry -> summary.state().name().equals(file.rule().fields().path("state").asText()))
        .filter(entry -> Equality.same(entry.rule().fields(), file.rule().fields()));
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
      agreed.put(entry.rule().id(), entry);
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
    Leaves.forEach(
        rule.fields(),
        (at, text) -> {
          if (text.contains("<<secret:")) {
            places.add(at);
          }
        });
    Set<JsonPointer> older =
        new HiddenValues(Optional.empty(), outdated)
            .judge(rule, places, Optional.of(entry))
            .outdated();
    if (older.isEmpty()) {
      return false;
    }
    ApiRule raw = FileForm.toApi(rule, inputs.cloud);
    String state = SiteState.unread(entry.updated());
    decide(
        rule.id(),
        Optional.of(entry),
        new Sides.Live(raw, rule, rule, state, places, older, Map.of()));
    return true;
  }

  /** Decides about a rule that was read. */
  void live(ApiRule raw) {
    Rule fileForm = FileForm.of(raw, inputs.cloud);
    Optional<RuleFile> file = Optional.ofNullable(files.get(raw.id()));
    Optional<BaseRule> entry = base.read().apply(raw.id());
    List<Rule> references = new ArrayList<>();
    file.ifPresent(f -> references.add(f.rule()));
    entry.ifPresent(e -> references.add(e.rule()));
    Map<String, String> former = entry.map(BaseRule::variables).orElseGet(TreeMap::new);
    ReverseSubstitution.Result reversed = inputs.reverse.apply(fileForm, references, former);
    inputs.redactor.learn(reversed.older());
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
            SiteState.read(inputs.fingerprints, fileForm, raw.updated()),
            reversed.masked(),
            verdict.outdated(),
            former);
    if (!entry.map(BaseRule::updated).equals(Optional.of(raw.updated()))
        && SiteTime.isWithin(LATELY, raw.updated(), Instant.now())) {
      unsettled.add(raw.id());
    }
    outdated.addAll(display.certainlyRotated(live, inputs.rendering));
    decide(raw.id(), entry, live);
  }

  private void decide(RuleId id, Optional<BaseRule> entry, Sides.Live live) {
    Optional<RuleFile> file = Optional.ofNullable(files.get(id));
    Optional<Change> change = comparison.compare(id, new Sides(file, entry, Optional.of(live)));
    if (change.isPresent()) {
      changes.add(checked(change.get(), Optional.of(live.raw())));
    } else {
      unchanged++;
      Rule rule = file.orElseThrow().rule();
      agreed.put(
          id,
          new BaseRule(
              rule,
              live.raw().updated(),
              hidden.remember(rule, live.fileForm(), entry),
              inputs.rendering.variablesIn(rule)));
    }
  }

  /** Decides about a rule that the site does not have. */
  void absent(RuleId id) {
    comparison
        .compare(
            id,
            new Sides(Optional.ofNullable(files.get(id)), base.read().apply(id), Optional.empty()))
        .ifPresent(change -> changes.add(checked(change, Optional.empty())));
  }

  private Change checked(Change change, Optional<ApiRule> live) {
    if (change.kind() == ChangeKind.DELETE && !options.prune()) {
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
                + ": put a placeholder <<secret:name>> there, as an earlier commit may have it, and give "
                + "its value");
      }
      for (PlanRules.Check check : inputs.checks) {
        Optional<String> objection = check.objection(change, live);
        if (objection.isPresent()) {
          return change.withKind(ChangeKind.BLOCKED, objection.get());
        }
      }
    }
    return change;
  }

  /**
   * The plan.
   *
   * @param noFiles whether Git has no rule for this site
   * @param rules how many rules there are
   */
  Planned planned(SiteName site, boolean noFiles, int rules) {
    return new Planned(
        new Plan(site, changes, unchanged, notes(noFiles)), agreed, unsettled, rules);
  }

  private List<String> notes(boolean noFiles) {
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
              + (inputs.lasting.isPresent() ? "" : "RULEKEEPER_STATE_KEY makes later plans know. ")
              + "--rotate NAME writes a secret there in any case");
    }
    inputs.checks.forEach(check -> notes.addAll(check.notes()));
    return notes;
  }
}
