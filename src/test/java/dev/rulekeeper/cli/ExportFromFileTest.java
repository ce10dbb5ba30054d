package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports of the browser and bodies of the API, without and then with a site. */
class ExportFromFileTest {
  private static final String FIRST = "EXAMPLE-hidden-value-1";
  private static final String SECOND = "EXAMPLE-hidden-value-2";
  private static final String HEADERS =
      """
      {"url": "https://ci.example.org/%s", "method": "POST", "contentType": "empty",
       "customBody": null, "sendIssue": false, "responseEnabled": false,
       "continueOnErrorEnabled": false,
       "headers": [{"name": "X-Api-Key", "value": "%s", "headerSecure": true}]}
      """;
  private static final String RULE =
      """
      {"name": "Start a build", "state": "ENABLED", "description": "",
       "authorAccountId": "%s", "actor": {"type": "ACCOUNT_ID", "actor": "%s"},
       "canOtherRuleTrigger": false, "notifyOnError": "FIRSTERROR",
       "writeAccessType": "OWNER_ONLY", "collaborators": [], "labels": [],
       "ruleScopeARIs": ["ari:cloud:jira::site/%s"],
       "trigger": {"component": "TRIGGER", "type": "jira.manual.trigger.issue",
                   "schemaVersion": 3, "value": {}, "conditions": [], "connectionId": null},
       "components": [
         {"component": "ACTION", "type": "jira.issue.outgoing.webhook", "schemaVersion": 1,
          "value": %s},
         {"component": "ACTION", "type": "jira.issue.outgoing.webhook", "schemaVersion": 1,
          "value": %s}]}
      """;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void set_up_for_a_site() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = SandboxRepository.init(sandbox, folder);
    repository.environment().put("RULEKEEPER_CLOUD_ID", sandbox.cloudId());
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void every_file_of_the_corpus_can_be_exported_from_and_again() throws IOException {
    Path corpus = Path.of(System.getProperty("rulekeeper.shared", ""), "corpus");
    assumeTrue(
        Files.isDirectory(corpus), "no corpus: -Drulekeeper.shared names no folder with one");
    try (var paths = Files.walk(corpus)) {
      for (Path file : paths.filter(path -> path.toString().endsWith(".json")).toList()) {
        String[] command = {
          "export", "--from", file.toString(), "--secrets-out", repository.secrets().toString()
        };
        assertThat(repository.run(command).succeeded().out()).contains("commit");
        assertThat(repository.run(command).succeeded().out())
            .as("%s again", file)
            .contains("0 file(s) written");
      }
    }
    repository.run("lint").succeeded();
  }

  @Test
  void what_the_browser_hid_becomes_placeholders_that_say_so() throws IOException {
    String id = exportWithHiddenHeaders();
    String text = Files.readString(repository.fileOf(id));
    assertThat(text)
        .contains("value: <<secret:hidden-start-a-build-x-api-key>>")
        .contains("value: <<secret:hidden-start-a-build-x-api-key-2>>");
    assertThat(repository.root().resolve("secrets.yaml"))
        .content()
        .contains("hidden-start-a-build-x-api-key-2:");
  }

  @Test
  void an_export_without_a_place_for_values_keeps_the_placeholders() throws IOException {
    String id = exportWithHiddenHeaders();
    String before = Files.readString(repository.fileOf(id));
    Path others = folder.resolve("others.json");
    repository.run("export", "--secrets-out", others.toString()).succeeded();
    assertThat(Files.readString(repository.fileOf(id))).isEqualTo(before);
    Files.deleteIfExists(others);
    repository.run("export", "--full").succeeded();
    assertThat(Files.readString(repository.fileOf(id))).isEqualTo(before);
    assertThat(others).doesNotExist();
  }

  @Test
  void a_later_export_from_the_site_fills_their_values_in() throws IOException {
    String id = exportWithHiddenHeaders();
    String before = Files.readString(repository.fileOf(id));
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    assertThat(repository.secretMap())
        .containsEntry("hidden-start-a-build-x-api-key", FIRST)
        .containsEntry("hidden-start-a-build-x-api-key-2", SECOND);
    assertThat(Files.readString(repository.fileOf(id))).isEqualTo(before);
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void a_hidden_value_on_the_site_is_never_overwritten_with_nothing() throws IOException {
    String id = exportWithHiddenHeaders();
    JsonNode before = sandbox.rule(id);
    assertThat(repository.run("sync").exitedWith(2).err())
        .contains("<<secret:hidden-start-a-build-x-api-key>>");
    repository.environment().put("RULEKEEPER_SECRET_HIDDEN_START_A_BUILD_X_API_KEY", "");
    repository.run("sync").exitedWith(2);
    assertThat(sandbox.rule(id)).isEqualTo(before);
  }

  @Test
  void one_placeholder_that_stands_for_two_values_is_left_to_people() throws IOException {
    String id = exportWithHiddenHeaders();
    Path file = repository.fileOf(id);
    Files.writeString(file, Files.readString(file).replace("x-api-key-2>>", "x-api-key>>"));
    CommandRun run =
        repository.run(
            "export",
            "--full",
            "--no-commit",
            "--secrets-out",
            folder.resolve("o.json").toString());
    assertThat(run.said()).contains("different").doesNotContain(FIRST).doesNotContain(SECOND);
    assertThat(Files.readString(folder.resolve("o.json")))
        .doesNotContain("hidden-start-a-build-x-api-key");
  }

  /** A rule with two hidden headers on the site, and its export from the browser in Git. */
  private String exportWithHiddenHeaders() throws IOException {
    ObjectNode rule = (ObjectNode) ExactJson.read(rule(FIRST, SECOND));
    String id = sandbox.add(rule, ExactJson.array());
    ObjectNode exported = (ObjectNode) ExactJson.read(rule("", ""));
    exported.put("idUuid", id).put("id", 4711).put("clientKey", "example");
    ObjectNode scope = ExactJson.object();
    scope.set("resources", exported.remove("ruleScopeARIs"));
    exported.set("ruleScope", scope);
    ObjectNode document = ExactJson.object().put("cloud", true);
    document.putArray("rules").add(exported);
    Path file = folder.resolve("automation-rules.json");
    Files.writeString(file, ExactJson.write(document));
    repository.run("export", "--from", file.toString()).succeeded();
    return id;
  }

  private String rule(String first, String second) {
    String account = sandbox.rules().get(0).path("rule").path("authorAccountId").asText();
    return RULE.formatted(
        account,
        account,
        sandbox.cloudId(),
        HEADERS.formatted("build", first),
        HEADERS.formatted("deploy", second));
  }
}
