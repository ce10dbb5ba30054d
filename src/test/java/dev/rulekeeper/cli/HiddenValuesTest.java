package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
  private static final String HEADER = "/components/0/value/headers/0/value";
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
  void another_key_knows_nothing_and_looks_at_the_site_once_the_base_is_trusted() {
    SandboxRepository repository = exported(false, true);
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-another-key");
    String refusal = repository.runWithSecrets("plan").exitedWith(1).err();
    String variable = "RULEKEEPER_TRUSTED_BASE=";
    assertThat(refusal).contains(variable);
    int id = refusal.indexOf(variable) + variable.length();
    repository.environment().put("RULEKEEPER_TRUSTED_BASE", refusal.substring(id, id + 40));
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
  void a_masked_site_without_the_key_is_unproven_by_rule_and_place_until_a_run_writes_it()
      throws IOException {
    SandboxRepository repository = masked(false);
    repository.rotate("hidden-one", "EXAMPLE-second-value");
    CommandRun plan = repository.runWithSecrets("plan", "--select", ID).exitedWith(4);
    assertThat(plan.out())
        .contains("the site hides what stands at " + HEADER)
        .contains("sync --rotate hidden-one")
        .contains("RULEKEEPER_STATE_KEY");
    CommandRun sync = repository.runWithSecrets("sync", "--select", ID).exitedWith(4);
    assertThat(sync.said()).contains(ID).contains(HEADER).contains("--rotate hidden-one");
    assertThat(headers()).contains("EXAMPLE-first-value").doesNotContain("***");
    assertThat(verify(repository).exitedWith(8).out())
        .contains(ID)
        .contains(HEADER)
        .contains("hidden by the site");

    sync(repository, "--rotate", "hidden-one").succeeded();
    assertThat(headers()).contains("EXAMPLE-second-value").doesNotContain("***");
    // Written it is, and by whom it could be proven tomorrow, nobody knows.
    sync(repository).exitedWith(4);
  }

  @Test
  void a_masked_site_is_proven_for_good_once_a_run_with_the_key_wrote_it() throws IOException {
    SandboxRepository repository = masked(false);
    repository.environment().put("RULEKEEPER_STATE_KEY", KEY);
    sync(repository).exitedWith(4);
    verify(repository).exitedWith(8);
    sync(repository, "--on-drift", "ours").succeeded();
    sync(repository).succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full", "--select", ID).succeeded();
    verify(repository).succeeded();
    repository.rotate("hidden-one", "EXAMPLE-second-value");
    verify(repository).exitedWith(8);
  }

  @Test
  void what_is_hidden_in_a_rule_that_somebody_edited_is_unproven_also_once_the_edit_is_in_git()
      throws IOException {
    SandboxRepository repository = masked(true);
    verify(repository).succeeded();
    sandbox.edit(ID, fields -> fields.put("description", "edited"));
    CommandRun sync = sync(repository).exitedWith(4);
    assertThat(sync.said()).contains("edited on the site").contains(HEADER);
    verify(repository).exitedWith(8);

    repository.runWithSecrets("export").succeeded();
    sync(repository).exitedWith(4);
    verify(repository).exitedWith(8);

    sync(repository, "--rotate", "hidden-one").succeeded();
    sync(repository).succeeded();
    verify(repository).succeeded();
  }

  @Test
  void an_edit_in_git_settles_what_is_hidden_and_to_switch_the_rule_off_does_so_too()
      throws IOException {
    SandboxRepository repository = masked(false);
    Path file = repository.fileOf(ID);
    for (String edit : List.of("description: another", "state: DISABLED")) {
      repository.rotate("hidden-one", "EXAMPLE-value-with-" + edit.length());
      String key = edit.substring(0, edit.indexOf(':'));
      Files.writeString(file, Files.readString(file).replaceFirst("(?m)^" + key + ": .*$", edit));
      sync(repository).succeeded();
      assertThat(headers()).contains("EXAMPLE-value-with-" + edit.length());
      assertThat(sandbox.rule(ID).path("rule").path(key).asText())
          .isEqualTo(edit.substring(edit.indexOf(' ') + 1));
    }
  }

  @Test
  void what_is_hidden_is_no_edit_of_the_site() throws IOException {
    SandboxRepository repository = masked(false);
    CommandRun sync = sync(repository, "--on-drift", "fail").exitedWith(4);
    assertThat(sync.said()).contains(HEADER).doesNotContain("nothing was sent");
  }

  @Test
  void an_undo_says_what_it_cannot_know_and_puts_a_hidden_value_back_with_force()
      throws IOException {
    SandboxRepository repository = masked(false);
    repository.rotate("hidden-one", "EXAMPLE-second-value");
    sync(repository, "--rotate", "hidden-one").succeeded();
    assertThat(repository.runWithSecrets("undo").exitedWith(5).said())
        .contains("hidden-one")
        .contains("--force");
    Path old = folder.resolve("old.env");
    Files.writeString(old, "hidden-one=EXAMPLE-first-value\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-------"));
    repository.runWithSecrets("undo", "--force", "--with-old", old.toString()).succeeded();
    assertThat(headers()).contains("EXAMPLE-first-value");
  }

  @Test
  void an_export_of_a_masked_site_keeps_the_placeholders() throws IOException {
    SandboxRepository repository = masked(true);
    repository.runWithSecrets("export", "--full").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    verify(repository).succeeded();
    assertThat(repository.run("secrets", "where", "hidden-one", "-o", "json").succeeded().out())
        .contains("hidden-one");
  }

  private static CommandRun sync(SandboxRepository repository, String... options) {
    List<String> command = new ArrayList<>(List.of("sync", "--select", ID));
    command.addAll(List.of(options));
    return repository.runWithSecrets(command.toArray(String[]::new));
  }

  private static CommandRun verify(SandboxRepository repository) {
    return repository.runWithSecrets("secrets", "verify", "hidden-one");
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
    List<String> sync = new ArrayList<>(List.of("sync"));
    names.forEach(name -> sync.addAll(List.of("--rotate", name)));
    repository.runWithSecrets(sync.toArray(String[]::new)).succeeded();
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
