package dev.rulekeeper.cli;

import dev.rulekeeper.plan.DriftPolicy;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.sync.SyncException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** What the user allows in a plan. */
final class PlanningOptions {
  @Option(
      names = "--on-drift",
      defaultValue = "merge",
      paramLabel = "POLICY",
      description =
          "What becomes of rules edited on the site: merge, fail, skip, ours or theirs (default: "
              + "${DEFAULT-VALUE}).")
  private DriftPolicy onDrift = DriftPolicy.MERGE;

  @Option(names = "--prune", description = "Delete rules whose file is gone from Git.")
  private boolean prune;

  @Option(
      names = "--allow-disable",
      description = "Write rules although the site will switch them off (foreign connection).")
  private boolean allowDisable;

  @Option(names = "--full", description = "Read every rule, also those that did not change.")
  private boolean full;

  @Option(
      names = "--rotate",
      paramLabel = "NAME",
      description =
          "Write this secret wherever the site hides its value, or nothing proves what stands "
              + "there (repeatable).")
  private List<String> rotate = List.of();

  /**
   * Stops where {@code plan} meets edits of the site, and that is what was asked for.
   *
   * @throws SyncException if it does
   */
  void refuseDrift(Plan plan) {
    if (onDrift != DriftPolicy.FAIL || plan.edited().isEmpty()) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    plan.edited().forEach(change -> reasons.add(change.name() + " (" + change.id() + ")"));
    reasons.add("export brings the edits into Git; --on-drift merge writes all other rules");
    throw new SyncException(
        SyncException.Kind.STALE,
        "rules were edited on the site, and --on-drift fail is given; nothing was sent",
        reasons);
  }

  /** What is allowed and asked for, in every rule. */
  PlanOptions options() {
    Set<SecretName> names = new TreeSet<>();
    rotate.forEach(name -> names.add(new SecretName(name)));
    return PlanOptions.onDrift(onDrift)
        .with(PlanOptions.Choice.DELETE, prune)
        .with(PlanOptions.Choice.DISABLE, allowDisable)
        .with(PlanOptions.Choice.READ_EVERY_RULE, full)
        .rotating(names);
  }
}
