package dev.rulekeeper.sandbox.seed;

import static dev.rulekeeper.sandbox.seed.ConditionSteps.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;

/** What rules do, web requests aside. */
final class ActionSteps {
  private ActionSteps() {}

  private static ObjectNode action(String type, int schemaVersion, JsonNode value) {
    return step("ACTION", type, schemaVersion, value);
  }

  /** An action whose value is given as JSON text. */
  static ObjectNode action(String type, int schemaVersion, String json) {
    return action(type, schemaVersion, ExactJson.read(json));
  }

  static ObjectNode log(String text) {
    return action("codebarrel.action.log", 1, TextNode.valueOf(text));
  }

  static ObjectNode comment(String text) {
    ObjectNode value = ExactJson.object();
    value.put("comment", text).put("publicComment", false).putNull("commentVisibility");
    value.put("sendNotifications", true).put("addCommentOnce", false);
    return action("jira.issue.comment", 2, value);
  }

  private static ObjectNode operations() {
    ObjectNode value = ExactJson.object();
    value.putArray("operations");
    return value.putNull("advancedFields").put("sendNotifications", true);
  }

  private static void set(ObjectNode value, String field, JsonNode to) {
    value
        .withArray("operations")
        .addObject()
        .put("fieldId", field)
        .put("fieldType", field)
        .put("type", "SET")
        .set("value", to);
  }

  static ObjectNode edit(String field, String text) {
    return edit(field, TextNode.valueOf(text));
  }

  static ObjectNode edit(String field, JsonNode to) {
    ObjectNode value = operations();
    set(value, field, to);
    return action("jira.issue.edit", 12, value);
  }

  /** An edit by JSON, which the API keeps as text. */
  static ObjectNode editAdvanced(String fields) {
    return action("jira.issue.edit", 12, operations().put("advancedFields", fields));
  }

  static ObjectNode createIssue(String type, String summary, String description) {
    ObjectNode value = operations();
    set(value, "project", ExactJson.read("{\"type\":\"COPY\",\"value\":\"current\"}"));
    ObjectNode issueType = ExactJson.object();
    set(value, "issuetype", issueType.put("type", "NAME").put("value", type));
    set(value, "summary", TextNode.valueOf(summary));
    set(value, "description", TextNode.valueOf(description));
    return action("jira.issue.create", 12, value);
  }

  static ObjectNode transition(String status) {
    ObjectNode value = operations();
    value.putObject("destinationStatus").put("type", "NAME").put("value", status);
    value.put("transitionMatch", "");
    return action("jira.issue.transition", 11, value);
  }

  static ObjectNode assign(String accountId) {
    ObjectNode value = ExactJson.object();
    value.put("assignType", "SPECIFY_USER").put("jql", "");
    value.putObject("assignee").put("type", "ID").put("value", accountId);
    return action("jira.issue.assign", 5, value);
  }

  static ObjectNode email(String to, String subject, String html) {
    ObjectNode value = ExactJson.object();
    value.put("from", "").put("fromName", "Acme Automation").put("replyTo", "");
    value.putArray("to").addObject().put("type", "FREE").put("value", to);
    value.putArray("cc");
    value.putArray("bcc");
    value.put("subject", subject).put("body", html);
    value.put("mimeType", "text/html").put("convertLineBreaks", false);
    return action("jira.issue.outgoing.email", 5, value);
  }

  static ObjectNode variable(String name, String text) {
    ObjectNode value = ExactJson.object();
    value.put("id", "_customsmartvalue_id_" + (1_700_000_000_000L + name.hashCode()));
    value.putObject("name").put("type", "FREE").put("value", name);
    value.put("type", "SMART");
    value.putObject("query").put("type", "SMART").put("value", text);
    return action("jira.create.variable", 1, value.put("lazy", false));
  }

  static ObjectNode lookup(String jql) {
    ObjectNode value = ExactJson.object();
    value.put("id", "_customsmartvalue_id_" + (1_700_000_000_000L + jql.hashCode()));
    value.putObject("name").put("type", "FREE").put("value", "lookupIssues");
    value.put("type", "JQL");
    value.putObject("query").put("type", "SMART").put("value", jql);
    return action("jira.lookup.issues", 1, value.put("lazy", false));
  }

  static ObjectNode slack(String webhookUrl, String message) {
    ObjectNode value = ExactJson.object();
    value.put("webhookUrl", webhookUrl).put("message", message);
    value.put("channelOrUser", "").put("username", "Jira").put("includeIssueSummary", true);
    return action("slack.notification", 2, value);
  }

  static ObjectNode teams(String webhookUrl, String title, String body) {
    ObjectNode value = ExactJson.object();
    value.put("webhookUrl", webhookUrl).put("title", title).put("subTitle", "");
    value.put("imageUrl", "").put("body", body).put("includeIssueSummary", false);
    return action("msteams.notification", 2, value);
  }

  static ObjectNode confluencePage(String connection, String title, String body) {
    ObjectNode value = ExactJson.object();
    value.put("spaceKey", "OPS").put("title", title).put("body", body).putNull("parentPageId");
    return action("confluence.create-page.action", 1, value).put("connectionId", connection);
  }
}
