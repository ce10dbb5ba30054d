package dev.rulekeeper.workflow;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.sync.RunEnding;
import dev.rulekeeper.sync.SyncReport;
import java.time.Instant;
import java.util.Optional;

/** One sync: the plan, what may stop it, the writing, and what it leaves in Git. */
public final class SiteSync {
  private SiteSync() {}

  /**
   * What is asked for.
   *
   * @param options what is allowed in the plan
   * @param filter the rules that it is about
   * @param run what is allowed in the run
   * @param commit how edits of the site that were merged are left in Git
   */
  public record Request(
      PlanOptions options, RuleFilter filter, RunOptions run, CommitRequest commit) {}

  /** Who looks on. */
  public interface Reviewer {
    /** Is shown the plan; whatever this throws stops the sync before anything is sent. */
    void planned(Plan plan);

    /** Is told what was written, and the branch made for edits of the site, where one was. */
    void written(SyncReport report, Optional<String> branch);
  }

  /**
   * Makes the site what Git says.
   *
   * @param secretMap what was given of it
   */
  public static RunEnding run(
      Session session, SecretMapText secretMap, Request request, Reviewer reviewer) {
    Instant begun = session.environment().clock().instant();
    try (SyncSession run = SyncSession.open(session, request.run())) {
      Desired desired = session.desired(secretMap, true);
      run.awaitLock();
      PlanInputs inputs = run.inputs(desired.files(), desired.secrets());
      RunHistory.unfinished(session).ifPresent(session.environment()::say);
      noteUncommitted(session);
      SiteBase base = run.base(desired.files());
      desired.refuseCurrent(request.options().older());
      Selection selection = request.filter().selection(session);
      PlanOptions options = session.allowed(request.options()).of(selection);
      PlanResult planned = run.plan(inputs, base.baseline(), options);
      request.filter().refuseNothing(planned.plan());
      reviewer.planned(planned.plan());
      boolean prunes = options.has(PlanOptions.Choice.DELETE);
      run.refuse(planned, prunes);
      try (BaseUpdate update = new BaseUpdate(inputs, base, selection, begun)) {
        update.lookAhead(planned);
        SyncReport report = run.write(inputs, planned, prunes, "sync");
        Optional<String> branch = Optional.empty();
        try {
          branch = update.settle(planned, report, request.commit());
        } finally {
          reviewer.written(report, branch);
        }
        return RunEnding.of(report, prunes);
      }
    }
  }

  /** What no commit has looks to another checkout as if it had been taken back in Git. */
  private static void noteUncommitted(Session session) {
    int files = session.checkout().uncommittedFiles();
    if (files > 0) {
      session
          .environment()
          .say(
              "Note: not committed in rules and templates: "
                  + Count.of(files, "file")
                  + ". A sync from another checkout "
                  + "takes these edits off the site again until they are committed and pushed.");
    }
  }
}
