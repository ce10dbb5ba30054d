package dev.rulekeeper.workflow;

import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.plan.Guards;
import dev.rulekeeper.plan.MissingValues;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.ruleset.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sync would do.
 *
 * @param plan it, with what else there is to say
 * @param refused whether a guard would refuse it as a whole
 * @param prunes whether files that are gone delete their rules
 */
public record SitePlan(Plan plan, boolean refused, boolean prunes) {
  private static final String OFFLINE =
      "made offline: compared with what Git and site last agreed on. Edits in the browser since"
          + " then are not seen, nor whether the site has the current values of secrets";

  /**
   * What is asked for.
   *
   * @param options what is allowed
   * @param filter the rules that it is about
   * @param offline whether no site is asked
   * @param withoutBase whether what Git and site last agreed on is left out
   */
  public record Request(
      PlanOptions options, RuleFilter filter, boolean offline, boolean withoutBase) {}

  /**
   * Plans; nothing is written.
   *
   * @param secretMap what was given of it
   */
  public static SitePlan of(Session session, SecretMapText secretMap, Request request) {
    if (!request.offline()) {
      session.readAhead(!request.withoutBase());
      if (request.filter().filters().isEmpty()
          && !request.options().has(PlanOptions.Choice.SAMPLE)) {
        session.readSecretsAhead();
      }
    }
    Desired desired = session.desired(secretMap, !request.offline());
    desired.refuseCurrent(request.options().older());
    Selection selection = request.filter().selection(session);
    PlanOptions options = session.allowed(request.options()).of(selection);
    PlanInputs inputs =
        request.offline() ? PlanInputs.offline(session, desired) : PlanInputs.of(session, desired);
    Baseline base =
        request.withoutBase() ? Baseline.left() : session.base(desired.files()).baseline();
    MissingValues missing = new MissingValues(inputs.missing());
    PlanResult planned = inputs.plan(base, missing.inPlan(options));
    request.filter().refuseNothing(planned.plan());
    boolean prunes = options.has(PlanOptions.Choice.DELETE);
    List<String> refusals = Guards.refusals(planned, session.configuration().guards(), prunes);
    List<String> notes = new ArrayList<>(refusals);
    missing.note(selection.rules(desired.files())).ifPresent(notes::add);
    if (request.offline()) {
      notes.add(OFFLINE);
    }
    RunHistory.unfinished(session).ifPresent(notes::add);
    return new SitePlan(planned.plan().withNotes(notes), !refusals.isEmpty(), prunes);
  }

  /** What a sync would do that nobody gave any option to. */
  public static Plan careful(Session session, SecretMapText secretMap) {
    return PlanInputs.of(session, session.desired(secretMap, false)).careful();
  }

  /** What a sync with {@code options} would do, and nothing else. */
  public static Plan with(Session session, SecretMapText secretMap, PlanOptions options) {
    Desired desired = session.desired(secretMap, false);
    return PlanInputs.of(session, desired)
        .plan(session.base(desired.files()).baseline(), session.allowed(options))
        .plan();
  }
}
