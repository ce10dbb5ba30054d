package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleShape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule of a site gets into Git only in a form that lint then takes. */
class RuleShapeLawTest {
  private static final CloudId CLOUD = new CloudId("c0ffee00-cafe");
  private static final String ID = "019ab7c0-1111-7222-8333-444455556666";
  private static final List<String> VALUES =
      List.of(
          "null",
          "5",
          "1.5",
          "true",
          "\"x\"",
          "\"\"",
          "[]",
          "[5]",
          "[null]",
          "[[]]",
          "{}",
          "{\"a\": 1}",
          "[\"x\"]",
          "[{}]");

  private static ObjectNode rule() {
    return (ObjectNode)
        ExactJson.read(
            """
            {"rule": {
              "name": "Start a build", "description": "d", "state": "DISABLED", "labels": ["ci"],
              "ruleScopeARIs": ["ari:cloud:jira:c0ffee00-cafe:project/10001"],
              "actor": {"type": "ACCOUNT_ID", "actor": "712020:a"}, "authorAccountId": "712020:a",
              "writeAccessType": "UNRESTRICTED", "collaborators": [], "notifyOnError": "NEVER",
              "canOtherRuleTrigger": false,
              "trigger": {"component": "TRIGGER", "type": "jira.manual.trigger.issue",
                "schemaVersion": 1, "value": {}},
              "components": [{"component": "ACTION", "type": "jira.issue.comment",
                "schemaVersion": 1, "value": {"comment": "x"}, "connectionId": "c",
                "children": [], "conditions": []}]},
             "connections": [{"id": "c", "accountId": "712020:a", "connectionTargetKey": "k",
               "targetConfigJson": "{}", "authType": "OAUTH_3LO"}]}
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/rule/name",
        "/rule/description",
        "/rule/state",
        "/rule/labels",
        "/rule/ruleScopeARIs",
        "/rule/ruleScopeARIs/0",
        "/rule/actor",
        "/rule/actor/type",
        "/rule/actor/actor",
        "/rule/authorAccountId",
        "/rule/writeAccessType",
        "/rule/collaborators",
        "/rule/notifyOnError",
        "/rule/canOtherRuleTrigger",
        "/rule/trigger",
        "/rule/trigger/component",
        "/rule/trigger/type",
        "/rule/trigger/schemaVersion",
        "/rule/trigger/value",
        "/rule/components",
        "/rule/components/0",
        "/rule/components/0/component",
        "/rule/components/0/type",
        "/rule/components/0/schemaVersion",
        "/rule/components/0/connectionId",
        "/rule/components/0/children",
        "/rule/components/0/conditions",
        "/rule/components/0/value",
        "/connections/0",
        "/connections/0/id",
        "/connections/0/accountId",
        "/connections/0/connectionTargetKey",
        "/connections/0/targetConfigJson",
        "/connections/0/authType"
      })
  void whatever_is_at_a_place_the_file_is_valid_or_the_rule_is_malformed(String place) {
    assertThat(RuleShape.problem(api(rule()))).isEmpty();
    for (String value : VALUES) {
      ObjectNode live = rule();
      set(live, JsonPointer.compile(place), ExactJson.read(value));
      if (problem(live)) {
        continue;
      }
      String text = RuleRepository.text(FileForm.of(api(live), CLOUD));
      assertThat(new SchemaCheck().problems(Schema.RULE, "x.yaml", text))
          .as("%s at %s", value, place)
          .isEmpty();
    }
  }

  private static boolean problem(ObjectNode live) {
    return RuleShape.problem(api(live)).isPresent();
  }

  private static ApiRule api(ObjectNode live) {
    return new ApiRule(
        RuleId.of(ID), (ObjectNode) live.path("rule"), (ArrayNode) live.path("connections"));
  }

  private static void set(ObjectNode tree, JsonPointer place, JsonNode value) {
    JsonNode parent = tree.at(place.head());
    if (parent instanceof ArrayNode list) {
      list.set(place.last().getMatchingIndex(), value);
    } else {
      ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
    }
  }
}
