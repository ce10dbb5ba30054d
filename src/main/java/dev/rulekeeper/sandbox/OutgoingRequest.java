package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request that a rule makes of the world when it runs, smart values filled. */
record OutgoingRequest(String method, String url, Map<String, String> headers, String body) {
  private static final String WEB_REQUEST = "jira.issue.outgoing.webhook";
  private static final Set<String> NOTIFICATIONS =
      Set.of("slack.notification", "msteams.notification");

  /** The requests of {@code rule} in the order of its components. */
  static List<OutgoingRequest> in(JsonNode rule) {
    SmartValues values = SmartValues.of(rule);
    List<OutgoingRequest> found = new ArrayList<>();
    ComponentTree.forEach(
        rule,
        component -> {
          String type = component.path("type").asText();
          JsonNode value = component.path("value");
          if (type.equals(WEB_REQUEST)) {
            found.add(webRequest(value, values));
          } else if (NOTIFICATIONS.contains(type)) {
            found.add(new OutgoingRequest("POST", value.path("webhookUrl").asText(), Map.of(), ""));
          }
        });
    return found;
  }

  /** How many there are. */
  static int count(JsonNode rule) {
    int[] found = {0};
    ComponentTree.forEach(
        rule,
        component -> {
          String type = component.path("type").asText();
          if (type.equals(WEB_REQUEST) || NOTIFICATIONS.contains(type)) {
            found[0]++;
          }
        });
    return found[0];
  }

  private static OutgoingRequest webRequest(JsonNode value, SmartValues values) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (JsonNode header : value.path("headers")) {
      headers.put(header.path("name").asText(), values.fill(header.path("value").asText()));
    }
    return new OutgoingRequest(
        value.path("method").asText("POST"),
        values.fill(value.path("url").asText()).replace(' ', '+'),
        headers,
        body(value, values));
  }

  private static String body(JsonNode value, SmartValues values) {
    if (value.path("contentType").asText().equals("custom")) {
      return values.fill(value.path("customBody").asText(""));
    }
    if (!value.path("sendIssue").asBoolean()) {
      return "";
    }
    ObjectNode issue = ExactJson.object();
    issue.put("key", "DEMO-1").putObject("fields").put("summary", "A sample work item");
    return ExactJson.write(issue);
  }

  /** Names the method; everything else may be secret. */
  @Override
  public String toString() {
    return "OutgoingRequest[" + method + "]";
  }
}
