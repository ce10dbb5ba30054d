package dev.rulekeeper.workflow;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.git.GitException;
import dev.rulekeeper.git.WorkTree;
import java.util.Optional;

/**
 * How somebody wants work to be left in Git.
 *
 * @param commits whether it is committed, and not only written
 * @param branch the branch that gets the commit, if not the one that the clone is on
 * @param message the message of the commit, in the place of the usual one
 * @param pushes whether the branch is pushed afterwards
 */
public record CommitRequest(
    boolean commits, Optional<String> branch, Optional<String> message, boolean pushes) {

  /** A commit on the branch that the clone is on. */
  public static CommitRequest usual() {
    return new CommitRequest(true, Optional.empty(), Optional.empty(), false);
  }

  /**
   * Writes {@code files} (paths relative to the rule repository) and commits them unless told not
   * to.
   *
   * @return the id of the commit, where one was made
   */
  public Optional<String> apply(Session session, FileChanges files, String usual) {
    FileChanges inWorkTree = files.at(session::inWorkTree);
    WorkTree workTree = session.workTree();
    if (!commits) {
      workTree.write(inWorkTree);
      return Optional.empty();
    }
    if (pushes) {
      // A branch that another run pushed goes on from there, also where the clone has one branch.
      branch.ifPresent(workTree::fetch);
    }
    Optional<String> commit =
        inWorkTree.isEmpty() ? Optional.empty() : workTree.commit(inWorkTree, text(usual), branch);
    boolean quiet = commit.isEmpty() && branch.filter(name -> !workTree.isAhead(name)).isPresent();
    if (pushes && !quiet) {
      workTree.push(branch);
    }
    return commit;
  }

  /** The commit that holds what was written: the new one, else the branch that had it already. */
  Optional<String> holder(Session session, Optional<String> made) {
    return made.or(() -> branch.flatMap(session.workTree()::commitOf)).or(session.workTree()::head);
  }

  /**
   * As {@link #apply}, and where there is a remote it has the commit then: on the branch, where
   * that is to be pushed and the remote takes it, else on a new branch {@code proposal}.
   *
   * @return the commit and that new branch, if they were made
   */
  Shared share(Session session, FileChanges files, String usual, String proposal) {
    WorkTree workTree = session.workTree();
    if (!commits || files.isEmpty() || !workTree.hasRemote()) {
      return new Shared(apply(session, files, usual), Optional.empty());
    }
    Optional<String> made =
        new CommitRequest(true, branch, message, false).apply(session, files, usual);
    if (made.isEmpty() || (pushes && pushed(workTree))) {
      return new Shared(made, Optional.empty());
    }
    workTree.pushAs(made.get(), proposal);
    return new Shared(made, Optional.of(proposal));
  }

  private boolean pushed(WorkTree workTree) {
    try {
      workTree.push(branch);
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
    return message.map(text -> text.strip() + "\n").orElse(usual);
  }
}
