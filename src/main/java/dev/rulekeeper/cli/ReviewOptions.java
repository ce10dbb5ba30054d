package dev.rulekeeper.cli;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.ReviewedPlan;
import dev.rulekeeper.sync.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The plan that somebody has read and wants done. */
final class ReviewOptions {
  @Option(
      names = "--plan-id",
      paramLabel = "ID",
      description = "Do only what the plan with this id says; else stop.")
  private @Nullable String planId;

  @Option(
      names = "--reviewed-plan",
      paramLabel = "FILE",
      description =
          "Write only what this plan says, as plan -o json printed it; rotations need no review.")
  private @Nullable Path reviewed;

  /** Whether a plan is named by its id, which takes every rule that it was made from. */
  boolean namesId() {
    return planId != null;
  }

  /**
   * Stops where {@code plan} is not the one that was read.
   *
   * @throws SyncException if it is another one
   */
  void refuseOther(Plan plan, Path directory) {
    if (planId != null && !plan.id().equals(planId)) {
      throw new SyncException(
          SyncException.Kind.STALE,
          "the plan is now " + plan.id() + ", not " + planId + "; nothing was sent",
          List.of("Git, the site or the names of secrets changed since: review the plan again"));
    }
    if (reviewed != null) {
      refuseUnreviewed(plan, directory.resolve(reviewed));
    }
  }

  private static void refuseUnreviewed(Plan plan, Path file) {
    try {
      List<String> differences =
          ReviewedPlan.of(ExactJson.read(Files.readString(file)), plan).differences(plan);
      if (!differences.isEmpty()) {
        throw new SyncException(
            SyncException.Kind.STALE,
            "this is not what was reviewed; nothing was sent",
            differences);
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot read the reviewed plan " + file.getFileName(),
          "give the file that plan -o json wrote");
    }
  }
}
