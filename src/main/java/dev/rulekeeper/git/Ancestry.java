package dev.rulekeeper.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdSubclassMap;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The commits that lead to HEAD. They are looked at in the order of their dates and no further than
 * needed, and each but once, however often one asks.
 */
public final class Ancestry implements AutoCloseable {
  private final Repository repository;
  private final ObjectIdSubclassMap<RevCommit> seen = new ObjectIdSubclassMap<>();
  private final RevWalk walk;
  private boolean complete;

  Ancestry(Repository repository) {
    this.repository = repository;
    this.walk = new RevWalk(repository);
    try {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        complete = true;
      } else {
        walk.setRetainBody(false);
        walk.markStart(walk.parseCommit(head));
      }
    } catch (IOException e) {
      throw GitFailures.of("cannot read HEAD", e);
    }
  }

  /**
   * Whether HEAD is {@code commit}, 40 hexadecimal digits, or has it in its history. A shallow
   * clone does not know what it has, so it gets the benefit of the doubt.
   */
  public synchronized boolean has(String commit) {
    return ObjectId.isId(commit) && (reached(ObjectId.fromString(commit)) || isShallow());
  }

  private boolean reached(ObjectId commit) {
    try {
      while (!seen.contains(commit) && !complete) {
        Optional<RevCommit> next = Optional.ofNullable(walk.next());
        next.ifPresent(seen::addIfAbsent);
        complete = next.isEmpty();
      }
      return seen.contains(commit);
    } catch (MissingObjectException e) {
      complete = true;
      return false;
    } catch (IOException e) {
      throw GitFailures.of("cannot read the history of HEAD", e);
    }
  }

  private boolean isShallow() {
    try {
      return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    } catch (IOException e) {
      throw GitFailures.of("cannot tell whether this clone is shallow", e);
    }
  }

  @Override
  public void close() {
    walk.close();
  }
}
