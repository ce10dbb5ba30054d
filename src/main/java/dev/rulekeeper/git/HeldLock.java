package dev.rulekeeper.git;

import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** A lock that this run holds until it is closed. */
public final class HeldLock implements AutoCloseable {
  private final Repository repository;
  private final SharedRef ref;
  private final ObjectId mine;
  private final LocalLock local;
  private final Function<ObjectId, LockRecord> entries;
  private boolean open = true;

  HeldLock(
      Repository repository,
      SharedRef ref,
      ObjectId mine,
      LocalLock local,
      Function<ObjectId, LockRecord> entries) {
    this.repository = repository;
    this.ref = ref;
    this.mine = mine;
    this.local = local;
    this.entries = entries;
  }

  /**
   * Gives the lock back, if it is still this run's.
   *
   * @return false if somebody broke it meanwhile, which then stays as it is
   * @throws GitException if the remote cannot be reached; a later run of this clone takes it over
   */
  public boolean release() {
    if (!open) {
      return true;
    }
    open = false;
    try (local) {
      return giveBack(repository, ref, mine, entries.apply(mine));
    }
  }

  /** Ends as a killed process would: the ref stays. */
  void abandon() {
    open = false;
    local.close();
  }

  /** Deletes the ref, or where the remote forbids that, marks the entry as released. */
  static boolean giveBack(
      Repository repository, SharedRef ref, ObjectId current, LockRecord entry) {
    try {
      return ref.swap(Optional.of(current), Optional.empty());
    } catch (GitException e) {
      if (e.kind() != GitException.Kind.REJECTED) {
        throw e;
      }
      LockRecord released = new LockRecord(entry.holder(), entry.cloneName(), true);
      ObjectId next = released.store(repository, Optional.of(current));
      return ref.swap(Optional.of(current), Optional.of(next));
    }
  }

  /** Like {@link #release}. */
  @Override
  public void close() {
    release();
  }
}
