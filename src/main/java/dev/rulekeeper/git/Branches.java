package dev.rulekeeper.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** The current branch and the way to another one. */
final class Branches {
  private final Repository repository;

  Branches(Repository repository) {
    this.repository = repository;
  }

  /** The full name of the current branch, also an unborn one; nothing if HEAD is detached. */
  Optional<String> current() {
    try {
      Ref head = repository.exactRef(Constants.HEAD);
      return head != null && head.isSymbolic()
          ? Optional.of(head.getTarget().getName())
          : Optional.empty();
    } catch (IOException e) {
      throw GitFailures.of("cannot read HEAD", e);
    }
  }

  /** The commit of {@code ref}, or nothing where it does not exist or is unborn. */
  Optional<ObjectId> commit(String ref) {
    try {
      Ref found = repository.exactRef(ref);
      return found == null ? Optional.empty() : Optional.ofNullable(found.getObjectId());
    } catch (IOException e) {
      throw GitFailures.of("cannot read " + ref, e);
    }
  }

  /** The commit of the default branch of the remote {@code name}, as it was when last fetched. */
  Optional<ObjectId> defaultOf(String name) {
    String folder = Constants.R_REMOTES + name + "/";
    return commit(folder + Constants.HEAD)
        .or(() -> commit(folder + "main"))
        .or(() -> commit(folder + Constants.MASTER));
  }

  /** {@code refs/heads/name}. */
  static String ref(String name) {
    String ref = name.startsWith(Constants.R_HEADS) ? name : Constants.R_HEADS + name;
    if (!Repository.isValidRefName(ref) || name.startsWith("-")) {
      throw new GitException(
          "'" + name + "' is not a branch name", "see git help check-ref-format");
    }
    return ref;
  }

  /** Refuses {@code a/b} where a branch {@code a} exists, and the other way round. */
  void refuseConflicting(String ref) {
    try {
      if (repository.getRefDatabase().isNameConflicting(ref)) {
        throw new GitException(
            "the branch " + Repository.shortenRefName(ref) + " clashes with another branch's name",
            "choose a name that neither begins another one nor begins with it");
      }
    } catch (IOException e) {
      throw GitFailures.of("cannot look for " + ref, e);
    }
  }

  /**
   * Where the next commit to {@code ref} goes: on the branch, here or as the remote had it when it
   * was last fetched, whichever is further; on HEAD where there is no such branch, or HEAD has all
   * of it, as after it was merged.
   */
  Optional<ObjectId> tip(String ref, Optional<Remote> remote) {
    Optional<ObjectId> head = commit(Constants.HEAD);
    Optional<ObjectId> there =
        remote.flatMap(known -> known.trackingRef(ref)).flatMap(this::commit);
    return later(head, later(there, commit(ref)));
  }

  /** {@code one} where it has all of {@code other}, else {@code other}. */
  private Optional<ObjectId> later(Optional<ObjectId> one, Optional<ObjectId> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return isWithin(other.get(), one.get()) ? one : other;
  }

  /** Whether {@code commit} is {@code later} or one of the commits before it. */
  boolean isWithin(ObjectId commit, ObjectId later) {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.isMergedInto(walk.parseCommit(commit), walk.parseCommit(later));
    } catch (MissingObjectException e) {
      return false;
    } catch (IOException e) {
      throw GitFailures.of("cannot compare commits", e);
    }
  }
}
