package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Caller.Reply;
import dev.rulekeeper.sandbox.SandboxOptions.TimestampForm;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReadingRulesTest {
  private static final String RELEASE = "Start the deployment when a version is released";
  private Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());
  private Caller caller = Caller.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void restart(SandboxOptionsBuilder options) {
    sandbox.close();
    sandbox = Sandbox.start(options.rules(3).build());
    caller = Caller.of(sandbox);
  }

  private static String secretHeader(JsonNode envelope) {
    return envelope.at("/rule/components/0/value/headers/0/value").asText();
  }

  @Test
  void a_rule_comes_with_trigger_components_and_connections() {
    ObjectNode envelope = caller.rule(caller.idOf(RELEASE));
    assertThat(envelope.fieldNames()).toIterable().containsExactly("rule", "connections");
    assertThat(envelope.path("rule").fieldNames())
        .toIterable()
        .startsWith("uuid", "name", "state")
        .endsWith("trigger", "components", "created", "updated");
    assertThat(envelope.at("/rule/trigger/component").asText()).isEqualTo("TRIGGER");
    assertThat(envelope).isEqualTo(sandbox.rule(caller.idOf(RELEASE)));
  }

  @Test
  void hidden_header_values_come_in_clear() {
    assertThat(secretHeader(caller.rule(caller.idOf(RELEASE))))
        .isEqualTo("Bearer " + sandbox.targetToken());
  }

  @Test
  void hidden_header_values_come_masked_when_asked_for_and_nothing_else_changes() {
    String id = caller.idOf(RELEASE);
    JsonNode redacted = caller.get("rule/" + id + "?redactSensitiveFields=true").json();
    assertThat(secretHeader(redacted)).isEqualTo("***");
    String clear = ExactJson.write(caller.rule(id));
    assertThat(ExactJson.write(redacted).replace("***", "Bearer " + sandbox.targetToken()))
        .isEqualTo(clear);
    JsonNode plain = caller.get("rule/" + id + "?redactSensitiveFields=false").json();
    assertThat(plain).isEqualTo(caller.rule(id));
  }

  @Test
  void a_site_may_mask_every_read() {
    restart(SandboxOptions.builder().maskedReads(true));
    String id = caller.idOf(RELEASE);
    assertThat(secretHeader(caller.rule(id))).isEqualTo("***");
    assertThat(secretHeader(sandbox.rule(id))).startsWith("Bearer ");
  }

  @Test
  void both_base_paths_and_the_latest_version_are_the_same() {
    String path = "/rest/v1/rule/" + caller.idOf(RELEASE);
    String site = "/automation/public/jira/" + sandbox.cloudId();
    Reply first = caller.get(site + path);
    assertThat(caller.get("/gateway/api" + site + path).body()).isEqualTo(first.body());
    assertThat(caller.get(site + path.replace("v1", "latest")).body()).isEqualTo(first.body());
  }

  @Test
  void what_is_not_there_is_404_with_an_empty_body() {
    String other = "00000000-0000-4000-8000-000000000000";
    for (String path :
        new String[] {
          "rule/0192e5ac-0e25-71de-ba7b-d972e6a2049a",
          "rule",
          "rules",
          "/automation/public/jira/" + other + "/rest/v1/rule/summary",
          "/nothing"
        }) {
      Reply reply = caller.get(path);
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.body()).isEmpty();
    }
  }

  @Test
  void times_are_epoch_seconds_with_a_fraction() {
    JsonNode rule = caller.rule(caller.idOf(RELEASE)).get("rule");
    assertThat(rule.get("created").decimalValue()).isEqualTo(new BigDecimal("1735776061.181"));
  }

  @Test
  void a_site_may_write_times_as_text() {
    restart(SandboxOptions.builder().timestampForm(TimestampForm.STRING));
    JsonNode rule = caller.rule(caller.idOf(RELEASE)).get("rule");
    assertThat(rule.get("created").textValue()).isEqualTo("1735776061.181000000");
  }

  @Test
  void after_a_write_reads_show_the_old_rule_for_a_while_although_updated_has_moved() {
    restart(SandboxOptions.builder().staleMillis(300));
    String id = caller.idOf(RELEASE);
    ObjectNode before = caller.rule(id);
    ObjectNode changed = before.deepCopy();
    ((ObjectNode) changed.get("rule")).put("name", "Renamed");
    assertThat(caller.put("rule/" + id, changed).status()).isEqualTo(200);

    ObjectNode stale = caller.rule(id);
    assertThat(stale.at("/rule/name").asText()).isEqualTo(RELEASE);
    assertThat(stale.at("/rule/updated").decimalValue())
        .isGreaterThan(before.at("/rule/updated").decimalValue());
    assertThat(caller.idOf(RELEASE)).isEqualTo(id);
    assertThat(sandbox.rule(id).at("/rule/name").asText()).isEqualTo("Renamed");

    await(() -> caller.rule(id).at("/rule/name").asText().equals("Renamed"));
    assertThat(caller.idOf("Renamed")).isEqualTo(id);
  }

  @Test
  void an_edit_in_the_browser_shows_at_once_and_moves_updated() {
    restart(SandboxOptions.builder().staleMillis(60_000));
    String id = caller.idOf(RELEASE);
    String before = caller.rule(id).at("/rule/updated").asText();
    sandbox.edit(id, rule -> rule.put("name", "By hand"));
    assertThat(caller.rule(id).at("/rule/name").asText()).isEqualTo("By hand");
    assertThat(caller.rule(id).at("/rule/updated").asText()).isNotEqualTo(before);
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
  }
}
