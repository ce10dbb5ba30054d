package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;

/** Conditions, branches and the blocks of if and else. */
final class ConditionSteps {
  private ConditionSteps() {}

  static ObjectNode step(String kind, String type, int schemaVersion, JsonNode value) {
    ObjectNode step = ExactJson.object();
    step.put("component", kind).put("schemaVersion", schemaVersion).put("type", type);
    step.set("value", value);
    return step;
  }

  private static ObjectNode within(ObjectNode parent, String list, List<ObjectNode> inner) {
    ArrayNode all = parent.putArray(list);
    inner.forEach(all::add);
    return parent;
  }

  static ObjectNode compare(String first, String operator, String second) {
    ObjectNode value = ExactJson.object();
    value.put("first", first).put("second", second).put("operator", operator);
    return step("CONDITION", "jira.comparator.condition", 1, value);
  }

  static ObjectNode jql(String jql) {
    return step("CONDITION", "jira.jql.condition", 1, TextNode.valueOf(jql));
  }

  static ObjectNode hasAttachments() {
    return step("CONDITION", "jira.issue.hasAttachments", 1, BooleanNode.TRUE);
  }

  static ObjectNode fieldIs(String field, String name) {
    ObjectNode value = ExactJson.object();
    value.putObject("selectedField").put("type", "ID").put("value", field);
    value.put("selectedFieldType", field).put("comparison", "EQUALS");
    value
        .putObject("compareValue")
        .put("type", "NAME")
        .putNull("modifier")
        .put("value", name)
        .put("multiValue", false)
        .putNull("source");
    return step("CONDITION", "jira.issue.condition", 3, value);
  }

  /** If, else if and else: the blocks of which the first that fits runs. */
  static ObjectNode choose(ObjectNode... blocks) {
    ObjectNode container =
        step("CONDITION", "jira.condition.container.block", 1, ExactJson.object());
    return within(container, "children", List.of(blocks));
  }

  static ObjectNode when(ObjectNode condition, ObjectNode... then) {
    return when("ALL", List.of(condition), List.of(then));
  }

  static ObjectNode when(String match, List<ObjectNode> conditions, List<ObjectNode> then) {
    ObjectNode value = ExactJson.object();
    ObjectNode block =
        step(
            "CONDITION_BLOCK",
            "jira.condition.if.block",
            1,
            value.put("conditionMatchType", match));
    return within(within(block, "conditions", conditions), "children", then);
  }

  static ObjectNode otherwise(ObjectNode... then) {
    return when("ALL", List.of(), List.of(then));
  }

  /** Does {@code then} for every related work item, or for those that {@code jql} finds. */
  static ObjectNode forEach(String relation, String jql, ObjectNode... then) {
    ObjectNode value = ExactJson.object();
    value.put("relatedType", relation).put("jql", jql).putArray("linkTypes");
    value.put("onlyUpdatedIssues", false).put("processIssuesInBulk", false);
    return within(step("BRANCH", "jira.issue.related", 1, value), "children", List.of(then));
  }
}
