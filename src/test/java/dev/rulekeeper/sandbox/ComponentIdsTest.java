package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ComponentIdsTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());
  private final Caller caller = Caller.of(sandbox);
  private ObjectNode envelope = ExactJson.object();

  @BeforeEach
  void read() {
    envelope = caller.rule(caller.idOf("Roll back when a deployment is marked as failed"));
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String id() {
    return envelope.at("/rule/uuid").asText();
  }

  private ArrayNode components() {
    return (ArrayNode) envelope.at("/rule/components");
  }

  private static List<String> ids(JsonNode envelope) {
    List<String> ids = new ArrayList<>();
    ComponentTree.forEach(envelope.get("rule"), c -> ids.add(c.path("id").asText()));
    return ids;
  }

  private JsonNode put() {
    assertThat(caller.put("rule/" + id(), envelope).status()).isEqualTo(200);
    return caller.rule(id());
  }

  @Test
  void ids_that_are_given_back_stay() {
    assertThat(ids(put())).isEqualTo(ids(envelope));
  }

  @Test
  void ids_that_are_left_out_are_given_anew() {
    List<String> before = ids(envelope);
    ComponentTree.forgetIds(envelope.get("rule"));
    List<String> after = ids(put());
    assertThat(after).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
  }

  @Test
  void a_new_component_may_stand_among_old_ones() {
    List<String> before = ids(envelope);
    ObjectNode added = components().addObject();
    added.put("component", "ACTION").put("type", "codebarrel.action.log").put("value", "done");
    JsonNode after = put();
    assertThat(ids(after)).hasSize(before.size() + 1).containsAll(before);
    JsonNode stored = after.at("/rule/components/1");
    assertThat(stored.get("children")).isEmpty();
    assertThat(stored.get("conditions")).isEmpty();
    assertThat(stored.get("connectionId").isNull()).isTrue();
    assertThat(stored.get("parentId").isNull()).isTrue();
  }

  @Test
  void a_component_that_is_left_out_is_gone() {
    ((ArrayNode) components().get(0).get("children")).remove(1);
    assertThat(put().at("/rule/components/0/children")).hasSize(1);
  }

  @Test
  void an_unknown_id_is_refused() {
    ((ObjectNode) components().get(0)).put("id", "11111111-1111-4111-8111-111111111111");
    assertRefused();
  }

  @Test
  void the_same_id_twice_is_refused() {
    components().add(components().get(0).deepCopy());
    assertRefused();
  }

  private void assertRefused() {
    assertThat(caller.put("rule/" + id(), envelope).error())
        .contains("Component ids do not match the existing rule or there are duplicate ids");
  }

  @Test
  void parents_are_what_the_nesting_says_whatever_was_sent() {
    JsonNode before = envelope.deepCopy();
    ComponentTree.forEach(
        envelope.get("rule"),
        c -> ((ObjectNode) c).put("parentId", "wrong").put("conditionParentId", "wrong"));
    ((ObjectNode) envelope.at("/rule/trigger")).remove(List.of("parentId", "conditionParentId"));
    JsonNode after = put();
    assertThat(after.at("/rule/components")).isEqualTo(before.at("/rule/components"));
    JsonNode container = after.at("/rule/components/0");
    JsonNode block = container.at("/children/0");
    assertThat(block.get("parentId")).isEqualTo(container.get("id"));
    assertThat(block.at("/conditions/0/conditionParentId")).isEqualTo(block.get("id"));
    assertThat(block.at("/conditions/0/parentId").isNull()).isTrue();
  }

  @Test
  void headers_without_an_id_get_one() {
    JsonNode release = caller.rule(caller.idOf("Start the deployment when a version is released"));
    assertThat(release.at("/rule/components/0/value/headers/0/id").asText()).hasSize(36);
  }
}
