package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;

/** Rules in file form around one interesting action. */
final class RuleBuilder {
  private final Alphabet alphabet;

  RuleBuilder(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  ObjectNode rule() {
    ObjectNode rule = ExactJson.object();
    rule.put("id", alphabet.uuid());
    rule.put("name", "When a work item moves, tell the build");
    rule.put("description", "Owned by the platform team.");
    rule.put("state", "ENABLED");
    rule.put("authorAccountId", alphabet.hex(24));
    rule.putObject("actor").put("type", "ACCOUNT_ID").put("actor", "557058:" + alphabet.uuid());
    ObjectNode trigger = rule.putObject("trigger");
    trigger.put("component", "TRIGGER").put("type", "jira.issue.event.trigger:transitioned");
    trigger
        .putObject("value")
        .putArray("eventFilters")
        .add("ari:cloud:jira:" + alphabet.uuid() + ":project/10336");
    rule.putArray("components");
    return rule;
  }

  ObjectNode action(String type, JsonNode value) {
    ObjectNode rule = rule();
    rule.withArray("components")
        .addObject()
        .put("component", "ACTION")
        .put("type", type)
        .set("value", value);
    return rule;
  }

  ObjectNode request(String url, String header, String headerValue, boolean hidden, String body) {
    ObjectNode value = ExactJson.object();
    value.put("url", url);
    value
        .putArray("headers")
        .addObject()
        .put("name", header)
        .put("value", headerValue)
        .put("headerSecure", hidden);
    value.put("method", "POST").put("contentType", "custom").put("customBody", body);
    return action("jira.issue.outgoing.webhook", value);
  }

  ObjectNode header(String name, String value, boolean hidden) {
    return request(url(), name, value, hidden, "{\"key\": \"{{issue.key}}\"}");
  }

  ObjectNode url(String url) {
    return request(url, "Content-Type", "application/json", false, "");
  }

  ObjectNode body(String body) {
    return request(url(), "Content-Type", "application/json", false, body);
  }

  ObjectNode variable(String name, String text) {
    ObjectNode value = ExactJson.object();
    value.put("id", "_customsmartvalue_id_" + alphabet.digits(13));
    value.putObject("name").put("type", "FREE").put("value", name);
    value.put("type", "SMART");
    value.putObject("query").put("type", "SMART").put("value", text);
    return action("jira.create.variable", value);
  }

  ObjectNode log(String text) {
    return action("codebarrel.action.log", TextNode.valueOf(text));
  }

  ObjectNode comment(String text) {
    return action("jira.issue.comment", ExactJson.object().put("comment", text));
  }

  ObjectNode email(String text) {
    return action("jira.issue.outgoing.email", ExactJson.object().put("body", text));
  }

  ObjectNode description(String text) {
    return rule().put("description", text);
  }

  ObjectNode field(String text) {
    ObjectNode value = ExactJson.object();
    value
        .putArray("operations")
        .addObject()
        .put("fieldId", "customfield_10" + alphabet.digits(3))
        .put("type", "SET")
        .put("value", text);
    return action("jira.issue.edit", value);
  }

  String url() {
    return "https://" + host() + "/api/v2/items";
  }

  String host() {
    return alphabet.oneOf(
        java.util.List.of("api.example.com", "ci.acme.test", "git.example.org", "hooks.acme.test"));
  }
}
