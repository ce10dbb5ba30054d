package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.anotherClone;
import static dev.rulekeeper.git.RealGit.cloneWithRemote;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.hook;
import static dev.rulekeeper.git.RealGit.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.rule.SiteName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class SyncLockTest {
  private static final SiteName ACME = new SiteName("acme");
  private static final String REF = "refs/rulekeeper/acme/lock";
  private static final Duration AT_ONCE = Duration.ZERO;

  @TempDir Path folder;

  @Test
  void a_lock_is_taken_and_given_back() {
    Path clone = cloneWithRemote(folder);
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      SyncLock lock = tree.lock(ACME);
      try (HeldLock held = acquire(lock, "run-1")) {
        assertThat(lock.holder().map(LockOwner::run)).contains("run-1");
        assertThat(refs()).isEqualTo(REF);
        assertThat(held.release()).isTrue();
      }
      assertThat(lock.holder()).isEmpty();
      assertThat(refs()).isEmpty();
    }
  }

  @Test
  void another_clone_is_told_who_holds_it_since_when_and_how_to_break_it() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    try (WorkTree tree = WorkTree.open(clone, ALICE);
        WorkTree second = WorkTree.open(other, ALICE);
        HeldLock held = acquire(tree.lock(ACME), "run-1")) {
      GitException locked = locked(second.lock(ACME), "run-2", AT_ONCE);
      assertThat(locked.kind()).isEqualTo(GitException.Kind.LOCKED);
      assertThat(locked)
          .hasMessageContaining("acme")
          .hasMessageContaining("by alice in CI, run run-1, since 20");
      assertThat(locked.hint()).contains("--lock-timeout", "--break-lock run-1");
      assertThat(held.release()).isTrue();
      acquire(second.lock(ACME), "run-2").close();
    }
  }

  @Test
  void who_waits_gets_the_lock_when_it_is_given_back() throws Exception {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (WorkTree tree = WorkTree.open(clone, ALICE);
        WorkTree second = WorkTree.open(other, ALICE)) {
      HeldLock held = acquire(tree.lock(ACME), "run-1");
      List<LockOwner> waitedFor = new ArrayList<>();
      Future<HeldLock> waiting =
          threads.submit(
              () ->
                  second
                      .lock(ACME)
                      .acquire("bob", "run-2", Duration.ofSeconds(60), waitedFor::add));
      Thread.sleep(600);
      assertThat(waiting.isDone()).isFalse();
      held.close();
      assertThat(waiting.get().release()).isTrue();
      assertThat(waitedFor).extracting(LockOwner::run).containsExactly("run-1");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void waiting_ends_with_the_timeout() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    try (WorkTree tree = WorkTree.open(clone, ALICE);
        WorkTree second = WorkTree.open(other, ALICE);
        HeldLock held = acquire(tree.lock(ACME), "run-1")) {
      Instant start = Instant.now();
      GitException locked = locked(second.lock(ACME), "run-2", Duration.ofMillis(400));
      assertThat(locked.kind()).isEqualTo(GitException.Kind.LOCKED);
      assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(390));
      assertThat(held.release()).isTrue();
    }
  }

  @Test
  void of_many_that_want_it_one_at_a_time_has_it() throws Exception {
    cloneWithRemote(folder);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> runs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Path clone = anotherClone(folder, "clone-" + i);
      String run = "run-" + i;
      runs.add(
          threads.submit(
              () -> {
                try (WorkTree tree = WorkTree.open(clone, ALICE);
                    HeldLock held =
                        tree.lock(ACME).acquire("a", run, Duration.ofSeconds(60), other -> {})) {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  Thread.sleep(50);
                  inside.decrementAndGet();
                  return held.release();
                }
              }));
    }
    for (Future<?> run : runs) {
      assertThat(run.get()).isEqualTo(true);
    }
    threads.shutdown();
    assertThat(most).hasValue(1);
  }

  @Test
  void two_runs_in_one_clone_are_kept_apart_without_a_remote_too() {
    Path repository = repository(folder.resolve("r"));
    try (WorkTree tree = WorkTree.open(repository, ALICE);
        WorkTree second = WorkTree.open(repository, ALICE);
        HeldLock held = acquire(tree.lock(ACME), "run-1")) {
      assertThat(locked(second.lock(ACME), "run-2", AT_ONCE))
          .hasMessageContaining("run run-1")
          .extracting(GitException::kind)
          .isEqualTo(GitException.Kind.LOCKED);
      assertThat(held.release()).isTrue();
    }
    assertThat(git(repository, "for-each-ref", "refs/rulekeeper")).isEmpty();
  }

  @Test
  void the_lock_of_a_killed_run_is_taken_over_by_the_next_run_of_its_clone() {
    for (Path clone :
        List.of(cloneWithRemote(folder), repository(folder.resolve("without-remote")))) {
      leaveBehind(clone, "killed");
      try (WorkTree tree = WorkTree.open(clone, ALICE)) {
        assertThat(tree.lock(ACME).holder().map(LockOwner::run)).contains("killed");
        assertThat(acquire(tree.lock(ACME), "run-2").release()).isTrue();
      }
    }
  }

  @Test
  void a_copy_of_a_clone_does_not_take_over_the_lock_of_the_original() throws Exception {
    Path clone = cloneWithRemote(folder);
    leaveBehind(clone, "alive");
    Path copy = folder.resolve("copy");
    new ProcessBuilder("cp", "-a", clone.toString(), copy.toString()).start().waitFor();
    try (WorkTree tree = WorkTree.open(copy, ALICE)) {
      assertThat(locked(tree.lock(ACME), "run-2", AT_ONCE)).hasMessageContaining("alive");
    }
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      assertThat(acquire(tree.lock(ACME), "run-3").release()).isTrue();
    }
  }

  @Test
  void the_lock_of_a_killed_run_elsewhere_is_broken_by_its_name_only() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    leaveBehind(other, "killed");
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      SyncLock lock = tree.lock(ACME);
      assertThat(locked(lock, "run-2", AT_ONCE).hint()).contains("--break-lock killed");
      assertThat(catchThrowableOfType(GitException.class, () -> lock.breakLock("another")))
          .hasMessageContaining("killed");
      assertThat(lock.breakLock("killed").owner()).isEqualTo("alice in CI");
      assertThat(catchThrowableOfType(GitException.class, () -> lock.breakLock("killed")))
          .hasMessageContaining("not locked");
      acquire(lock, "run-2").close();
    }
  }

  @Test
  void a_broken_lock_is_not_given_back_by_its_former_holder() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    try (WorkTree tree = WorkTree.open(clone, ALICE);
        WorkTree second = WorkTree.open(other, ALICE)) {
      HeldLock first = acquire(tree.lock(ACME), "run-1");
      second.lock(ACME).breakLock("run-1");
      HeldLock thief = acquire(second.lock(ACME), "run-2");
      assertThat(first.release()).isFalse();
      assertThat(tree.lock(ACME).holder().map(LockOwner::run)).contains("run-2");
      assertThat(thief.release()).isTrue();
    }
  }

  @Test
  void a_remote_that_forbids_deletion_gets_a_released_lock_that_anybody_can_take() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    git(folder.resolve("remote.git"), "config", "receive.denyDeletes", "true");
    git(folder.resolve("remote.git"), "config", "receive.denyNonFastForwards", "true");
    for (Path each : List.of(clone, other, clone)) {
      try (WorkTree tree = WorkTree.open(each, ALICE)) {
        HeldLock held = acquire(tree.lock(ACME), "run");
        assertThat(tree.lock(ACME).holder()).isPresent();
        assertThat(held.release()).isTrue();
        assertThat(tree.lock(ACME).holder()).isEmpty();
      }
    }
  }

  @Test
  void a_remote_that_forbids_locks_is_quoted_at_once() {
    Path clone = cloneWithRemote(folder);
    hook(folder.resolve("remote.git"), "update", "echo 'no refs for you' >&2; exit 1");
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      GitException refused = locked(tree.lock(ACME), "run-1", Duration.ofSeconds(60));
      assertThat(refused.kind()).isEqualTo(GitException.Kind.REJECTED);
      assertThat(RealGit.told(refused)).contains("remote: no refs for you");
    }
  }

  @Test
  void a_lock_that_nobody_can_read_is_held_by_unknown() {
    Path clone = cloneWithRemote(folder);
    git(clone, "push", "-q", "origin", "main:" + REF);
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      assertThat(locked(tree.lock(ACME), "run-1", AT_ONCE)).hasMessageContaining("unknown");
      tree.lock(ACME).breakLock("unknown");
    }
    assertThat(refs()).isEmpty();
  }

  private String refs() {
    return git(
        folder.resolve("remote.git"), "for-each-ref", "--format=%(refname)", "refs/rulekeeper");
  }

  /** A lock without the process that took it. */
  private static void leaveBehind(Path clone, String run) {
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      acquire(tree.lock(ACME), run).abandon();
    }
  }

  private static HeldLock acquire(SyncLock lock, String run) {
    return lock.acquire("alice in CI", run, AT_ONCE, other -> {});
  }

  private static GitException locked(SyncLock lock, String run, Duration timeout) {
    return catchThrowableOfType(
        GitException.class, () -> lock.acquire("bob", run, timeout, other -> {}).close());
  }
}
