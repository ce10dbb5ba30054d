package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Caller.Reply;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WritingRulesTest {
  private static final String GENERIC =
      "api.error.unknown: The request body could not be parsed, please ensure the values provided"
          + " are valid.";
  private static final String STAGING = "Deploy to staging when a ticket reaches Review";
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Caller caller = Caller.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private ObjectNode envelope(String name) {
    return caller.rule(caller.idOf(name));
  }

  private static ObjectNode rule(JsonNode envelope) {
    return (ObjectNode) envelope.get("rule");
  }

  private Reply put(ObjectNode envelope) {
    return caller.put("rule/" + rule(envelope).path("uuid").asText(), envelope);
  }

  private ObjectNode after(ObjectNode envelope) {
    Reply reply = put(envelope);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    String id = rule(envelope).path("uuid").asText();
    assertThat(reply.json().get("ruleUuid").asText()).isEqualTo(id);
    return caller.rule(id);
  }

  private static ObjectNode withoutUpdated(ObjectNode envelope) {
    ObjectNode copy = envelope.deepCopy();
    rule(copy).remove("updated");
    copy.path("connections").forEach(c -> ((ObjectNode) c).remove("updatedAt"));
    return copy;
  }

  @Test
  void putting_back_what_was_read_changes_nothing_but_updated() {
    for (ObjectNode before : sandbox.rules()) {
      if (rule(before).path("name").asText().equals("Write the meeting notes page")) {
        continue; // Its connection belongs to somebody else, which ConnectionsTest describes.
      }
      ObjectNode after = after(before.deepCopy());
      assertThat(withoutUpdated(after)).isEqualTo(withoutUpdated(before));
      assertThat(rule(after).get("updated").decimalValue())
          .isGreaterThan(rule(before).get("updated").decimalValue());
    }
  }

  @Test
  void putting_replaces_the_whole_rule() {
    ObjectNode envelope = envelope(STAGING);
    rule(envelope).remove(List.of("description", "labels", "collaborators"));
    rule(envelope).put("notifyOnError", "NEVER");
    JsonNode after = after(envelope).get("rule");
    assertThat(after.get("description").isNull()).isTrue();
    assertThat(after.get("labels")).isEmpty();
    assertThat(after.get("notifyOnError").asText()).isEqualTo("NEVER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor",
        "authorAccountId",
        "canOtherRuleTrigger",
        "name",
        "notifyOnError",
        "state",
        "trigger",
        "writeAccessType"
      })
  void a_required_field_that_is_missing_is_refused_without_a_word_about_which(String field) {
    ObjectNode envelope = envelope(STAGING);
    rule(envelope).remove(field);
    String id = sandbox.rules().get(1).at("/rule/uuid").asText();
    assertThat(caller.put("rule/" + id, envelope).error()).isEqualTo(GENERIC);
    assertThat(caller.post("rule", envelope).error()).isEqualTo(GENERIC);
  }

  @Test
  void missing_components_and_missing_scope_are_named() {
    ObjectNode noComponents = envelope(STAGING);
    rule(noComponents).putArray("components");
    assertThat(put(noComponents).error()).contains("at least one component");
    ObjectNode noScope = envelope(STAGING);
    rule(noScope).remove("ruleScopeARIs");
    assertThat(put(noScope).error()).contains("'ruleScopeARIs'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"rule\":null}", "{\"name\":\"no envelope\"}"})
  void a_body_without_the_envelope_is_refused(String body) {
    String id = caller.idOf(STAGING);
    assertThat(caller.put("rule/" + id, body).error()).isEqualTo(GENERIC);
    assertThat(caller.post("rule", body).error()).isEqualTo(GENERIC);
  }

  @Test
  void an_error_has_the_documented_shape() {
    JsonNode error = caller.post("rule", "{}").json().get("errors").get(0);
    assertThat(UUID.fromString(error.get("id").asText())).isNotNull();
    assertThat(error.get("status").intValue()).isEqualTo(400);
    assertThat(error.get("code").isTextual()).isTrue();
    assertThat(error.get("title").isTextual()).isTrue();
  }

  @Test
  void a_write_without_a_json_content_type_is_415_with_an_empty_body() {
    Reply reply =
        caller.send(
            caller
                .request("PUT", "rule/" + caller.idOf(STAGING), "{}")
                .setHeader("Content-Type", "text/plain"));
    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void a_rule_that_is_not_there_cannot_be_put() {
    assertThat(caller.put("rule/0192e5ac-0e25-71de-ba7b-d972e6a2049a", envelope(STAGING)).status())
        .isEqualTo(404);
  }

  @Test
  void a_component_of_a_type_that_nobody_knows_is_500_with_an_empty_body() {
    ObjectNode envelope = envelope(STAGING);
    ((ObjectNode) envelope.at("/rule/components/0")).put("type", "unknown.type");
    Reply reply = put(envelope);
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void an_object_where_a_log_or_jql_wants_text_is_500() {
    ObjectNode envelope = envelope("Close stale tickets");
    ((ObjectNode) envelope.at("/rule/components/0")).putObject("value").put("jql", "key = A-1");
    assertThat(put(envelope).status()).isEqualTo(500);
  }

  @Test
  void keys_that_the_site_does_not_know_are_dropped_from_some_values_without_a_word() {
    ObjectNode envelope = envelope("Stop the preview environment");
    ((ObjectNode) envelope.at("/rule/components/1/value")).putObject("fields").put("a", 1);
    assertThat(after(envelope).at("/rule/components/1/value").has("fields")).isFalse();
  }

  @Test
  void fields_of_the_rule_that_the_site_does_not_know_are_kept() {
    ObjectNode envelope = envelope("Ask the bot to look at failing rules");
    assertThat(rule(envelope).path("billingType").asText()).isEqualTo("NORMAL");
    rule(envelope).putObject("future").put("x", 1);
    assertThat(after(envelope).at("/rule/future/x").asInt()).isEqualTo(1);
  }

  @Test
  void numbers_arrive_to_the_digit() {
    ObjectNode envelope = envelope("Write a change record for production deployments");
    String text = ExactJson.write(after(envelope));
    assertThat(text).contains("\"weight\":1.10").contains("\"limit\":9223372036854775808");
  }

  @Test
  void event_filters_always_repeat_the_scope() {
    ObjectNode envelope = envelope(STAGING);
    String scope = "ari:cloud:jira:" + sandbox.cloudId() + ":project/10777";
    rule(envelope).putArray("ruleScopeARIs").add(scope);
    JsonNode after = after(envelope).at("/rule/trigger/value/eventFilters");
    assertThat(after).hasSize(1);
    assertThat(after.get(0).asText()).isEqualTo(scope);
  }

  @Test
  void a_scope_on_another_site_is_refused_in_the_words_of_the_real_one() {
    ObjectNode envelope = envelope(STAGING);
    rule(envelope)
        .putArray("ruleScopeARIs")
        .add("ari:cloud:jira:00000000-0000-4000-8000-000000000000:project/1");
    assertThat(put(envelope).error())
        .contains("User does not have admin permission within this rule home");
  }

  @Test
  void an_actor_or_author_who_does_not_exist_is_refused() {
    ObjectNode actor = envelope(STAGING);
    ((ObjectNode) actor.at("/rule/actor")).put("actor", "nobody");
    assertThat(put(actor).error()).contains("The selected actor does not exist");
    ObjectNode author = envelope(STAGING);
    rule(author).put("authorAccountId", "nobody");
    assertThat(put(author).error()).isEqualTo(GENERIC);
  }

  @Test
  void a_new_rule_gets_a_uuid_of_version_7_and_ids_for_its_components() {
    ObjectNode envelope = envelope(STAGING);
    rule(envelope).remove("uuid");
    Reply reply = caller.post("rule", envelope);
    assertThat(reply.status()).isEqualTo(201);
    String id = reply.json().get("ruleUuid").asText();
    assertThat(UUID.fromString(id).version()).isEqualTo(7);
    JsonNode made = caller.rule(id).get("rule");
    assertThat(made.at("/components/0/id").asText())
        .hasSize(36)
        .isNotEqualTo(envelope.at("/rule/components/0/id").asText());
    assertThat(made.get("created")).isEqualTo(made.get("updated"));
  }

  @Test
  void a_new_rule_may_bring_an_unused_uuid_of_version_7_and_no_other() {
    ObjectNode envelope = envelope(STAGING);
    assertThat(caller.post("rule", envelope).error()).contains("please remove the uuid field");
    rule(envelope).put("uuid", "0192e5ac-0e25-41de-ba7b-d972e6a2049a");
    assertThat(caller.post("rule", envelope).error()).contains("version 7");
    rule(envelope).put("uuid", "0192E5AC-0e25-71de-ba7b-d972e6a2049a");
    assertThat(caller.post("rule", envelope).json().get("ruleUuid").asText())
        .isEqualTo("0192e5ac-0e25-71de-ba7b-d972e6a2049a");
    assertThat(caller.post("rule", envelope).status()).isEqualTo(400);
  }

  @Test
  void the_state_endpoint_takes_value_and_nothing_else() {
    String state = "rule/" + caller.idOf(STAGING) + "/state";
    assertThat(caller.put(state, "{\"value\":\"DISABLED\"}").status()).isEqualTo(200);
    assertThat(rule(envelope(STAGING)).path("state").asText()).isEqualTo("DISABLED");
    for (String body :
        List.of("{\"state\":\"ENABLED\"}", "{\"ruleState\":\"ENABLED\"}", "\"ENABLED\"")) {
      assertThat(caller.put(state, body).error()).isEqualTo(GENERIC);
    }
  }

  @Test
  void the_scope_endpoint_overwrites_the_scope_and_the_event_filters() {
    String id = caller.idOf(STAGING);
    String scope = "ari:cloud:jira:" + sandbox.cloudId() + ":project/10888";
    assertThat(
            caller
                .put("rule/" + id + "/rule-scope", "{\"ruleScopeARIs\":[\"" + scope + "\"]}")
                .status())
        .isEqualTo(200);
    JsonNode rule = caller.rule(id).get("rule");
    assertThat(rule.at("/ruleScopeARIs/0").asText()).isEqualTo(scope);
    assertThat(rule.at("/trigger/value/eventFilters/0").asText()).isEqualTo(scope);
  }

  @Test
  void only_a_disabled_rule_can_be_deleted_and_only_with_a_content_type() {
    String id = caller.idOf(STAGING);
    assertThat(caller.delete("rule/" + id).error())
        .contains("Rule cannot be deleted unless it is already disabled.");
    caller.put("rule/" + id + "/state", "{\"value\":\"DISABLED\"}");
    Reply bare = caller.send(caller.request("DELETE", "rule/" + id, null));
    assertThat(bare.status()).isEqualTo(415);
    assertThat(bare.body()).isEmpty();
    assertThat(caller.delete("rule/" + id).status()).isEqualTo(204);
    assertThat(caller.get("rule/" + id).status()).isEqualTo(404);
  }
}
