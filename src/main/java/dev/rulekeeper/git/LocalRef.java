package dev.rulekeeper.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** A ref of this clone. */
record LocalRef(Repository repository, String name) implements SharedRef {
  @Override
  public Optional<ObjectId> read() {
    try {
      Ref ref = repository.exactRef(name);
      return ref == null ? Optional.empty() : Optional.ofNullable(ref.getObjectId());
    } catch (IOException e) {
      throw GitFailures.of("cannot read " + name, e);
    }
  }

  @Override
  public boolean swap(Optional<ObjectId> expected, Optional<ObjectId> next) {
    RepositoryWriteLock section = RepositoryWriteLock.enter(repository);
    try {
      return swapWithin(expected, next);
    } finally {
      section.close();
    }
  }

  /** The same for who is in a {@link RepositoryWriteLock} already. */
  boolean swapWithin(Optional<ObjectId> expected, Optional<ObjectId> next) {
    try {
      RefUpdate update = repository.updateRef(name);
      update.setExpectedOldObjectId(expected.orElse(ObjectId.zeroId()));
      update.setForceUpdate(true);
      update.disableRefLog();
      RefUpdate.Result result;
      if (next.isEmpty()) {
        result = update.delete();
      } else {
        update.setNewObjectId(next.get());
        result = update.update();
      }
      return switch (result) {
        case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> true;
        case LOCK_FAILURE -> false;
        default ->
            throw new GitException(
                "cannot move " + name + ": " + result, "see that Git itself can: git update-ref");
      };
    } catch (IOException e) {
      throw GitFailures.of("cannot move " + name, e);
    }
  }
}
