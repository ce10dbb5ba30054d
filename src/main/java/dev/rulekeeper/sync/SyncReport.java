package dev.rulekeeper.sync;

import dev.rulekeeper.plan.Plan;
import java.util.List;

/** What a sync did, change by change, in the order of the plan. */
public record SyncReport(String run, Plan plan, List<Outcome> outcomes) {
  /** Copies the list. */
  public SyncReport {
    outcomes = List.copyOf(outcomes);
  }

  /** How many changes ended so. */
  public long count(Outcome.Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }
}
