package dev.rulekeeper.setup;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.Configuration.Site;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Optional;

/**
 * The pipeline that a repository is to get.
 *
 * @param branch the branch that is synced; by default the current one
 * @param overwrite whether one that is there already is written anew
 */
public record PipelineChoice(
    Pipeline pipeline, Pipeline.Program program, Optional<String> branch, boolean overwrite) {
  /**
   * Its text for {@code sites}.
   *
   * @throws SetupException if there is one already that must not be overwritten
   */
  String text(WorkTree workTree, Collection<Site> sites) {
    if (Files.exists(workTree.root().resolve(pipeline.path())) && !overwrite) {
      throw new SetupException(
          pipeline.path() + " is there already",
          "write it anew with --force (Git keeps the old one), or move it away");
    }
    return pipeline.text(sites, branch(workTree), program);
  }

  /** What a person has to set up on the host. */
  String checklist(WorkTree workTree, Collection<Site> sites) {
    StringBuilder text =
        new StringBuilder("\nThe pipeline is in " + pipeline.path() + ". To set up:\n");
    pipeline
        .checklist(sites, branch(workTree))
        .forEach(line -> text.append("  [ ] ").append(line).append('\n'));
    return text.toString();
  }

  private String branch(WorkTree workTree) {
    return branch.or(workTree::branch).orElse("main");
  }
}
