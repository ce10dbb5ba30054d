package dev.rulekeeper.cli;

import dev.rulekeeper.plan.DriftPolicy;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.Selection;
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
      description = "Write this secret wherever the site hides its value (repeatable).")
  private List<String> rotate = List.of();

  boolean prune() {
    return prune;
  }

  boolean allowDisable() {
    return allowDisable;
  }

  DriftPolicy onDrift() {
    return onDrift;
  }

  PlanOptions options(Selection selection) {
    Set<SecretName> names = new TreeSet<>();
    rotate.forEach(name -> names.add(new SecretName(name)));
    return new PlanOptions(onDrift, prune, allowDisable, full, selection, names);
  }
}
