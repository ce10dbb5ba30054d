package dev.rulekeeper.cli;

import dev.rulekeeper.workflow.CommitRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command leaves its work in Git. */
final class CommitOptions {
  @Option(names = "--no-commit", description = "Write the files and commit nothing.")
  private boolean noCommit;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description =
          "Commit on this branch, made where it does not exist; the clone stays on the one it is"
              + " on.")
  private @Nullable String branch;

  @Option(
      names = "--message",
      paramLabel = "TEXT",
      description = "The message of the commit, in the place of the one that says what was done.")
  private @Nullable String message;

  @Option(names = "--push", description = "Push the branch afterwards.")
  private boolean push;

  CommitRequest request() {
    return new CommitRequest(
        !noCommit, Optional.ofNullable(branch), Optional.ofNullable(message), push);
  }
}
