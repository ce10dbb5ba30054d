package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SeedFileTest {
  private static final String CLOUD = "4d3c2b1a-0000-4000-8000-00000000cafe";
  private static final String UI_EXPORT =
      """
      {"cloud": true, "rules": [
        {"id": 7, "idUuid": "0192e5ac-0e25-71de-ba7b-d972e6a2049a", "clientKey": "k", "name": "One",
         "state": "DISABLED", "description": null, "authorAccountId": "author-1",
         "actor": {"type": "ACCOUNT_ID", "value": "actor-1"}, "created": 1700000000000,
         "labels": [], "tags": [], "projects": [{"projectId": "10009", "projectTypeKey": "software"}],
         "billingType": "NORMAL",
         "trigger": {"id": "1", "component": "TRIGGER", "schemaVersion": 1, "type": "acme.own.trigger",
                     "value": {"n": 1.10}},
         "components": [{"id": "2", "component": "ACTION", "schemaVersion": 1,
                         "type": "codebarrel.action.log", "value": "hello", "checksum": "abc"}]}]}
      """;

  @TempDir private Path folder;

  private Sandbox start(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("seed.json"), text);
    return Sandbox.start(SandboxOptions.builder().seedFile(file).build());
  }

  @Test
  void a_ui_export_becomes_rules_of_the_api() throws IOException {
    try (Sandbox sandbox = start(UI_EXPORT)) {
      JsonNode rule = sandbox.rule("0192e5ac-0e25-71de-ba7b-d972e6a2049a").get("rule");
      assertThat(rule.at("/actor").toString())
          .isEqualTo("{\"type\":\"ACCOUNT_ID\",\"actor\":\"actor-1\"}");
      assertThat(rule.at("/ruleScopeARIs/0").asText())
          .isEqualTo("ari:cloud:jira:" + sandbox.cloudId() + ":project/10009");
      assertThat(rule.at("/trigger/value/n").toString()).isEqualTo("1.10");
      assertThat(rule.at("/components/0/checksum").asText()).isEqualTo("abc");
      assertThat(rule.at("/billingType").asText()).isEqualTo("NORMAL");
      assertThat(rule.has("clientKey")).isFalse();
    }
  }

  @Test
  void a_rule_from_a_file_can_be_put_back_although_its_types_and_people_are_unheard_of()
      throws IOException {
    try (Sandbox sandbox = start(UI_EXPORT)) {
      ObjectNode envelope = sandbox.rules().get(0);
      String path = "rule/" + envelope.at("/rule/uuid").asText();
      assertThat(Caller.of(sandbox).put(path, envelope).status()).isEqualTo(200);
    }
  }

  @Test
  void the_site_takes_its_id_from_the_scopes_in_the_file_and_scopes_of_other_sites_move_to_it()
      throws IOException {
    String other = "11111111-1111-4111-8111-111111111111";
    try (Sandbox sandbox = start("[" + body(CLOUD) + "," + body(other) + "]")) {
      assertThat(sandbox.cloudId()).isEqualTo(CLOUD);
      assertThat(sandbox.rules())
          .hasSize(2)
          .allSatisfy(
              rule ->
                  assertThat(rule.at("/rule/ruleScopeARIs/0").asText())
                      .isEqualTo("ari:cloud:jira:" + CLOUD + ":project/1"));
    }
  }

  private static String body(String cloud) {
    return """
    {"rule": {"name": "N", "ruleScopeARIs": ["ari:cloud:jira:%s:project/1"],
      "trigger": {"component": "TRIGGER", "type": "jira.manual.trigger.issue", "value": {}},
      "components": [{"component": "ACTION", "type": "codebarrel.action.log", "value": "x"}]},
     "connections": []}
    """
        .formatted(cloud);
  }

  @Test
  void a_file_that_is_not_json_or_holds_no_rules_is_refused_without_quoting_it() {
    assertThatThrownBy(() -> start("s3cret"))
        .isInstanceOf(SandboxException.class)
        .hasMessageEndingWith("seed.json is not JSON.");
    assertThatThrownBy(() -> start("{\"s3cret\":1}"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("holds no rules: expected a UI export");
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> Sandbox.start(SandboxOptions.builder().seedFile(missing).build()))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("missing.json cannot be read");
  }

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void rules_of_real_sites_can_be_seeded_and_put_back_without_a_change(Path corpus)
      throws IOException {
    for (Path file : Samples.json(corpus)) {
      try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().seedFile(file).build())) {
        for (ObjectNode before : sandbox.rules()) {
          String id = before.at("/rule/uuid").asText();
          assertThat(Caller.of(sandbox).put("rule/" + id, before).status())
              .as("%s", file)
              .isEqualTo(200);
          ObjectNode after = sandbox.rule(id);
          ((ObjectNode) after.get("rule")).set("updated", before.at("/rule/updated"));
          assertThat(after).as("%s", file).isEqualTo(before);
        }
      }
    }
  }
}
