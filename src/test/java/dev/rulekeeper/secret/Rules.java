package dev.rulekeeper.secret;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import java.util.List;

/** Rules in file form for tests. */
public final class Rules {
  public static final String HOST = "api.example.com";
  public static final String URL = "https://api.example.com/v1/items";

  private Rules() {}

  public static ObjectNode json(String text) {
    return (ObjectNode) ExactJson.read(text);
  }

  public static ObjectNode empty() {
    ObjectNode rule = ExactJson.object();
    rule.put("id", "019c88ef-60ff-7167-8fc8-a9588eea7470");
    rule.put("name", "Notify the build");
    rule.putObject("trigger").put("component", "TRIGGER").put("type", "jira.manual.trigger.issue");
    rule.putArray("components");
    return rule;
  }

  /** A rule with one action; the value is at {@code /components/0/value}. */
  public static ObjectNode action(String type, String value) {
    ObjectNode rule = empty();
    ObjectNode action = rule.withArray("components").addObject();
    action.put("component", "ACTION").put("type", type).set("value", ExactJson.read(value));
    return rule;
  }

  public static ObjectNode request(String url) {
    return request(url, "");
  }

  public static ObjectNode request(String url, String body) {
    ObjectNode value = ExactJson.object();
    value.put("url", url).put("method", "POST").put("customBody", body);
    return action("jira.issue.outgoing.webhook", ExactJson.write(value));
  }

  public static ObjectNode body(String body) {
    return request(URL, body);
  }

  public static ObjectNode header(String name, String text) {
    return header(name, text, false);
  }

  public static ObjectNode hiddenHeader(String name, String text) {
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

  public static ObjectNode variable(String name, String text) {
    ObjectNode value = ExactJson.object();
    value.put("id", "_customsmartvalue_id_1783437308658");
    value.putObject("name").put("type", "FREE").put("value", name);
    value.put("type", "SMART");
    value.putObject("query").put("type", "SMART").put("value", text);
    return action("jira.create.variable", ExactJson.write(value));
  }

  public static ObjectNode log(String text) {
    return action("codebarrel.action.log", ExactJson.write(ExactJson.object().textNode(text)));
  }

  public static ObjectNode comment(String text) {
    ObjectNode value = ExactJson.object();
    value.put("comment", text);
    return action("jira.issue.comment", ExactJson.write(value));
  }

  /** The values that must be replaced. */
  public static List<String> values(ObjectNode rule) {
    return new Detector()
        .find(rule).stream().filter(Finding::certain).map(f -> f.value().reveal()).toList();
  }

  /** The leaf of the only finding that must be replaced, after replacing it. */
  public static String replaced(ObjectNode rule) {
    Finding finding = only(rule);
    String leaf = rule.at(finding.pointer()).textValue();
    return finding.replace(leaf, new dev.rulekeeper.rule.SecretName("x"));
  }

  public static Finding only(ObjectNode rule) {
    List<Finding> certain = new Detector().find(rule).stream().filter(Finding::certain).toList();
    org.assertj.core.api.Assertions.assertThat(certain).hasSize(1);
    return certain.get(0);
  }
}
