package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.FaultKind;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are listed and undone, against the built-in site over HTTP. */
class UndoTest {
  private static final String NEW_ID = "019ab7c0-1111-7222-8333-444455556666";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(60).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void an_undo_puts_an_edited_rule_back_and_the_next_plan_shows_what_git_wants()
      throws IOException {
    String id = plainRules().get(0);
    JsonNode before = content(id);
    rename(id, "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    assertThat(content(id)).isNotEqualTo(before);

    CommandRun undo = repository.runWithSecrets("undo").succeeded();

    assertThat(undo.out()).contains("1 rule written");
    assertThat(content(id)).isEqualTo(before);
    JsonNode plan = repository.plan();
    assertThat(kinds(plan)).containsExactly("update");
    repository.runWithSecrets("sync").succeeded();
    assertThat(content(id).path("name").asText()).isEqualTo("Renamed in Git");
  }

  @Test
  void an_undo_can_be_undone() throws IOException {
    String id = plainRules().get(0);
    rename(id, "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("undo").succeeded();
    repository.runWithSecrets("undo").succeeded();
    assertThat(content(id).path("name").asText()).isEqualTo("Renamed in Git");
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_dry_run_shows_what_would_be_put_back_and_sends_nothing() throws IOException {
    String id = plainRules().get(0);
    rename(id, "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    JsonNode plan =
        ExactJson.read(
            repository.runWithSecrets("undo", "--dry-run", "-o", "json").succeeded().out());
    assertThat(kinds(plan)).containsExactly("update");
    assertThat(content(id).path("name").asText()).isEqualTo("Renamed in Git");
    assertThat(runs()).hasSize(1);
  }

  @Test
  void a_rule_that_was_edited_on_the_site_since_is_left_alone_and_named() throws IOException {
    List<String> ids = plainRules().subList(0, 2);
    JsonNode before = content(ids.get(0));
    rename(ids.get(0), "First in Git");
    rename(ids.get(1), "Second in Git");
    repository.runWithSecrets("sync").succeeded();
    sandbox.edit(ids.get(1), rule -> rule.put("name", "Renamed in the browser"));

    CommandRun undo = repository.runWithSecrets("undo").exitedWith(5);

    assertThat(undo.out()).contains(ids.get(1));
    assertThat(content(ids.get(0))).isEqualTo(before);
    assertThat(content(ids.get(1)).path("name").asText()).isEqualTo("Renamed in the browser");
    String first = runs().get(0).path("run").asText();
    repository.runWithSecrets("undo", first, "--force").succeeded();
    assertThat(content(ids.get(1)).path("name").asText())
        .isNotEqualTo("Renamed in the browser")
        .isNotEqualTo("Second in Git");
  }

  @Test
  void a_rule_that_the_run_made_is_switched_off_and_deleted() throws IOException {
    makeRule();
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.has(NEW_ID)).isTrue();
    repository.runWithSecrets("undo").succeeded();
    assertThat(sandbox.has(NEW_ID)).isFalse();
    assertThat(kinds(repository.plan())).containsExactly("create");
  }

  @Test
  void a_rule_that_the_run_made_stays_when_somebody_edited_it() throws IOException {
    makeRule();
    repository.runWithSecrets("sync").succeeded();
    sandbox.edit(NEW_ID, rule -> rule.put("description", "mine now"));
    repository.runWithSecrets("undo").exitedWith(5);
    assertThat(sandbox.has(NEW_ID)).isTrue();
  }

  @Test
  void a_rule_that_the_run_deleted_comes_back_under_its_id() throws IOException {
    makeRule();
    repository.runWithSecrets("sync").succeeded();
    JsonNode before = content(NEW_ID);
    repository.remove(repository.root().resolve("rules/new.yaml"));
    repository.runWithSecrets("sync", "--prune").succeeded();
    assertThat(sandbox.has(NEW_ID)).isFalse();

    repository.runWithSecrets("undo").succeeded();

    assertThat(content(NEW_ID).path("name")).isEqualTo(before.path("name"));
    assertThat(kinds(repository.plan())).containsExactly("delete");
  }

  @Test
  void a_deleted_rule_whose_id_the_site_refuses_is_explained() throws IOException {
    makeRule();
    repository.runWithSecrets("sync").succeeded();
    repository.remove(repository.root().resolve("rules/new.yaml"));
    repository.runWithSecrets("sync", "--prune").succeeded();
    sandbox.hook(
        (method, path) -> method.equals("POST") ? FaultKind.INTERNAL_ERROR : FaultKind.NONE);
    CommandRun undo = repository.runWithSecrets("undo").exitedWith(1);
    assertThat(undo.out()).contains("failed").contains(NEW_ID);
    assertThat(undo.err())
        .contains("The site did not take Made in Git (" + NEW_ID + ") back under its id")
        .contains("only as a new rule")
        .contains("rulekeeper new");
    assertThat(sandbox.has(NEW_ID)).isFalse();
  }

  @Test
  void a_rotation_is_undone_only_with_the_older_values() throws IOException {
    String bot = nameOfBotToken();
    Path older =
        Files.copy(
            repository.secrets(), folder.resolve("older.json"), StandardCopyOption.COPY_ATTRIBUTES);
    Map<String, JsonNode> before = contents();
    repository.rotate(bot, sandbox.rotateTargetToken());
    repository.runWithSecrets("sync").succeeded();
    String run = runs().get(0).path("run").asText();
    Map<String, JsonNode> after = contents();
    assertThat(after).isNotEqualTo(before);

    repository.runWithSecrets("undo", run).succeeded();
    assertThat(contents()).isEqualTo(after);
    repository.runWithSecrets("undo", run, "--with-old", older.toString()).succeeded();
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void a_selection_that_the_run_did_not_write_is_a_mistake() throws IOException {
    String id = plainRules().get(0);
    rename(id, "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    assertThat(repository.runWithSecrets("undo", "--select", "label:no-such").exitedWith(2).err())
        .contains("no rule of sandbox fits --select label:no-such");
    repository.runWithSecrets("undo", "--select", id).succeeded();
  }

  @Test
  void only_selected_rules_are_put_back() throws IOException {
    List<String> ids = plainRules().subList(0, 2);
    rename(ids.get(0), "First in Git");
    rename(ids.get(1), "Second in Git");
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("undo", "--select", ids.get(0)).succeeded();
    assertThat(content(ids.get(0)).path("name").asText()).isNotEqualTo("First in Git");
    assertThat(content(ids.get(1)).path("name").asText()).isEqualTo("Second in Git");
  }

  @Test
  void runs_are_listed_in_the_order_in_which_they_were_made() throws IOException {
    assertThat(runs()).isEmpty();
    rename(plainRules().get(0), "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("undo").succeeded();
    List<JsonNode> runs = runs();
    assertThat(runs).hasSize(2);
    assertThat(runs.get(0).path("command").asText()).isEqualTo("sync");
    assertThat(runs.get(0).path("applied").asInt()).isEqualTo(1);
    assertThat(runs.get(1).path("command").asText())
        .isEqualTo("undo " + runs.get(0).path("run").asText());
    assertThat(runs).allMatch(run -> run.path("ended").asBoolean());
    assertThat(repository.run("runs").out()).contains(runs.get(0).path("run").asText());
  }

  @Test
  void an_interrupted_run_is_named_until_a_sync_completes_it() throws IOException {
    String id = plainRules().get(0);
    JsonNode before = content(id);
    rename(id, "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    String run = runs().get(0).path("run").asText();
    Path journal = repository.root().resolve(".rulekeeper/journal").resolve(run + ".jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.writeString(journal, lines.get(0) + "\n" + lines.get(1) + "\n{\"at\":\"20");

    assertThat(runs().get(0).path("ended").asBoolean()).isFalse();
    assertThat(runs().get(0).path("open").asInt()).isEqualTo(1);
    String note = "run " + run + " was interrupted";
    assertThat(repository.runWithSecrets("plan").out()).contains(note);
    repository.runWithSecrets("undo").succeeded();
    assertThat(content(id)).isEqualTo(before);
    assertThat(repository.runWithSecrets("sync").err()).doesNotContain(note);
  }

  @Test
  void the_last_run_is_the_one_that_began_last_whatever_the_names_say() throws IOException {
    rename(plainRules().get(0), "Renamed in Git");
    repository.runWithSecrets("sync").succeeded();
    Path ended =
        repository
            .root()
            .resolve(".rulekeeper/journal")
            .resolve(runs().get(0).path("run").asText() + ".jsonl");
    String begin = Files.readAllLines(ended).get(0);
    Files.writeString(
        ended.resolveSibling("99991231-235959-ffff.jsonl"), begunAt("2020-01-01T00:00:00Z", begin));
    assertThat(repository.runWithSecrets("plan").out()).doesNotContain("was interrupted");

    Files.writeString(
        ended.resolveSibling("20000101-000000-0000.jsonl"), begunAt("2999-01-01T00:00:00Z", begin));
    assertThat(repository.runWithSecrets("plan").out())
        .contains("run 20000101-000000-0000 was interrupted");
  }

  @Test
  void a_run_that_nobody_made_is_a_usage_error() {
    repository.runWithSecrets("undo").exitedWith(2);
    repository.runWithSecrets("undo", "20200101-000000-abcd").exitedWith(2);
  }

  private static String begunAt(String time, String begin) {
    return begin.replaceFirst("\"at\":\"[^\"]+\"", "\"at\":\"" + time + "\"") + "\n";
  }

  private void makeRule() throws IOException {
    Files.writeString(
        repository.root().resolve("rules/new.yaml"),
        Files.readString(repository.fileOf(plainRules().get(0)))
            .replaceFirst("(?m)^id: .*$", "id: " + NEW_ID)
            .replaceFirst("(?m)^name: .*$", "name: Made in Git"));
  }

  private void rename(String id, String name) throws IOException {
    Path file = repository.fileOf(id);
    Files.writeString(file, Files.readString(file).replaceFirst("(?m)^name: .*$", "name: " + name));
  }

  /** Enabled rules that hold no secret. */
  private List<String> plainRules() throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("state: ENABLED\n") && !text.contains("<<")) {
        ids.add(id);
      }
    }
    return ids;
  }

  private String nameOfBotToken() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private List<JsonNode> runs() {
    List<JsonNode> runs = new ArrayList<>();
    ExactJson.read(repository.run("runs", "-o", "json").succeeded().out())
        .path("runs")
        .forEach(runs::add);
    return runs;
  }

  private JsonNode content(String id) {
    return Objects.requireNonNull(contents().get(id), id);
  }

  private Map<String, JsonNode> contents() {
    Map<String, JsonNode> rules = new TreeMap<>();
    for (ObjectNode envelope : sandbox.rules()) {
      ObjectNode rule = ((ObjectNode) envelope.path("rule")).deepCopy();
      rule.remove(List.of("created", "updated"));
      rules.put(rule.path("uuid").asText(), rule);
    }
    return rules;
  }

  private static List<String> kinds(JsonNode plan) {
    List<String> kinds = new ArrayList<>();
    plan.path("changes").forEach(change -> kinds.add(change.path("kind").asText()));
    return kinds;
  }
}
