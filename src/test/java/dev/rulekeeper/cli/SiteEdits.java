package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What people do in the browser. */
final class SiteEdits {
  private final Sandbox sandbox;
  private final Random random;
  private final Marks marks;

  SiteEdits(Sandbox sandbox, Random random, Marks marks) {
    this.sandbox = sandbox;
    this.random = random;
    this.marks = marks;
  }

  String edit() {
    ObjectNode envelope = any();
    String id = envelope.path("rule").path("uuid").asText();
    int mark = marks.next();
    String[] what = {""};
    sandbox.edit(
        id,
        rule -> {
          if (random.nextInt(8) == 0) {
            ArrayNode scope = ExactJson.array();
            scope.add("ari:cloud:jira:" + sandbox.cloudId() + ":" + Marks.project(mark));
            rule.set("ruleScopeARIs", scope);
            what[0] = "scope";
          } else if (random.nextInt(8) == 0) {
            rule.withArray("components").add(request(mark));
            what[0] = "request with a token";
          } else {
            what[0] = RuleEdits.any(rule, random, mark);
          }
          return rule;
        });
    marks.edited(id, ExactJson.write(envelope), ExactJson.write(sandbox.rule(id)));
    return "site " + mark + ": " + what[0] + " of " + id;
  }

  /** A web request with a credential that nobody has named yet. */
  private static ObjectNode request(int mark) {
    ObjectNode action = RuleEdits.log(mark).put("type", "jira.issue.outgoing.webhook");
    ObjectNode value = ExactJson.object();
    value.put("url", "https://build.acme.example/start").put("method", "POST");
    value
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", "Bearer EXAMPLE0token0of0edit" + mark + "x7Qm2")
        .put("headerSecure", true);
    value.put("customBody", Marks.text(mark)).put("contentType", "custom");
    action.set("value", value);
    return action;
  }

  /** Copies a rule without requests: an older value in a new rule would be a secret of its own. */
  String add(Set<String> expected) {
    ObjectNode envelope = any();
    ObjectNode rule = (ObjectNode) envelope.get("rule");
    rule.remove("uuid");
    if (ExactJson.write(envelope).matches("(?s).*(headerSecure|https?://|oken).*")) {
      rule.putArray("components")
          .addObject()
          .put("component", "ACTION")
          .put("type", "codebarrel.action.log")
          .put("schemaVersion", 1)
          .put("value", "a rule without requests");
      ((ObjectNode) rule.get("trigger")).put("type", "jira.manual.trigger.issue");
      ((ObjectNode) rule.get("trigger")).putObject("value");
    }
    int mark = marks.next();
    rule.put("name", "New on the site " + Marks.text(mark));
    String id = sandbox.add(rule, (ArrayNode) envelope.get("connections"));
    expected.add(id);
    marks.edited(id, "", ExactJson.write(rule));
    return "site " + mark + ": new rule " + id;
  }

  String remove(Set<String> expected) {
    ObjectNode envelope = any();
    String id = envelope.path("rule").path("uuid").asText();
    sandbox.remove(id);
    expected.remove(id);
    marks.edited(id, ExactJson.write(envelope), "");
    return "site: deleted " + id;
  }

  private ObjectNode any() {
    List<ObjectNode> rules = sandbox.rules();
    return rules.get(random.nextInt(rules.size()));
  }
}
