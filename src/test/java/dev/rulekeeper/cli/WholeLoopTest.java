package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.guard.LeakGuard;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export, edit, rotate and sync as a user does it, against the built-in site over HTTP. */
class WholeLoopTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(120).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_plan_after_an_export_is_empty() {
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void an_export_after_an_export_changes_nothing() throws IOException {
    Map<Path, String> before = files();
    CommandRun again = repository.runWithSecrets("export", "--full").succeeded();
    assertThat(again.out()).contains("0 files written").doesNotContain("commit");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void an_export_without_the_secret_map_keeps_the_placeholders() throws IOException {
    Map<Path, String> before = files();
    repository.run("export", "--full").succeeded();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void neither_git_nor_any_output_holds_a_value() throws IOException {
    List<String> said = new ArrayList<>();
    said.add(repository.runWithSecrets("export", "--full", "-v").said());
    String bot = nameOfBotToken();
    repository.rotate(bot, sandbox.rotateTargetToken());
    for (String format : List.of("text", "json", "markdown")) {
      said.add(repository.runWithSecrets("plan", "-o", format, "-v").said());
    }
    said.add(repository.runWithSecrets("sync", "-v").succeeded().said());
    Map<SecretName, SecretValue> values = new TreeMap<>();
    Set<String> all = new TreeSet<>(repository.secretMap().values());
    int number = 0;
    for (String value : all) {
      values.put(new SecretName("value-" + number++), SecretValue.of(value));
    }
    values.put(new SecretName("token-of-the-site"), SecretValue.of(sandbox.token()));
    LeakGuard guard = LeakGuard.of(SecretMap.of(values));
    assertThat(said).isNotEmpty();
    for (String output : said) {
      assertThat(guard.search("output", output.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      List<String> objects = new ArrayList<>();
      workTree.objects(
          (id, content) -> {
            objects.add(id);
            assertThat(guard.search(id, content)).isEmpty();
          });
      assertThat(objects).as("what was looked through").isNotEmpty();
    }
    try (var paths = Files.walk(repository.root())) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        assertThat(guard.search(file.getFileName().toString(), Files.readAllBytes(file)))
            .as("%s", file)
            .isEmpty();
      }
    }
  }

  @Test
  void a_rotated_secret_reaches_exactly_the_rules_that_use_it_and_changes_nothing_else()
      throws IOException {
    String bot = nameOfBotToken();
    String old = sandbox.targetToken();
    Map<String, JsonNode> before = rulesOfSite();
    String fresh = sandbox.rotateTargetToken();
    repository.rotate(bot, fresh);

    JsonNode plan = repository.plan();
    assertThat(kinds(plan)).containsOnly("rotate");
    Set<String> planned = new TreeSet<>();
    plan.path("changes").forEach(change -> planned.add(change.path("id").asText()));
    Set<String> using = new TreeSet<>();
    JsonNode where = ExactJson.read(repository.run("secrets", "where", bot, "-o", "json").out());
    where.path("uses").forEach(use -> using.add(use.path("rule").asText()));
    assertThat(planned).isEqualTo(using).hasSizeGreaterThan(10);

    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    Map<String, JsonNode> after = rulesOfSite();
    before.forEach(
        (id, rule) ->
            assertThat(withoutTimes(at(after, id)))
                .as("rule %s", id)
                .isEqualTo(withoutTimes(replaceToken(rule, old, fresh))));
    assertThat(sandbox.fireAll())
        .filteredOn(d -> d.sent())
        .isNotEmpty()
        .allMatch(d -> d.accepted());
  }

  @Test
  void an_edited_name_arrives_and_nothing_else_changes() throws IOException {
    String id = someRule();
    Map<String, JsonNode> before = rulesOfSite();
    edit(id, text -> text.replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
    assertThat(kinds(repository.plan())).containsExactly("update");
    repository.runWithSecrets("sync").succeeded();
    Map<String, JsonNode> after = rulesOfSite();
    assertThat(at(after, id).path("rule").path("name").asText()).isEqualTo("Renamed in Git");
    ((ObjectNode) at(after, id).path("rule")).set("name", at(before, id).path("rule").path("name"));
    before.forEach(
        (rule, tree) -> assertThat(withoutTimes(at(after, rule))).isEqualTo(withoutTimes(tree)));
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_changed_state_goes_through_its_own_endpoint() throws IOException {
    String id = someRule();
    edit(id, text -> text.replaceFirst("(?m)^state: ENABLED$", "state: DISABLED"));
    assertThat(kinds(repository.plan())).containsExactly("state");
    sandbox.forgetRequests();
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.rule(id).path("rule").path("state").asText()).isEqualTo("DISABLED");
    assertThat(sandbox.requestCounts()).containsKey("PUT rule/{uuid}/state");
    assertThat(sandbox.requestCounts()).doesNotContainKey("PUT rule/{uuid}");
  }

  @Test
  void a_new_component_arrives_and_the_ids_of_the_others_stay() throws IOException {
    String id = someRule();
    JsonNode before = sandbox.rule(id).path("rule").path("components");
    edit(
        id,
        text ->
            text.replaceFirst(
                "(?m)^components:\n",
                """
                components:
                  - component: ACTION
                    type: codebarrel.action.log
                    schemaVersion: 1
                    value: written in Git
                """));
    repository.runWithSecrets("sync").succeeded();
    JsonNode after = sandbox.rule(id).path("rule").path("components");
    assertThat(after).hasSize(before.size() + 1);
    assertThat(after.get(0).path("value").asText()).isEqualTo("written in Git");
    assertThat(after.get(1)).isEqualTo(before.get(0));
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_new_rule_file_creates_a_rule_under_its_id() throws IOException {
    String id = "019ab7c0-1111-7222-8333-444455556666";
    Files.writeString(
        repository.root().resolve("rules/new.yaml"),
        Files.readString(repository.fileOf(someRule()))
            .replaceFirst("(?m)^id: .*$", "id: " + id)
            .replaceFirst("(?m)^name: .*$", "name: Made in Git"));
    assertThat(kinds(repository.plan())).containsExactly("create");
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.rule(id).path("rule").path("name").asText()).isEqualTo("Made in Git");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    repository.runWithSecrets("export", "--full").succeeded();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void an_edit_on_the_site_is_drift_and_export_brings_it_into_git() throws IOException {
    String id = someRule();
    sandbox.edit(id, rule -> rule.put("name", "Renamed in the browser"));
    assertThat(kinds(repository.plan())).containsExactly("drift");
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.rule(id).path("rule").path("name").asText())
        .isEqualTo("Renamed in the browser");
    repository.runWithSecrets("export").succeeded();
    assertThat(Files.readString(repository.fileOf(id))).contains("name: Renamed in the browser");
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void edits_of_both_sides_are_merged_on_the_site_and_in_git() throws IOException {
    String id = someRule();
    sandbox.edit(id, rule -> rule.put("description", "Described in the browser"));
    edit(id, text -> text.replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
    repository.runWithSecrets("sync").succeeded();
    JsonNode rule = sandbox.rule(id).path("rule");
    assertThat(rule.path("name").asText()).isEqualTo("Renamed in Git");
    assertThat(rule.path("description").asText()).isEqualTo("Described in the browser");
    assertThat(Files.readString(repository.fileOf(id)))
        .contains("description: Described in the browser");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void edits_of_the_same_leaf_are_a_conflict_and_nothing_is_sent() throws IOException {
    String id = someRule();
    sandbox.edit(id, rule -> rule.put("name", "Renamed in the browser"));
    edit(id, text -> text.replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
    repository.runWithSecrets("plan").exitedWith(4);
    repository.runWithSecrets("sync").exitedWith(4);
    assertThat(sandbox.rule(id).path("rule").path("name").asText())
        .isEqualTo("Renamed in the browser");
    repository.runWithSecrets("sync", "--on-drift", "ours").succeeded();
    assertThat(sandbox.rule(id).path("rule").path("name").asText()).isEqualTo("Renamed in Git");
  }

  private interface Edit {
    String of(String text);
  }

  private void edit(String id, Edit edit) throws IOException {
    Path file = repository.fileOf(id);
    String before = Files.readString(file);
    String after = edit.of(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(file, after);
  }

  /** An enabled rule with components that holds no secret. */
  private String someRule() throws IOException {
    for (JsonNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("state: ENABLED\n")
          && text.contains("\ncomponents:\n")
          && !text.contains("<<")) {
        return id;
      }
    }
    throw new AssertionError("the seed has no such rule");
  }

  private String nameOfBotToken() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private Map<String, JsonNode> rulesOfSite() {
    Map<String, JsonNode> rules = new TreeMap<>();
    sandbox
        .rules()
        .forEach(envelope -> rules.put(envelope.path("rule").path("uuid").asText(), envelope));
    return rules;
  }

  private static JsonNode at(Map<String, JsonNode> rules, String id) {
    return java.util.Objects.requireNonNull(rules.get(id), id);
  }

  private static JsonNode withoutTimes(JsonNode envelope) {
    ObjectNode copy = envelope.deepCopy();
    ((ObjectNode) copy.path("rule")).remove(List.of("created", "updated"));
    return copy;
  }

  /** The rule with the new token where the old one was, also inside Basic credentials. */
  private JsonNode replaceToken(JsonNode rule, String old, String fresh) {
    String text = ExactJson.write(rule).replace(old, fresh);
    return ExactJson.read(text.replace(basic(old), basic(fresh)));
  }

  private String basic(String token) {
    return java.util.Base64.getEncoder()
        .encodeToString((sandbox.targetUser() + ":" + token).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> kinds(JsonNode plan) {
    List<String> kinds = new ArrayList<>();
    plan.path("changes").forEach(change -> kinds.add(change.path("kind").asText()));
    return kinds;
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (var paths = Files.walk(repository.root().resolve("rules"))) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file));
      }
    }
    files.put(Path.of("secrets.yaml"), Files.readString(repository.root().resolve("secrets.yaml")));
    return files;
  }
}
