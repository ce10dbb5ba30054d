package dev.rulekeeper.secret;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import java.util.List;

/** Rules in file form for tests. */
final class Rules {
  static final String HOST = "api.example.com";
  static final String URL = "https://api.example.com/v1/items";

  private Rules() {}

  static ObjectNode json(String text) {
    return (ObjectNode) ExactJson.read(text);
  }

  static ObjectNode empty() {
    ObjectNode rule = ExactJson.object();
    rule.put("id", "019c88ef-60ff-7167-8fc8-a9588eea7470");
    rule.put("name", "Notify the build");
    rule.putObject("trigger").put("component", "TRIGGER").put("type", "jira.manual.trigger.issue");
    rule.putArray("components");
    return rule;
  }

  /** A rule with one action; the value is at {@code /components/0/value}. */
  static ObjectNode action(String type, String value) {
    ObjectNode rule = empty();
    ObjectNode action = rule.withArray("components").addObject();
    action.put("component", "ACTION").put("type", type).set("value", ExactJson.read(value));
    return rule;
  }

  static ObjectNode request(String url) {
    return request(url, "");
  }

  static ObjectNode request(String url, String body) {
    ObjectNode value = ExactJson.object();
    value.put("url", url).put("method", "POST").put("customBody", body);
    return action("jira.issue.outgoing.webhook", ExactJson.write(value));
  }

  static ObjectNode body(String body) {
    return request(URL, body);
  }

  static ObjectNode header(String name, String text) {
    return header(name, text, false);
  }

  static ObjectNode hiddenHeader(String name, String text) {
    return header(name, text, true);
  }

  private static ObjectNode header(String name, String text, boolean hidden) {
    ObjectNode rule = request(URL);
    ((ObjectNode) rule.at("/components/0/value"))
        .putArray("headers")
        .addObject()
        .put("name", name)
        .put("value", text)
        .put("headerSecure", hidden);
    return rule;
  }

  static ObjectNode variable(String name, String text) {
    ObjectNode value = ExactJson.object();
    value.put("id", "_customsmartvalue_id_1783437308658");
    value.putObject("name").put("type", "FREE").put("value", name);
    value.put("type", "SMART");
    value.putObject("query").put("type", "SMART").put("value", text);
    return action("jira.create.variable", ExactJson.write(value));
  }

  static ObjectNode log(String text) {
    return action("codebarrel.action.log", ExactJson.write(ExactJson.object().textNode(text)));
  }

  static ObjectNode comment(String text) {
    ObjectNode value = ExactJson.object();
    value.put("comment", text);
    return action("jira.issue.comment", ExactJson.write(value));
  }

  /** The values that must be replaced. */
  static List<String> values(ObjectNode rule) {
    return new Detector()
        .find(rule).stream().filter(Finding::certain).map(f -> f.value().reveal()).toList();
  }

  /** The leaf of the only finding that must be replaced, after replacing it. */
  static String replaced(ObjectNode rule) {
    Finding finding = only(rule);
    String leaf = rule.at(finding.pointer()).textValue();
    return finding.replace(leaf, new dev.rulekeeper.rule.SecretName("x"));
  }

  static Finding only(ObjectNode rule) {
    List<Finding> certain = new Detector().find(rule).stream().filter(Finding::certain).toList();
    org.assertj.core.api.Assertions.assertThat(certain).hasSize(1);
    return certain.get(0);
  }
}
