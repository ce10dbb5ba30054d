package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;

/** A rule being written: everything has a sensible value until told otherwise. */
final class RuleBuilder {
  private final SeedSite site;
  private final ObjectNode rule = ExactJson.object();
  private final ArrayNode connections = ExactJson.array();

  private RuleBuilder(SeedSite site, String name) {
    this.site = site;
    rule.put("name", name).put("state", "ENABLED").putNull("description");
    rule.put("authorAccountId", site.administrator());
    rule.putObject("actor").put("type", "ACCOUNT_ID").put("actor", site.botAccount());
    rule.put("canOtherRuleTrigger", false).put("notifyOnError", "FIRSTERROR");
    rule.put("writeAccessType", "UNRESTRICTED").putArray("collaborators");
    rule.putArray("labels");
    projects(10001);
  }

  static RuleBuilder rule(SeedSite site, String name) {
    return new RuleBuilder(site, name);
  }

  RuleBuilder description(String text) {
    rule.put("description", text);
    return this;
  }

  RuleBuilder labels(String... labels) {
    ArrayNode all = rule.putArray("labels");
    List.of(labels).forEach(all::add);
    return this;
  }

  RuleBuilder disabled() {
    rule.put("state", "DISABLED");
    return this;
  }

  RuleBuilder projects(int... projects) {
    ArrayNode aris = rule.putArray("ruleScopeARIs");
    for (int project : projects) {
      aris.add(site.projectAri(project));
    }
    return this;
  }

  RuleBuilder wholeSite() {
    return scope(site.siteAri());
  }

  RuleBuilder scope(String ari) {
    rule.putArray("ruleScopeARIs").add(ari);
    return this;
  }

  RuleBuilder author(String accountId) {
    rule.put("authorAccountId", accountId);
    return this;
  }

  RuleBuilder actor(String type, String actor) {
    rule.putObject("actor").put("type", type).put("actor", actor);
    return this;
  }

  /** Sets a field of the rule that has no method of its own. */
  RuleBuilder with(String field, String text) {
    rule.put(field, text);
    return this;
  }

  RuleBuilder canBeStartedByRules() {
    rule.put("canOtherRuleTrigger", true);
    return this;
  }

  RuleBuilder on(ObjectNode trigger) {
    rule.set("trigger", trigger);
    return this;
  }

  RuleBuilder then(ObjectNode... components) {
    ArrayNode all = rule.putArray("components");
    List.of(components).forEach(all::add);
    return this;
  }

  /** Adds a Confluence connection that belongs to {@code owner}. */
  RuleBuilder connection(String id, String owner) {
    connections
        .addObject()
        .put("id", id)
        .put("accountId", owner)
        .put("connectionTargetKey", "com.atlassian.confluence.native")
        .put("targetConfigJson", "{\"cloudId\":\"" + site.cloudId() + "\",\"space\":\"OPS\"}")
        .put("authType", "OAUTH_3LO");
    return this;
  }

  /** {@code {"rule":…,"connections":…}}. */
  ObjectNode build() {
    ObjectNode envelope = ExactJson.object();
    envelope.set("rule", rule);
    envelope.set("connections", connections);
    return envelope;
  }
}
