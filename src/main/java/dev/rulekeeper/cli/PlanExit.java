package dev.rulekeeper.cli;

import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.workflow.SitePlan;

/** How a plan ends for a script: what a sync would refuse is said by the pull request already. */
final class PlanExit {
  private PlanExit() {}

  /**
   * The code for {@code made}.
   *
   * @param changes whether pending changes have a code of their own
   */
  static ExitCode of(SitePlan made, boolean changes) {
    Plan plan = made.plan();
    if (made.refused()
        || plan.has(ChangeKind.BLOCKED)
        || (plan.has(ChangeKind.DELETE) && !made.prunes())) {
      return ExitCode.BLOCKED;
    }
    if (plan.has(ChangeKind.CONFLICT) || plan.has(ChangeKind.UNPROVEN)) {
      return ExitCode.STALE;
    }
    return changes && !plan.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
  }
}
