package dev.rulekeeper.sync;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.DriftPolicy;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan needs in order to put the rules of a run back: the rules as they were before it in
 * place of Git, and the rules as it left them in place of the base, so that whatever was edited on
 * the site since is drift.
 */
public final class UndoPlan {
  private final PastRun run;
  private final Set<RuleId> ids = new TreeSet<>();
  private final List<RuleFile> files = new ArrayList<>();
  private final Map<RuleId, BaseRule> left = new TreeMap<>();
  private final List<PastRun.Attempt> withheld = new ArrayList<>();

  private UndoPlan(PastRun run) {
    this.run = run;
  }

  /**
   * Of the rules of {@code run} that {@code selection} has and that it may have written.
   *
   * @param base what Git and site agree on now: it remembers which values the site was given
   */
  public static UndoPlan of(PastRun run, Selection selection, Baseline base) {
    UndoPlan reversal = new UndoPlan(run);
    for (PastRun.Attempt attempt : run.attempts()) {
      Optional<Rule> known = attempt.after().or(attempt::before);
      boolean selected = known.map(rule -> selection.has(file(attempt, rule))).orElse(true);
      if (attempt.mayHaveWritten() && selected && attempt.withheld()) {
        reversal.withheld.add(attempt);
      } else if (attempt.mayHaveWritten() && selected && known.isPresent()) {
        reversal.add(attempt, base);
      }
    }
    return reversal;
  }

  private void add(PastRun.Attempt attempt, Baseline base) {
    ids.add(attempt.rule());
    attempt.before().ifPresent(rule -> files.add(file(attempt, rule)));
    attempt
        .after()
        .ifPresent(
            rule ->
                left.put(
                    attempt.rule(),
                    base.read()
                        .apply(attempt.rule())
                        .map(
                            entry ->
                                new BaseRule(
                                    rule,
                                    Equality.same(entry.rule().fields(), rule.fields())
                                        ? entry.updated()
                                        : "",
                                    entry.fingerprints(),
                                    entry.variables(),
                                    entry
                                        .seen()
                                        .filter(
                                            last ->
                                                last.rule().isPresent()
                                                    || Equality.same(
                                                        entry.rule().fields(), rule.fields()))))
                        .orElseGet(() -> new BaseRule(rule, ""))));
  }

  private static RuleFile file(PastRun.Attempt attempt, Rule rule) {
    return new RuleFile(
        attempt.file().orElse("rules/" + rule.id() + ".yaml"), rule, RuleRepository.text(rule));
  }

  /** Whether the run wrote none of the rules that were asked for. */
  public boolean isEmpty() {
    return ids.isEmpty() && withheld.isEmpty();
  }

  /** The rules as they were before the run. */
  public List<RuleFile> files() {
    return List.copyOf(files);
  }

  /** The rules as the run left them. */
  public Baseline left() {
    return Baseline.of(left);
  }

  /** What cannot be put back, since the journal does not tell how the rule was. */
  public List<PastRun.Attempt> withheld() {
    return List.copyOf(withheld);
  }

  /** The rules of the run, those that it removed among them. */
  Selection selection() {
    return Selection.ofIds(ids);
  }

  /**
   * What a plan of it allows.
   *
   * @param force whether edits of the site since the run are taken back too
   * @param allowDisable whether rules are written that the site will switch off
   */
  public PlanOptions options(boolean force, boolean allowDisable) {
    DriftPolicy policy = force ? DriftPolicy.OURS : DriftPolicy.SKIP;
    return PlanOptions.onDrift(policy)
        .with(PlanOptions.Choice.DELETE)
        .with(PlanOptions.Choice.DISABLE, allowDisable)
        .with(PlanOptions.Choice.READ_EVERY_RULE)
        .of(selection());
  }

  /** The plan with reasons that speak of the run instead of Git. */
  public PlanResult explain(PlanResult planned) {
    Plan plan = planned.plan();
    List<Change> changes = plan.changes().stream().map(this::explain).toList();
    return new PlanResult(
        new Plan(plan.site(), changes, plan.unchanged(), plan.notes()),
        planned.agreed(),
        planned.unsettled(),
        planned.rules());
  }

  private Change explain(Change change) {
    if (change.isHidden()) {
      return change.because(
          "the site hides values of "
              + change.secrets()
              + ", and nothing proves which: left alone. --force writes those of the secret map,"
              + " with --with-old FILE those of FILE");
    }
    return switch (change.kind()) {
      case CREATE -> change.because("removed since: made again under its id");
      case DELETE -> change.because("made by run " + run.run() + ": removed");
      case DRIFT, UNPROVEN, CONFLICT ->
          change.because(
              "not as run " + run.run() + " left it: left alone, unless --force is given");
      default -> change;
    };
  }
}
