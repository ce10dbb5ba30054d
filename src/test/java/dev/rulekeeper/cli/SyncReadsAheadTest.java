package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.HeldLock;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sync that nobody is in the way of asks for the list of rules while it reads the files. */
@Timeout(120)
class SyncReadsAheadTest {
  private static final String LIST = "/rule/summary";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(20).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void the_list_is_asked_for_although_a_file_turns_out_to_be_wrong() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    breakFile();
    sandbox.hook(
        (method, path) -> {
          if (path.endsWith(LIST)) {
            asked.countDown();
          }
          return FaultKind.NONE;
        });
    repository.runWithSecrets("sync").exitedWith(2);
    assertThat(asked.await(30, TimeUnit.SECONDS)).as("the list was asked for").isTrue();
    assertThat(lock()).doesNotExist();
  }

  @Test
  void the_list_is_read_under_the_lock() throws IOException {
    AtomicInteger locked = new AtomicInteger();
    AtomicInteger unlocked = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          if (path.endsWith(LIST)) {
            (Files.exists(lock()) ? locked : unlocked).incrementAndGet();
          }
          return FaultKind.NONE;
        });
    repository.runWithSecrets("sync").succeeded();
    assertThat(locked).hasPositiveValue();
    assertThat(unlocked).hasValue(0);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void while_another_run_is_at_work_wrong_files_are_told_without_a_wait() throws IOException {
    breakFile();
    sandbox.forgetRequests();
    try (WorkTree workTree = WorkTree.open(repository.root());
        HeldLock other =
            workTree
                .lock(new SiteName("sandbox"))
                .acquire("somebody", "20260101-000000-0000", Duration.ZERO, holder -> {})) {
      assertThat(other).isNotNull();
      CommandRun run = repository.runWithSecrets("sync", "--lock-timeout", "100").exitedWith(2);
      assertThat(run.err()).doesNotContain("Waiting");
      assertThat(lock()).exists();
    }
    assertThat(sandbox.requestCounts()).doesNotContainKey("GET rule/summary");
  }

  private Path lock() {
    return repository.root().resolve(".git/refs/rulekeeper/sandbox/lock");
  }

  private void breakFile() throws IOException {
    try (Stream<Path> files = Files.walk(repository.root().resolve("rules"))) {
      Path file = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
      Files.writeString(file, Files.readString(file) + "\nname: twice\n");
    }
  }
}
