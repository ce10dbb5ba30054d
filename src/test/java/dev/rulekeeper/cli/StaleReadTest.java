package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.atlassian.SiteLocation;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A colleague edits a rule, and for a while the site goes on to show what it was, with the time of
 * the edit. Whatever runs meanwhile, the edit must neither stay hidden nor be overwritten.
 */
class StaleReadTest {
  private static final int STALE_MILLIS = 2_000;
  private static final String BY_A_COLLEAGUE = "described by a colleague";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private AutomationApi colleague;
  private String id;

  @BeforeEach
  void export_from_a_site() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(20).staleMillis(STALE_MILLIS).build());
    repository = SandboxRepository.exported(sandbox, folder);
    colleague =
        new SiteConnection(
                new SiteLocation(sandbox.uri(), sandbox.uri(), "jira", Optional.empty()),
                sandbox.email(),
                SecretValue.of(sandbox.token()),
                1,
                (method, path, status, attempt, milliseconds) -> {})
            .open();
    id = plainRule();
  }

  @AfterEach
  void stop_the_site() {
    colleague.close();
    sandbox.close();
  }

  @Test
  void an_edit_that_an_export_did_not_see_is_drift_in_the_next_plan() throws Exception {
    describe();
    repository.runWithSecrets("export").succeeded();
    assertThat(file()).as("the site did not show it yet").doesNotContain(BY_A_COLLEAGUE);
    untilReadsAreFresh();
    assertThat(kinds()).containsExactly("drift");
    repository.runWithSecrets("export").succeeded();
    assertThat(file()).contains(BY_A_COLLEAGUE);
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void an_edit_that_a_sync_did_not_see_is_drift_in_the_next_plan() throws Exception {
    describe();
    repository.runWithSecrets("sync").succeeded();
    untilReadsAreFresh();
    assertThat(kinds()).containsExactly("drift");
  }

  @Test
  void a_rule_that_was_settled_when_it_was_read_is_not_read_again() {
    sandbox.forgetRequests();
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-key-of-the-state");
    repository.runWithSecrets("export", "--full").succeeded();
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts()).doesNotContainKey("GET rule/{uuid}");
  }

  @Test
  void an_edit_between_plan_and_write_is_seen_by_its_time_although_the_content_is_still_the_old()
      throws Exception {
    renameInGit();
    AtomicInteger reads = new AtomicInteger();
    sandbox.hook(
        (method, path) -> {
          // The first read is the plan's, the second is made before the write.
          if (method.equals("GET") && path.endsWith(id) && reads.incrementAndGet() == 2) {
            describe();
          }
          return FaultKind.NONE;
        });
    CommandRun run = repository.runWithSecrets("sync").exitedWith(5);
    assertThat(run.out()).contains("skipped").contains(id).contains("changed on the site");
    mergesBoth();
  }

  @Test
  void an_edit_just_before_the_plan_is_waited_for_and_not_overwritten() throws Exception {
    repository.environment().put("RULEKEEPER_SETTLE_SECONDS", "3");
    renameInGit();
    describe();
    CommandRun run = repository.runWithSecrets("sync").exitedWith(5);
    assertThat(run.err()).contains("a moment ago: 1 rule to be written").contains("waiting 3 s");
    assertThat(run.out()).contains("skipped").contains(id).contains("changed on the site");
    mergesBoth();
  }

  private void mergesBoth() throws Exception {
    untilReadsAreFresh();
    repository.runWithSecrets("sync").succeeded();
    JsonNode rule = sandbox.rule(id).path("rule");
    assertThat(rule.path("name").asText()).isEqualTo("Renamed in Git");
    assertThat(rule.path("description").asText()).isEqualTo(BY_A_COLLEAGUE);
  }

  private void describe() {
    ApiRule before = colleague.rule(RuleId.of(id)).orElseThrow();
    ObjectNode rule = before.rule().deepCopy().put("description", BY_A_COLLEAGUE);
    colleague.update(new ApiRule(before.id(), rule, before.connections()));
  }

  private static void untilReadsAreFresh() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(STALE_MILLIS + 100);
  }

  private void renameInGit() throws IOException {
    Path path = repository.fileOf(id);
    Files.writeString(path, file().replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
  }

  private String file() throws IOException {
    return Files.readString(repository.fileOf(id));
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    repository.plan().path("changes").forEach(c -> kinds.add(c.path("kind").asText()));
    return kinds;
  }

  private String plainRule() throws IOException {
    for (JsonNode envelope : sandbox.rules()) {
      String candidate = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(candidate));
      if (!text.contains("<<") && !text.contains("connection")) {
        return candidate;
      }
    }
    throw new AssertionError("the seed has no such rule");
  }
}
