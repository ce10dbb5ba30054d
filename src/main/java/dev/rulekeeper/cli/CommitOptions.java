package dev.rulekeeper.cli;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.GitException;
import dev.rulekeeper.git.WorkTree;
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
  Optional<String> apply(Session session, FileChanges files, String usual) {
    FileChanges inWorkTree = files.at(session::inWorkTree);
    if (noCommit) {
      session.workTree().write(inWorkTree);
      return Optional.empty();
    }
    Optional<String> elsewhere = Optional.ofNullable(branch);
    if (push) {
      // A branch that another run pushed goes on from there, also where the clone has one branch.
      elsewhere.ifPresent(session.workTree()::fetch);
    }
    Optional<String> commit =
        inWorkTree.isEmpty()
            ? Optional.empty()
            : session.workTree().commit(inWorkTree, text(usual), elsewhere);
    boolean quiet =
        commit.isEmpty() && elsewhere.filter(name -> !session.workTree().isAhead(name)).isPresent();
    if (push && !quiet) {
      session.workTree().push(elsewhere);
    }
    return commit;
  }

  /** The commit that holds what was written: the new one, else the branch that had it already. */
  Optional<String> holder(Session session, Optional<String> made) {
    return made.or(
        () ->
            branch == null
                ? session.workTree().head()
                : session.workTree().commitOf(branch).or(session.workTree()::head));
  }

  /**
   * As {@link #apply}, and where there is a remote it has the commit then: on the branch, where
   * {@code --push} is given and the remote takes it, else on a new branch {@code proposal}.
   *
   * @return the commit and that new branch, if they were made
   */
  Shared share(Session session, FileChanges files, String usual, String proposal) {
    WorkTree workTree = session.workTree();
    if (noCommit || files.isEmpty() || !workTree.hasRemote()) {
      return new Shared(apply(session, files, usual), Optional.empty());
    }
    boolean wanted = push;
    Optional<String> made = Optional.empty();
    try {
      push = false;
      made = apply(session, files, usual);
    } finally {
      push = wanted;
    }
    if (made.isEmpty()) {
      return new Shared(made, Optional.empty());
    }
    if (push && pushed(workTree)) {
      return new Shared(made, Optional.empty());
    }
    workTree.pushAs(made.get(), proposal);
    return new Shared(made, Optional.of(proposal));
  }

  private boolean pushed(WorkTree workTree) {
    try {
      workTree.push(Optional.ofNullable(branch));
      return true;
    } catch (GitException e) {
      if (e.kind() == GitException.Kind.FAILED && workTree.branch().isPresent()) {
        throw e;
      }
      return false;
    }
  }

  /** A commit that was made, and the branch of the remote that was made for it. */
  record Shared(Optional<String> commit, Optional<String> branch) {}

  private String text(String usual) {
    return message == null ? usual : message.strip() + "\n";
  }
}
