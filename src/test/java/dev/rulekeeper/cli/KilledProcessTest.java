package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sync in a process of its own that is killed, as by {@code kill -9}. */
@Timeout(180)
class KilledProcessTest {
  private static final int RULES = 20;
  @TempDir private Path folder;
  private @Nullable Sandbox running;

  @AfterEach
  void stop_the_site() {
    if (running != null) {
      running.close();
    }
  }

  /** Dies in the first write, in the middle of the writes, and when all are written. */
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20})
  void the_same_command_completes_what_a_killed_process_left(int killedAt) throws Exception {
    Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(RULES).build());
    running = sandbox;
    // Rules that are off are not switched off for a connection of somebody else.
    sandbox
        .rules()
        .forEach(
            rule ->
                sandbox.edit(
                    rule.path("rule").path("uuid").asText(), now -> now.put("state", "DISABLED")));
    SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
    describeAll(repository);
    Map<String, Integer> writes = new ConcurrentHashMap<>();
    AtomicInteger count = new AtomicInteger();
    AtomicReference<String> atWork = new AtomicReference<>("");
    CountDownLatch reached = new CountDownLatch(1);
    sandbox.hook(
        (method, path) -> {
          if (method.equals("PUT")) {
            writes.merge(path, 1, Integer::sum);
            if (count.incrementAndGet() == killedAt) {
              atWork.set(repository.run("runs").out());
              reached.countDown();
            }
          }
          return FaultKind.NONE;
        });
    Process process = start(repository);
    try {
      assertThat(reached.await(120, TimeUnit.SECONDS)).as("it writes").isTrue();
      assertThat(atWork).as("while it writes").hasValueMatching(text -> text.contains("at work"));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(repository.run("runs").out()).contains("interrupted").doesNotContain("at work");
    repository.runWithSecrets("sync", "--max-changes", "100%", "--lock-timeout", "5").succeeded();
    assertThat(writes).hasSize(RULES);
    // What was under way may have been written without the death being told of it.
    assertThat(writes.values()).allMatch(times -> times <= 2);
    for (JsonNode rule : sandbox.rules()) {
      assertThat(rule.path("rule").path("description").asText()).isEqualTo("Described in Git");
    }
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  private static void describeAll(SandboxRepository repository) throws IOException {
    for (RuleFile file : RuleRepository.open(repository.root()).ruleFiles()) {
      ObjectNode fields = file.rule().fields().deepCopy().put("description", "Described in Git");
      Files.writeString(
          repository.root().resolve(file.path()),
          RuleRepository.text(new dev.rulekeeper.rule.Rule(file.rule().id(), fields), file));
    }
  }

  private static Process start(SandboxRepository repository) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.rulekeeper.cli.Main",
                "sync",
                "--max-changes",
                "100%",
                "--jobs",
                "1",
                "--secrets-file",
                repository.secrets().toString()));
    builder.directory(repository.root().toFile());
    builder.environment().putAll(repository.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }
}
