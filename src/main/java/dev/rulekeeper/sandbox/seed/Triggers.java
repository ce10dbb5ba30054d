package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;

/** What starts a rule. */
final class Triggers {
  private Triggers() {}

  private static ObjectNode trigger(String type, int schemaVersion, ObjectNode value) {
    ObjectNode trigger = ExactJson.object();
    trigger.put("component", "TRIGGER").put("schemaVersion", schemaVersion).put("type", type);
    trigger.set("value", value);
    return trigger;
  }

  private static ObjectNode event(String key, String event) {
    ObjectNode value = ExactJson.object();
    value.putArray("eventFilters");
    return value.put("eventKey", key).put("issueEvent", event);
  }

  static ObjectNode created() {
    return trigger(
        "jira.issue.event.trigger:created", 1, event("jira:issue_created", "issue_created"));
  }

  static ObjectNode commented() {
    ObjectNode value = event("jira:issue_updated", "issue_commented").put("commentType", "COMMENT");
    return trigger("jira.issue.event.trigger:commented", 1, value);
  }

  static ObjectNode transitioned(String from, String to) {
    ObjectNode value = event("jira:issue_updated", "issue_generic");
    value.putArray("fromStatus").addObject().put("type", "NAME").put("value", from);
    value.putArray("toStatus").addObject().put("type", "NAME").put("value", to);
    return trigger("jira.issue.event.trigger:transitioned", 1, value);
  }

  static ObjectNode fieldChanged(String... fields) {
    ObjectNode value = ExactJson.object();
    value.put("changeType", "ANY_CHANGE");
    ArrayNode all = value.putArray("fields");
    for (String field : fields) {
      all.addObject().put("type", "field").put("value", field);
    }
    value.putArray("actions").add("edit");
    return trigger("jira.issue.field.changed", 2, value);
  }

  static ObjectNode every(String cron, String jql) {
    ObjectNode value = ExactJson.object();
    value
        .putObject("schedule")
        .put("cronExpression", cron)
        .put("method", "CRON")
        .put("rate", 0)
        .put("rateInterval", 86400);
    value.put("jql", jql).put("executionMode", jql.isEmpty() ? "none" : "jql");
    value.put("onlyUpdatedIssues", false).put("processIssuesInBulk", false);
    return trigger("jira.jql.scheduled", 1, value);
  }

  static ObjectNode manual() {
    ObjectNode value = ExactJson.object();
    value.putArray("groups").add("jira-administrators");
    value.putArray("inputs");
    return trigger("jira.manual.trigger.issue", 3, value);
  }

  static ObjectNode incoming(String token, String jql) {
    ObjectNode value = ExactJson.object();
    value.put("webhookToken", token).put("searchOrProvide", jql.isEmpty() ? "none" : "search");
    value.put("jql", jql).put("processIssuesInBulk", false);
    return trigger("jira.incoming.webhook", 1, value);
  }

  static ObjectNode version(String event) {
    ObjectNode value = ExactJson.object();
    value.putArray("eventFilters");
    value.put("eventKey", "jira:version_" + event).putNull("versionFilter");
    return trigger("jira.version.event.trigger:" + event, 1, value);
  }

  static ObjectNode sprintStarted(int board) {
    ObjectNode value = ExactJson.object();
    value.put("boardId", board).put("sprintNameFilter", "");
    return trigger("jira.sprint.event.trigger:started", 1, value);
  }

  static ObjectNode deployment(String environment) {
    ObjectNode value = ExactJson.object();
    value.putArray("environmentTypes").add(environment);
    value.putArray("states").add("successful").add("failed");
    return trigger("devops.deploy.event.trigger:statechange", 1, value);
  }

  static ObjectNode serviceLevelMissed() {
    ObjectNode value = ExactJson.object();
    value.put("slaId", "customfield_10064").put("threshold", "BREACHED").put("minutes", 30);
    return trigger("jira.sla.threshold.trigger", 1, value);
  }
}
