package dev.rulekeeper.sandbox.seed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import java.util.List;

/** A rule being written: everything has a sensible value until told otherwise. */
final class Draft {
  private final SeedSite site;
  private final ObjectNode rule = ExactJson.object();
  private final ArrayNode connections = ExactJson.array();

  private Draft(SeedSite site, String name) {
    this.site = site;
    rule.put("name", name).put("state", "ENABLED").putNull("description");
    rule.put("authorAccountId", site.administrator());
    rule.putObject("actor").put("type", "ACCOUNT_ID").put("actor", site.botAccount());
    rule.put("canOtherRuleTrigger", false).put("notifyOnError", "FIRSTERROR");
    rule.put("writeAccessType", "UNRESTRICTED").putArray("collaborators");
    rule.putArray("labels");
    projects(10001);
  }

  static Draft rule(SeedSite site, String name) {
    return new Draft(site, name);
  }

  Draft description(String text) {
    rule.put("description", text);
    return this;
  }

  Draft labels(String... labels) {
    ArrayNode all = rule.putArray("labels");
    List.of(labels).forEach(all::add);
    return this;
  }

  Draft disabled() {
    rule.put("state", "DISABLED");
    return this;
  }

  Draft projects(int... projects) {
    ArrayNode aris = rule.putArray("ruleScopeARIs");
    for (int project : projects) {
      aris.add(site.projectAri(project));
    }
    return this;
  }

  Draft wholeSite() {
    return scope(site.siteAri());
  }

  Draft scope(String ari) {
    rule.putArray("ruleScopeARIs").add(ari);
    return this;
  }

  Draft author(String accountId) {
    rule.put("authorAccountId", accountId);
    return this;
  }

  Draft actor(String type, String actor) {
    rule.putObject("actor").put("type", type).put("actor", actor);
    return this;
  }

  /** Sets a field of the rule that has no method of its own. */
  Draft with(String field, String text) {
    rule.put(field, text);
    return this;
  }

  Draft canBeStartedByRules() {
    rule.put("canOtherRuleTrigger", true);
    return this;
  }

  Draft on(ObjectNode trigger) {
    rule.set("trigger", trigger);
    return this;
  }

  Draft then(ObjectNode... components) {
    ArrayNode all = rule.putArray("components");
    List.of(components).forEach(all::add);
    return this;
  }

  /** Adds a Confluence connection that belongs to {@code owner}. */
  Draft connection(String id, String owner) {
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
