package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan and sync know of values that the site does not show, or that nobody looked at. */
class HiddenValuesTest {
  private static final String KEY = "EXAMPLE-key-of-the-state";
  private static final String ID = "019ab7c0-1111-7222-8333-444455556666";
  private static final String COMPONENTS =
      """
      components:
        - component: ACTION
          type: jira.issue.outgoing.webhook
          schemaVersion: 1
          value:
            url: https://hooks.example.com/in
            headers:
              - name: Authorization
                value: Bearer <<secret:hidden-one>>
                headerSecure: true
            sendIssue: false
            contentType: custom
            customBody: hello
            method: POST
      """;
  @TempDir private Path folder;
  private Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(60).build());

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void with_the_state_key_a_plan_without_changes_reads_no_rule() {
    SandboxRepository repository = exported(false, true);
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts()).doesNotContainKey("GET rule/{uuid}");
  }

  @Test
  void without_the_state_key_a_plan_reads_the_rules_with_secrets_and_no_others() {
    SandboxRepository repository = exported(false, false);
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts().get("GET rule/{uuid}"))
        .isPositive()
        .isLessThan(sandbox.rules().size());
  }

  @Test
  void with_the_state_key_a_rotation_is_seen_and_the_plan_after_it_reads_no_rule()
      throws IOException {
    SandboxRepository repository = exported(false, true);
    repository.rotate(bot(repository), sandbox.rotateTargetToken());
    assertThat(kinds(repository.plan())).isNotEmpty().containsOnly("rotate");
    repository.runWithSecrets("sync").succeeded();
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts()).doesNotContainKey("GET rule/{uuid}");
  }

  @Test
  void the_base_holds_fingerprints_only_with_the_key_and_never_a_value() throws IOException {
    SandboxRepository repository = exported(false, true);
    String base = base(repository);
    assertThat(base).contains("\"fingerprints\"");
    repository.secretMap().values().forEach(value -> assertThat(base).doesNotContain(value));
    assertThat(base).doesNotContain(KEY);
    repository.environment().remove("RULEKEEPER_STATE_KEY");
    repository.runWithSecrets("sync").succeeded();
    assertThat(base(repository)).doesNotContain("\"fingerprints\"");
  }

  @Test
  void another_key_knows_nothing_and_looks_at_the_site() {
    SandboxRepository repository = exported(false, true);
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-another-key");
    sandbox.forgetRequests();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(sandbox.requestCounts()).containsKey("GET rule/{uuid}");
  }

  @Test
  void a_masked_site_is_rotated_by_what_the_base_remembers() throws IOException {
    SandboxRepository repository = masked(true);
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    repository.rotate("hidden-one", "EXAMPLE-second-value");

    JsonNode plan = repository.plan();
    assertThat(kinds(plan)).containsExactly("rotate");
    repository.runWithSecrets("sync").succeeded();

    assertThat(headers()).contains("EXAMPLE-second-value").doesNotContain("EXAMPLE-first-value");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void a_masked_site_without_the_key_says_that_it_cannot_compare_and_writes_no_mask()
      throws IOException {
    SandboxRepository repository = masked(false);
    repository.rotate("hidden-one", "EXAMPLE-second-value");
    CommandRun plan = repository.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(plan.out()).contains("cannot be compared").contains("RULEKEEPER_STATE_KEY");
    repository.runWithSecrets("sync").succeeded();
    assertThat(headers()).contains("EXAMPLE-first-value").doesNotContain("***");

    repository.runWithSecrets("sync", "--rotate", "hidden-one").succeeded();
    assertThat(headers()).contains("EXAMPLE-second-value").doesNotContain("***");
  }

  @Test
  void an_export_of_a_masked_site_keeps_the_placeholders() throws IOException {
    SandboxRepository repository = masked(true);
    repository.runWithSecrets("export", "--full").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    assertThat(repository.run("secrets", "where", "hidden-one", "-o", "json").succeeded().out())
        .contains("hidden-one");
  }

  private SandboxRepository exported(boolean maskedReads, boolean key) {
    if (maskedReads) {
      sandbox.close();
      sandbox = Sandbox.start(SandboxOptions.builder().rules(60).maskedReads(true).build());
    }
    SandboxRepository repository = SandboxRepository.init(sandbox, folder);
    if (key) {
      repository.environment().put("RULEKEEPER_STATE_KEY", KEY);
    }
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    return repository;
  }

  /** A masked site whose one rule with a hidden header was made from Git. */
  private SandboxRepository masked(boolean key) throws IOException {
    SandboxRepository repository = exported(true, key);
    String rule =
        Files.readString(repository.fileOf(plainRule(repository)))
            .replaceFirst("(?m)^id: .*$", "id: " + ID)
            .replaceFirst("(?s)\ncomponents:\n.*", "\n" + COMPONENTS);
    Files.writeString(repository.root().resolve("rules/hidden.yaml"), rule);
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceFirst(
                "(?m)^secrets:\n",
                "secrets:\n  hidden-one:\n    hosts:\n      - hooks.example.com\n"));
    repository.rotate("hidden-one", "EXAMPLE-first-value");
    List<String> names = new ArrayList<>();
    for (String name : secretsOf(repository)) {
      if (!repository.secretMap().containsKey(name)) {
        names.add(name);
      }
    }
    for (String name : names) {
      repository.rotate(name, "EXAMPLE-value-of-" + name);
    }
    repository.runWithSecrets("sync", "--select", "rules/hidden.yaml").succeeded();
    assertThat(headers()).contains("EXAMPLE-first-value");
    return repository;
  }

  private String plainRule(SandboxRepository repository) throws IOException {
    for (JsonNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("state: ENABLED\n") && !text.contains("<<")) {
        return id;
      }
    }
    throw new AssertionError("the seed has no such rule");
  }

  private static List<String> secretsOf(SandboxRepository repository) {
    List<String> names = new ArrayList<>();
    ExactJson.read(repository.run("secrets", "list", "-o", "json").succeeded().out())
        .forEach(secret -> names.add(secret.path("name").asText()));
    return names;
  }

  /** The rule as the site holds it, not as it shows it. */
  private String headers() {
    return ExactJson.write(sandbox.rule(ID));
  }

  private String base(SandboxRepository repository) {
    StringBuilder text = new StringBuilder();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      workTree
          .base(
              new SiteName(
                  ExactJson.read(repository.runWithSecrets("plan", "-o", "json").out())
                      .path("site")
                      .asText()))
          .read()
          .orElseThrow()
          .files()
          .values()
          .forEach(content -> text.append(new String(content, StandardCharsets.UTF_8)));
    }
    return text.toString();
  }

  private String bot(SandboxRepository repository) throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> kinds(JsonNode plan) {
    List<String> kinds = new ArrayList<>();
    plan.path("changes").forEach(change -> kinds.add(change.path("kind").asText()));
    return kinds;
  }
}
