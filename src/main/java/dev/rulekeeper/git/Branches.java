package dev.rulekeeper.git;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.CheckoutConflictException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

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
      throw Failure.of("cannot read HEAD", e);
    }
  }

  /** The commit of {@code ref}, or nothing where it does not exist or is unborn. */
  Optional<ObjectId> commit(String ref) {
    try {
      Ref found = repository.exactRef(ref);
      return found == null ? Optional.empty() : Optional.ofNullable(found.getObjectId());
    } catch (IOException e) {
      throw Failure.of("cannot read " + ref, e);
    }
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
      throw Failure.of("cannot look for " + ref, e);
    }
  }

  /**
   * Makes a branch from the one that the remote had under this name when it was last fetched, as
   * {@code git switch} does. Gives whether {@code ref} exists then.
   */
  boolean existsOrFollows(String ref, Optional<Remote> remote) {
    if (commit(ref).isPresent()) {
      return true;
    }
    Optional<ObjectId> there =
        remote.flatMap(known -> known.trackingRef(ref)).flatMap(this::commit);
    return there.isPresent() && new LocalRef(repository, ref).swapWithin(Optional.empty(), there);
  }

  /** Makes {@code ref} the current branch without touching the index or any file. */
  void point(String ref) {
    try {
      RefUpdate head = repository.updateRef(Constants.HEAD);
      head.setRefLogMessage("rulekeeper: moving to " + Repository.shortenRefName(ref), false);
      RefUpdate.Result result = head.link(ref);
      switch (result) {
        case NEW, FORCED, NO_CHANGE -> {}
        default ->
            throw new GitException(
                "cannot switch to " + Repository.shortenRefName(ref) + ": " + result,
                "run the same command again");
      }
    } catch (IOException e) {
      throw Failure.of("cannot switch to " + Repository.shortenRefName(ref), e);
    }
  }

  /**
   * Checks out an existing branch. What differs from the last commit must be among {@code ours},
   * the files that are about to be written anyway.
   */
  void checkout(String ref, Set<String> ours) {
    String name = Repository.shortenRefName(ref);
    try (Git git = new Git(repository)) {
      Set<String> dirty = new TreeSet<>(uncommitted(git.status().call()));
      dirty.removeAll(ours);
      if (!dirty.isEmpty()) {
        throw inTheWay(name, dirty);
      }
      try {
        git.checkout().setName(ref).setForced(false).call();
      } catch (CheckoutConflictException e) {
        Set<String> conflicts = new TreeSet<>(e.getConflictingPaths());
        conflicts.removeAll(ours);
        if (!conflicts.isEmpty()) {
          throw inTheWay(name, conflicts);
        }
        git.checkout().setName(ref).setForced(true).call();
      }
      point(ref);
    } catch (GitAPIException e) {
      throw Failure.of("cannot switch to " + name, e);
    }
  }

  private static Set<String> uncommitted(Status status) {
    Set<String> paths = new TreeSet<>(status.getUncommittedChanges());
    paths.addAll(status.getConflicting());
    return paths;
  }

  private static GitException inTheWay(String branch, Set<String> paths) {
    return new GitException(
        "cannot switch to the branch " + branch + ": not committed: " + String.join(", ", paths),
        "commit or stash these changes, or choose a branch that does not exist yet");
  }
}
