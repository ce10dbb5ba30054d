package dev.rulekeeper.git;

import dev.rulekeeper.rule.SiteName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * The lock that keeps two runs on one site apart: a ref {@code refs/rulekeeper/<site>/lock}, on the
 * remote where there is one, taken and given back by compare-and-swap; and below it a lock of the
 * operating system between the processes of one clone.
 *
 * <p>A run that was killed leaves the ref behind. The next run in the same clone sees that (it got
 * the operating system's lock, and the ref names this clone) and takes the lock over. Elsewhere the
 * lock has to be broken by the name of its run.
 */
public final class SyncLock {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Repository repository;
  private final SiteName site;
  private final Path folder;
  private final SharedRef ref;

  SyncLock(Repository repository, Optional<Remote> remote, SiteName site, String name) {
    this.repository = repository;
    this.site = site;
    this.folder = repository.getCommonDirectory().toPath().resolve("rulekeeper");
    this.ref =
        remote.isPresent()
            ? new RemoteRef(repository, remote.get(), name)
            : new LocalRef(repository, name);
  }

  /**
   * Takes the lock, waiting up to {@code timeout} for another run to give it back.
   *
   * @param owner who starts the run, for a person to read; no machine's secrets
   * @param run the name of the run, unique
   * @param waiting told once who is waited for
   * @throws GitException of kind LOCKED if another run still holds it then
   */
  public HeldLock acquire(String owner, String run, Duration timeout, Consumer<LockOwner> waiting) {
    Instant deadline = Instant.now().plus(timeout);
    LocalLock local =
        LocalLock.acquire(folder.resolve(site.value() + ".lock"), timeout)
            .orElseThrow(this::heldByAnother);
    try {
      return new HeldLock(
          repository, ref, acquireRef(owner, run, deadline, waiting), local, this::entry);
    } catch (RuntimeException e) {
      local.close();
      throw e;
    }
  }

  private ObjectId acquireRef(
      String owner, String run, Instant deadline, Consumer<LockOwner> waiting) {
    Duration pause = FIRST_PAUSE;
    boolean told = false;
    while (true) {
      Optional<ObjectId> current = ref.read();
      Optional<LockRecord> other = current.map(this::entry).filter(entry -> !isFree(entry));
      if (other.isEmpty()) {
        LockOwner self = new LockOwner(owner, run, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        ObjectId mine =
            new LockRecord(self, CloneName.in(folder), false).store(repository, current);
        if (swapped(current, mine)) {
          return mine;
        }
      } else if (!told) {
        waiting.accept(other.get().holder());
        told = true;
      }
      Duration left = Duration.between(Instant.now(), deadline);
      if (left.isNegative() || left.isZero()) {
        throw other.map(LockRecord::holder).map(this::held).orElseGet(this::heldByAnother);
      }
      RetryPause.of(shorter(pause, left));
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A swap whose answer got lost on the way may have been made: then the lock is ours. */
  private boolean swapped(Optional<ObjectId> current, ObjectId mine) {
    try {
      return ref.swap(current, Optional.of(mine));
    } catch (GitException e) {
      if (e.kind() == GitException.Kind.FAILED && ref.read().equals(Optional.of(mine))) {
        return true;
      }
      throw e;
    }
  }

  /** Who holds the lock now, or nothing. */
  public Optional<LockOwner> holder() {
    return ref.read().map(this::entry).filter(entry -> !entry.released()).map(LockRecord::holder);
  }

  /**
   * Takes the lock away from the run of this name, for when that run is dead.
   *
   * @return who held it
   * @throws GitException if nobody or another run holds it
   */
  public LockOwner breakLock(String run) {
    Optional<ObjectId> current = ref.read();
    LockOwner holder =
        current
            .map(this::entry)
            .filter(entry -> !entry.released())
            .map(LockRecord::holder)
            .orElseThrow(
                () -> new GitException("the site " + site + " is not locked", "nothing to do"));
    if (!holder.run().equals(run)) {
      throw new GitException(
          "the lock of the site " + site + " is not held by the run " + run + ", but " + by(holder),
          "name that run if it is the dead one");
    }
    if (!HeldLock.giveBack(repository, ref, current.get(), entry(current.get()))) {
      throw new GitException(
          GitException.Kind.MOVED,
          "the lock of the site " + site + " changed hands meanwhile",
          "look who holds it now");
    }
    return holder;
  }

  /** Nobody's, or left by a dead run of this clone, since we hold the clone's own lock. */
  private boolean isFree(LockRecord entry) {
    return entry.released()
        || ref instanceof LocalRef
        || entry.cloneName().equals(CloneName.in(folder));
  }

  private LockRecord entry(ObjectId id) {
    return LockRecord.load(repository, id);
  }

  private GitException heldByAnother() {
    return holder()
        .map(this::held)
        .orElseGet(
            () ->
                new GitException(
                    GitException.Kind.LOCKED,
                    "another run is working on the site " + site,
                    "wait for it to end, or give it more time with --lock-timeout"));
  }

  private GitException held(LockOwner holder) {
    return new GitException(
        GitException.Kind.LOCKED,
        "the site " + site + " is locked " + by(holder),
        "wait for that run, with more time by --lock-timeout; if it is dead, break its lock with"
            + " --break-lock "
            + holder.run());
  }

  private static String by(LockOwner holder) {
    long minutes = Math.max(0, Duration.between(holder.since(), Instant.now()).toMinutes());
    return "by "
        + holder.owner()
        + ", run "
        + holder.run()
        + ", since "
        + holder.since()
        + " ("
        + (minutes < 120 ? minutes + " min" : minutes / 60 + " h")
        + " ago)";
  }
}
