package dev.rulekeeper.cli;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command leaves its work in Git. */
final class CommitOptions {
  @Option(names = "--no-commit", description = "Write the files and commit nothing.")
  private boolean noCommit;

  @Option(
      names = "--branch",
      paramLabel = "NAME",
      description = "Commit on this branch, which is made where it does not exist.")
  private @Nullable String branch;

  @Option(names = "--push", description = "Push the branch afterwards.")
  private boolean push;

  boolean pushes() {
    return push;
  }

  boolean commits() {
    return !noCommit;
  }

  /**
   * Writes {@code files} (paths relative to the rule repository) and commits them unless told not
   * to.
   *
   * @return the id of the commit, where one was made
   */
  Optional<String> apply(Session session, Map<String, Optional<byte[]>> files, String message) {
    SortedMap<String, Optional<byte[]>> inWorkTree = new TreeMap<>();
    files.forEach((path, content) -> inWorkTree.put(session.inWorkTree(path), content));
    if (noCommit) {
      session.workTree().write(inWorkTree);
      return Optional.empty();
    }
    Optional<String> commit =
        inWorkTree.isEmpty()
            ? Optional.empty()
            : session.workTree().commit(inWorkTree, message, Optional.ofNullable(branch));
    if (push) {
      session.workTree().push(Optional.ofNullable(branch));
    }
    return commit;
  }
}
