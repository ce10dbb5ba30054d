package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  private static final String OWN = "Write the post-mortem page";
  private static final String FOREIGN = "Write the meeting notes page";
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Caller caller = Caller.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String state(String id) {
    return sandbox.rule(id).at("/rule/state").asText();
  }

  @Test
  void a_connection_reads_with_its_times_and_the_rule_it_belongs_to() {
    String id = caller.idOf(OWN);
    ObjectNode envelope = caller.rule(id);
    assertThat(envelope.at("/connections/0/accountId").asText()).isEqualTo(Accounts.ADMINISTRATOR);
    assertThat(envelope.at("/connections/0/createdAt").isNumber()).isTrue();
    assertThat(envelope.at("/connections/0/container/id").asText()).isEqualTo(id);
    assertThat(envelope.at("/rule/components/0/connectionId"))
        .isEqualTo(envelope.at("/connections/0/id"));
  }

  @Test
  void a_rule_with_a_connection_of_the_caller_stays_enabled() {
    String id = caller.idOf(OWN);
    assertThat(caller.put("rule/" + id, caller.rule(id)).status()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("ENABLED");
  }

  @Test
  void a_connection_that_is_written_again_keeps_its_age() {
    String id = caller.idOf(OWN);
    ObjectNode before = caller.rule(id);
    caller.put("rule/" + id, before);
    assertThat(caller.rule(id).at("/connections/0/createdAt"))
        .isEqualTo(before.at("/connections/0/createdAt"));
  }

  @Test
  void a_rule_with_a_connection_of_somebody_else_is_disabled_by_a_write_and_stays_so() {
    String id = caller.idOf(FOREIGN);
    assertThat(state(id)).isEqualTo("ENABLED");
    assertThat(caller.put("rule/" + id, caller.rule(id)).status()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("DISABLED");
    assertThat(caller.put("rule/" + id + "/state", "{\"value\":\"ENABLED\"}").error())
        .contains("cannot be enabled until its connections are authenticated");
  }

  @Test
  void a_rule_with_such_a_connection_can_be_switched_while_nobody_writes_it() {
    String id = caller.idOf(FOREIGN);
    caller.put("rule/" + id + "/state", "{\"value\":\"DISABLED\"}");
    assertThat(caller.put("rule/" + id + "/state", "{\"value\":\"ENABLED\"}").status())
        .isEqualTo(200);
  }

  @Test
  void a_write_without_the_connection_that_a_component_uses_disables_the_rule() {
    String id = caller.idOf(OWN);
    ObjectNode envelope = caller.rule(id);
    envelope.putArray("connections");
    caller.put("rule/" + id, envelope);
    assertThat(state(id)).isEqualTo("DISABLED");
  }

  @Test
  void a_write_that_says_nothing_of_connections_keeps_them() {
    String id = caller.idOf(OWN);
    ObjectNode envelope = caller.rule(id);
    envelope.remove("connections");
    caller.put("rule/" + id, envelope);
    assertThat(sandbox.rule(id).get("connections")).hasSize(1);
    assertThat(state(id)).isEqualTo("ENABLED");
  }
}
