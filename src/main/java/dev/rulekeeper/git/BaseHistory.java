package dev.rulekeeper.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Which base of a chain fits a checkout. A base says what Git and site agreed on when Git was at
 * one commit. To a checkout that has not got this commit, an edit which came with it would look as
 * if the checkout had taken it back, so such a checkout is compared with an earlier base.
 */
final class BaseHistory {
  private static final String FOOTER = "Made-from";
  private final Repository repository;

  BaseHistory(Repository repository) {
    this.repository = repository;
  }

  /** {@code message} with the commit that the base is made from. */
  static String message(String message, Optional<String> madeFrom) {
    return message.strip()
        + "\n"
        + madeFrom.map(commit -> "\n" + FOOTER + ": " + commit + "\n").orElse("");
  }

  /**
   * The newest base from {@code newest} back that fits. Where none does, as after squashes alone,
   * the first: it may take for an edit of both sides what is none, but never one of the site for
   * one that Git took back.
   */
  RevCommit fitting(ObjectId newest) {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit base = walk.parseCommit(newest);
      while (!fits(base) && base.getParentCount() > 0) {
        base = walk.parseCommit(base.getParent(0));
      }
      return base;
    } catch (IOException e) {
      throw Failure.of("cannot read the base " + newest.name(), e);
    }
  }

  /**
   * Whether HEAD has the commit that {@code base} was made from. A shallow clone does not know what
   * it has, so it gets the benefit of the doubt.
   */
  boolean fits(RevCommit base) throws IOException {
    Optional<ObjectId> madeFrom = madeFrom(base);
    AnyObjectId head = repository.resolve(Constants.HEAD);
    if (madeFrom.isEmpty() || head == null) {
      return true;
    }
    boolean shallow = !repository.getObjectDatabase().getShallowCommits().isEmpty();
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(madeFrom.get()), walk.parseCommit(head)) || shallow;
    } catch (MissingObjectException e) {
      return shallow;
    }
  }

  /** The commit that {@code base} says it was made from. */
  static Optional<ObjectId> madeFrom(RevCommit base) {
    List<String> lines = base.getFooterLines(FOOTER);
    return lines.stream().filter(ObjectId::isId).findFirst().map(ObjectId::fromString);
  }
}
