package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many requests a plan and a rotation need on a site with a thousand rules. */
class RequestCountTest {
  private static final int RULES = 1_000;
  private static final int PAGES = RULES / 100;
  private static final String READ = "GET rule/{uuid}";
  private static final String WRITE = "PUT rule/{uuid}";
  private static final String LIST = "GET rule/summary";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(RULES).build());
    repository = SandboxRepository.init(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_rotation_takes_three_requests_a_rule_and_one_look_for_each_secret() throws IOException {
    export();
    long secrets = repository.secretMap().size();
    repository.rotate(bot(), sandbox.rotateTargetToken());
    sandbox.forgetRequests();
    JsonNode report =
        ExactJson.read(repository.runWithSecrets("sync", "-o", "json").succeeded().out());
    Map<String, Long> counts = sandbox.requestCounts();
    long rotated = report.path("summary").path("applied").asLong();
    assertThat(rotated).isGreaterThan(100);
    assertThat(counts.get(WRITE)).isEqualTo(rotated);
    assertThat(counts.get(LIST)).isEqualTo(PAGES);
    long others = unrotatedWithSecret(rotated);
    assertThat(counts.get(READ)).isLessThanOrEqualTo(2 * rotated + others + secrets);
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void rules_are_written_as_many_at_once_as_jobs_allow_and_each_after_its_line_in_the_journal()
      throws Exception {
    export();
    repository.rotate(bot(), sandbox.rotateTargetToken());
    List<String> early = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger together = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch sixteen = new CountDownLatch(16);
    sandbox.hook(
        (method, path) -> {
          if (method.equals("PUT")) {
            if (!attempts().contains(path.substring(path.lastIndexOf('/') + 1))) {
              early.add(path);
            }
            // The first one goes alone, then nobody is answered before sixteen are there.
            if (writes.incrementAndGet() > 1) {
              most.accumulateAndGet(together.incrementAndGet(), Math::max);
              sixteen.countDown();
              await(sixteen);
              together.decrementAndGet();
            }
          }
          return FaultKind.NONE;
        });
    repository.runWithSecrets("sync", "--jobs", "16").succeeded();
    assertThat(writes).hasValueGreaterThan(100);
    assertThat(most).hasValue(16);
    assertThat(early).isEmpty();
  }

  /** The rules that some journal says are being attempted. */
  private Set<String> attempts() {
    Set<String> rules = new HashSet<>();
    try (Stream<Path> journals = Files.list(repository.root().resolve(".rulekeeper/journal"))) {
      for (Path journal : journals.toList()) {
        String text = Files.readString(journal);
        // The last line may be on its way; one that was waited for is whole.
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .map(ExactJson::read)
            .filter(line -> line.path("event").asText().equals("attempt"))
            .forEach(line -> rules.add(line.path("rule").asText()));
      }
      return rules;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      boolean unused = latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void with_the_state_key_a_rotation_looks_at_no_other_rule() throws IOException {
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-key-of-the-state");
    export();
    long secrets = repository.secretMap().size();
    repository.rotate(bot(), sandbox.rotateTargetToken());
    sandbox.forgetRequests();
    JsonNode report =
        ExactJson.read(repository.runWithSecrets("sync", "-o", "json").succeeded().out());
    Map<String, Long> counts = sandbox.requestCounts();
    long rotated = report.path("summary").path("applied").asLong();
    assertThat(rotated).isGreaterThan(100);
    assertThat(counts.get(WRITE)).isEqualTo(rotated);
    assertThat(counts.get(READ)).isLessThanOrEqualTo(2 * rotated + secrets);
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts()).doesNotContainKey(READ).containsEntry(LIST, (long) PAGES);
  }

  @Test
  void a_plan_without_changes_reads_the_pages_and_the_rules_with_a_secret_each_once()
      throws IOException {
    export();
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts())
        .containsEntry(LIST, (long) PAGES)
        .containsEntry(READ, filesWithSecret());
  }

  @Test
  void a_plan_of_one_rule_reads_no_other() throws IOException {
    export();
    Path file;
    try (Stream<Path> files = Files.walk(repository.root().resolve("rules"))) {
      file =
          files
              .filter(Files::isRegularFile)
              .filter(RequestCountTest::holdsSecret)
              .findFirst()
              .orElseThrow();
    }
    String path = repository.root().relativize(file).toString();
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--select", path, "--exit-code").succeeded();
    assertThat(sandbox.requestCounts()).containsEntry(READ, 1L);
  }

  @Test
  void under_a_rate_limit_every_rule_is_rotated_and_few_requests_are_made_in_vain()
      throws IOException {
    sandbox.close();
    sandbox = Sandbox.start(SandboxOptions.builder().rules(120).rateLimitPerSecond(100).build());
    repository = SandboxRepository.init(sandbox, folder.resolve("limited"));
    export();
    repository.rotate(bot(), sandbox.rotateTargetToken());
    JsonNode report =
        ExactJson.read(repository.runWithSecrets("sync", "-o", "json").succeeded().out());
    assertThat(report.path("summary").path("failed").asLong()).isZero();
    long needed = 3 * report.path("summary").path("applied").asLong();
    assertThat(report.path("repeats").path("total").asLong()).isLessThan(needed / 2);
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
  }

  private void export() {
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
  }

  /** Without the key, nobody knows of rules with other secrets but by reading them. */
  private long unrotatedWithSecret(long rotated) throws IOException {
    return filesWithSecret() - rotated;
  }

  private long filesWithSecret() throws IOException {
    try (Stream<Path> files = Files.walk(repository.root().resolve("rules"))) {
      return files.filter(Files::isRegularFile).filter(RequestCountTest::holdsSecret).count();
    }
  }

  private static boolean holdsSecret(Path file) {
    try {
      return Files.readString(file).contains("<<secret:");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String bot() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
