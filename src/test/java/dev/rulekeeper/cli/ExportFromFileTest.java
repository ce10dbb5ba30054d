package dev.rulekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void every_file_of_the_corpus_can_be_exported_from_and_again(Path corpus) throws IOException {
    for (Path file : Samples.json(corpus.toAbsolutePath())) {
      String[] command = {
        "export", "--from", file.toString(), "--secrets-out", repository.secrets().toString()
      };
      assertThat(repository.run(command).succeeded().out()).contains("commit");
      assertThat(repository.run(command).succeeded().out())
          .as("%s again", file)
          .contains("0 files written");
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
    repository.run("export", "--select", "name:Start a build", "--full").succeeded();
    assertThat(Files.readString(repository.fileOf(id))).isEqualTo(before);
  }

  @Test
  void a_later_export_from_the_site_names_them_as_if_they_had_never_been_hidden()
      throws IOException {
    String id = exportWithHiddenHeaders();
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    assertThat(Files.readString(repository.fileOf(id))).doesNotContain("hidden-");
    assertThat(repository.root().resolve("secrets.yaml")).content().doesNotContain("hidden-");
    assertThat(repository.secretMap()).containsValue(FIRST).containsValue(SECOND);
    assertThat(repository.secretMap().keySet())
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("hidden-"));
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void a_token_that_was_hidden_in_several_headers_gets_one_name() throws IOException {
    String token = "EXAMPLEtoken0of0three0headers7Qm2";
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("bot@larkfield.example:" + token).getBytes(UTF_8));
    String first = rule("Bearer " + token, "Bearer " + token).replace("X-Api-Key", "Authorization");
    String second = rule(basic, basic).replace("X-Api-Key", "Authorization");
    String one = sandbox.add((ObjectNode) ExactJson.read(first), ExactJson.array());
    String other = sandbox.add((ObjectNode) ExactJson.read(second), ExactJson.array());
    exportFromBrowser(one, other);
    assertThat(Files.readString(repository.fileOf(one))).contains("<<secret:hidden-");
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    List<String> names =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().contains(token))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(names).hasSize(1);
    assertThat(Files.readString(repository.fileOf(one)))
        .contains("value: Bearer <<secret:" + names.get(0) + ">>");
    assertThat(Files.readString(repository.fileOf(other)))
        .contains(
            "value: Basic <<#base64>>bot@larkfield.example:<<secret:"
                + names.get(0)
                + ">><</base64>>");
    assertThat(repository.root().resolve("secrets.yaml")).content().doesNotContain("hidden-");
  }

  @Test
  void two_different_rules_with_one_id_are_refused_by_name() throws IOException {
    String id = sandbox.add((ObjectNode) ExactJson.read(rule("", "")), ExactJson.array());
    ObjectNode left = fromBrowser(id).put("name", "The one");
    ObjectNode right = fromBrowser(id).put("name", "The other");
    CommandRun run = repository.run("export", "--from", document(left, right).toString());
    assertThat(run.exitedWith(2).err()).contains(id).contains("The one").contains("The other");
    assertThat(repository.root().resolve("secrets.yaml")).doesNotExist();
    repository.run("export", "--from", document(left, left).toString()).succeeded();
  }

  @Test
  void a_file_may_begin_with_a_byte_order_mark() throws IOException {
    String id = sandbox.add((ObjectNode) ExactJson.read(rule("", "")), ExactJson.array());
    Path file = document(fromBrowser(id));
    Files.writeString(file, "\uFEFF" + Files.readString(file));
    repository.run("export", "--from", file.toString()).succeeded();
    assertThat(repository.fileOf(id)).exists();
  }

  @Test
  void a_hidden_value_on_the_site_is_never_overwritten_with_nothing() throws IOException {
    String id = exportWithHiddenHeaders();
    JsonNode before = sandbox.rule(id);
    assertThat(repository.run("sync").exitedWith(7).out())
        .contains("hidden-start-a-build-x-api-key")
        .contains("0 rules written");
    repository.environment().put("RULEKEEPER_SECRET_HIDDEN_START_A_BUILD_X_API_KEY", "");
    assertThat(repository.run("sync").exitedWith(2).err()).contains("empty");
    assertThat(sandbox.rule(id)).isEqualTo(before);
  }

  @Test
  void one_placeholder_that_stands_for_two_values_is_left_to_people() throws IOException {
    String id = exportWithHiddenHeaders();
    Path file = repository.fileOf(id);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll("<<secret:hidden-start-a-build-x-api-key(-2)?>>", "<<secret:ci-key>>"));
    CommandRun run =
        repository.run(
            "export",
            "--full",
            "--no-commit",
            "--secrets-out",
            folder.resolve("o.json").toString());
    assertThat(run.said()).contains("different").doesNotContain(FIRST).doesNotContain(SECOND);
    assertThat(Files.readString(folder.resolve("o.json"))).doesNotContain("ci-key");
  }

  /** A rule with two hidden headers on the site, and its export from the browser in Git. */
  private String exportWithHiddenHeaders() throws IOException {
    ObjectNode rule = (ObjectNode) ExactJson.read(rule(FIRST, SECOND));
    String id = sandbox.add(rule, ExactJson.array());
    exportFromBrowser(id);
    return id;
  }

  private void exportFromBrowser(String... ids) throws IOException {
    ObjectNode[] rules = Stream.of(ids).map(this::fromBrowser).toArray(ObjectNode[]::new);
    repository.run("export", "--from", document(rules).toString()).succeeded();
  }

  private Path document(ObjectNode... rules) throws IOException {
    ObjectNode document = ExactJson.object().put("cloud", true);
    document.putArray("rules").addAll(List.of(rules));
    Path file = folder.resolve("automation-rules.json");
    Files.writeString(file, ExactJson.write(document));
    return file;
  }

  /** A rule of the site as the browser exports it: without what its hidden headers hold. */
  private ObjectNode fromBrowser(String id) {
    ObjectNode exported =
        (ObjectNode)
            ExactJson.read(
                rule("", "")
                    .replace(
                        "X-Api-Key",
                        sandbox.rule(id).at("/rule/components/0/value/headers/0/name").asText()));
    exported.put("idUuid", id).put("id", 4711).put("clientKey", "example");
    ObjectNode scope = ExactJson.object();
    scope.set("resources", exported.remove("ruleScopeARIs"));
    exported.set("ruleScope", scope);
    return exported;
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
