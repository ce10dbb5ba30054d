package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that nobody should choose and somebody has. */
class OddValuesTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void start_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    repository = SandboxRepository.init(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void an_ordinary_word_is_replaced_only_where_credentials_stand() throws IOException {
    String rule = add("Bearer automation", "this automation starts the build", 120);
    secrets("{\"ci-key\": \"automation\"}");

    CommandRun run = export().succeeded();

    assertThat(run.err())
        .contains("is an ordinary word that stands in 120 texts")
        .contains("ci-key");
    assertThat(Files.readString(repository.fileOf(rule)))
        .contains("Bearer <<secret:ci-key>>")
        .contains("this automation starts the build");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    secrets("{\"ci-key\": \"EXAMPLE-a-better-value-7Qm2\"}");
    repository.runWithSecrets("sync").succeeded();
    assertThat(ExactJson.write(sandbox.rule(rule)))
        .contains("Bearer EXAMPLE-a-better-value-7Qm2")
        .contains("this automation starts the build");
  }

  @Test
  void a_word_that_is_not_common_is_replaced_wherever_it_stands() throws IOException {
    String rule = add("Bearer correcthorse", "say correcthorse to start the build", 3);
    secrets("{\"ci-key\": \"correcthorse\"}");
    assertThat(export().succeeded().err()).doesNotContain("ordinary word");
    assertThat(Files.readString(repository.fileOf(rule))).doesNotContain("correcthorse");
  }

  @Test
  void a_word_that_hosts_and_names_hold_stops_no_export() throws IOException {
    String basic = "Basic " + Encoding.BASE64.encode("builder:acme.example");
    String rule = add(basic, "see https://ci.acme.example/", 1);
    String other = add("Basic " + Encoding.BASE64.encode("bot:description"), "a description", 1);

    CommandRun run = export().succeeded();

    assertThat(run.err()).contains("is an ordinary word that stands in names of hosts");
    assertThat(Files.readString(repository.fileOf(rule)))
        .contains("Basic <<#base64>>builder:<<secret:")
        .contains("https://ci.acme.example/start");
    assertThat(Files.readString(repository.fileOf(other)))
        .contains("Basic <<#base64>>bot:<<secret:")
        .contains("a description");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void a_value_that_begins_with_another_one_keeps_its_own_name() throws IOException {
    String rule =
        add("Bearer EXAMPLE-value-7Qm2-long", "EXAMPLE-value-7Qm2 and EXAMPLE-value-7Qm2-long", 1);
    secrets("{\"short\": \"EXAMPLE-value-7Qm2\", \"long\": \"EXAMPLE-value-7Qm2-long\"}");
    export().succeeded();
    assertThat(Files.readString(repository.fileOf(rule)))
        .contains("Bearer <<secret:long>>")
        .contains("<<secret:short>> and <<secret:long>>");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void a_value_of_a_megabyte_and_one_of_control_characters_come_back_as_they_were()
      throws IOException {
    String large = "EXAMPLE" + "0123456789abcdef".repeat(65_536);
    String binary = "EXAMPLE\u0001\u0002\u007f\u0085\uFFFD\uD83D\uDE00end";
    String rule = add(large, binary, 1);
    ObjectNode map = ExactJson.object().put("large", large).put("binary", binary);
    secrets(ExactJson.write(map));
    CommandRun run = export().succeeded();
    assertThat(run.said()).doesNotContain(binary).hasSizeLessThan(10_000);
    assertThat(Files.readString(repository.fileOf(rule)))
        .contains("<<secret:large>>")
        .contains("<<secret:binary>>")
        .hasSizeLessThan(10_000);
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  private void secrets(String map) {
    repository.environment().put("RULEKEEPER_SECRETS", map);
  }

  private CommandRun export() {
    return repository.run("export", "--full", "--secrets-out", repository.secrets().toString());
  }

  /** A rule with one request that carries {@code header}, and {@code logs} times {@code text}. */
  private String add(String header, String text, int logs) {
    ObjectNode rule = ((ObjectNode) sandbox.rules().get(0).path("rule")).deepCopy();
    rule.remove("uuid");
    rule.put("name", "Start a build").put("description", "");
    ArrayNode components = rule.putArray("components");
    ObjectNode value = component(components, "jira.issue.outgoing.webhook").putObject("value");
    value.put("url", "https://ci.acme.example/start").put("method", "POST");
    value.put("contentType", "empty").put("sendIssue", false);
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false);
    value
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", header)
        .put("headerSecure", true);
    for (int i = 0; i < logs; i++) {
      component(components, "codebarrel.action.log").put("value", text);
    }
    return sandbox.add(rule, ExactJson.array());
  }

  private static ObjectNode component(ArrayNode components, String type) {
    ObjectNode component =
        components.addObject().put("component", "ACTION").put("schemaVersion", 1).put("type", type);
    component.putArray("children");
    component.putArray("conditions");
    return component;
  }
}
