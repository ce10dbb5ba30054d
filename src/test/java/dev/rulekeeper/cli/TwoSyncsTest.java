package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two clones of one rule repository, one site, and a sync in each at the same time. */
@Timeout(120)
class TwoSyncsTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private Path other;
  private Path older;
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger writes = new AtomicInteger();

  @BeforeEach
  void two_clones_and_a_rotated_secret() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(40).build());
    repository = SandboxRepository.exported(sandbox, folder);
    Path remote = folder.resolve("remote.git");
    Git.init().setBare(true).setInitialBranch("main").setDirectory(remote.toFile()).call().close();
    try (Git git = Git.open(repository.root().toFile())) {
      git.remoteAdd().setName("origin").setUri(new URIish(remote.toUri().toURL())).call();
      StoredConfig config = git.getRepository().getConfig();
      config.setString("branch", "main", "remote", "origin");
      config.setString("branch", "main", "merge", "refs/heads/main");
      config.save();
      git.push()
          .setRemote("origin")
          .setRefSpecs(
              new RefSpec("refs/heads/main:refs/heads/main"),
              new RefSpec("refs/rulekeeper/*:refs/rulekeeper/*"))
          .call();
    }
    other = folder.resolve("other");
    Git.cloneRepository()
        .setURI(remote.toUri().toString())
        .setDirectory(other.toFile())
        .call()
        .close();
    String bot =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    older =
        Files.copy(
            repository.secrets(), folder.resolve("older.json"), StandardCopyOption.COPY_ATTRIBUTES);
    repository.rotate(bot, sandbox.rotateTargetToken());
    sandbox.hook(
        (method, path) -> {
          if (method.equals("PUT") && writes.incrementAndGet() == 1) {
            writing.countDown();
            await(goOn);
          }
          return FaultKind.NONE;
        });
  }

  @AfterEach
  void stop_the_site() {
    goOn.countDown();
    sandbox.close();
  }

  @Test
  void the_second_gives_up_with_4_and_says_who_is_at_work() throws Exception {
    CompletableFuture<CommandRun> first = syncInBackground(repository.root());
    await(writing);
    CommandRun second = sync(other, "--lock-timeout", "1").exitedWith(4);
    assertThat(second.err()).contains("is locked").contains("tester").contains("--lock-timeout");
    assertThat(writes).hasValue(1);
    goOn.countDown();
    first.get(60, TimeUnit.SECONDS).succeeded();
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
  }

  @Test
  void the_second_waits_and_then_finds_nothing_left_to_do() throws Exception {
    CompletableFuture<CommandRun> first = syncInBackground(repository.root());
    await(writing);
    CompletableFuture<CommandRun> second = syncInBackground(other);
    TimeUnit.MILLISECONDS.sleep(500);
    assertThat(writes).hasValue(1);
    goOn.countDown();
    first.get(60, TimeUnit.SECONDS).succeeded();
    int written = writes.get();
    CommandRun last = second.get(60, TimeUnit.SECONDS).succeeded();
    assertThat(last.out()).contains("0 rules written");
    assertThat(writes).hasValue(written);
  }

  @Test
  void a_plan_beside_a_sync_says_that_it_is_at_work_and_not_that_it_was_interrupted()
      throws Exception {
    CompletableFuture<CommandRun> first = syncInBackground(repository.root());
    await(writing);
    assertThat(repository.runWithSecrets("plan").succeeded().out())
        .contains("is at work on this site now")
        .doesNotContain("interrupted");
    assertThat(repository.run("runs").succeeded().out()).contains("at work, 1 open");
    goOn.countDown();
    first.get(60, TimeUnit.SECONDS).succeeded();
    assertThat(repository.runWithSecrets("plan").succeeded().out()).doesNotContain("at work");
  }

  @Test
  void an_undo_that_waits_for_a_sync_takes_back_all_of_it() throws Exception {
    CompletableFuture<CommandRun> first = syncInBackground(repository.root());
    await(writing);
    CompletableFuture<CommandRun> undo =
        inBackground(
            () ->
                CommandRun.of(
                    repository.environment(),
                    repository.root(),
                    "undo",
                    "--dry-run",
                    "--with-old",
                    older.toString(),
                    "--secrets-file",
                    repository.secrets().toString()));
    TimeUnit.MILLISECONDS.sleep(500);
    goOn.countDown();
    first.get(60, TimeUnit.SECONDS).succeeded();
    assertThat(undo.get(60, TimeUnit.SECONDS).succeeded().out()).contains(writes.get() + " rotate");
  }

  private CompletableFuture<CommandRun> syncInBackground(Path root) {
    return inBackground(() -> sync(root, "--lock-timeout", "60"));
  }

  /** On a thread of its own: the common pool has one thread where there are two processors. */
  private static CompletableFuture<CommandRun> inBackground(Supplier<CommandRun> run) {
    return CompletableFuture.supplyAsync(run, task -> new Thread(task).start());
  }

  private CommandRun sync(Path root, String... more) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of("sync", "--secrets-file", repository.secrets().toString()));
    command.addAll(List.of(more));
    return CommandRun.of(repository.environment(), root, command.toArray(String[]::new));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
