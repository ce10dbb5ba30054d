package dev.rulekeeper.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonTrees;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Generators of rules as a client sends them, and what a site adds to them. */
public final class RuleTrees {
  /** The site that the generated scopes name. */
  public static final CloudId CLOUD = new CloudId("4e119cf2-4b83-4195-abdf-d7a2f9bd043d");

  private RuleTrees() {}

  /** Rules as a client sends them: no ids of components, every empty list spelled out. */
  public static Arbitrary<ApiRule> asSent() {
    Arbitrary<ObjectNode> known =
        Combinators.combine(
                JsonTrees.strings(),
                JsonTrees.scalars(),
                scopes(),
                trigger(),
                components(2),
                Arbitraries.of("{\"type\":\"ACCOUNT_ID\",\"actor\":\"5b10\"}", "null"))
            .as(
                (name, description, scope, trigger, components, actor) -> {
                  ObjectNode rule = ExactJson.object().put("name", name);
                  rule.set("actor", ExactJson.read(actor));
                  rule.set("description", description);
                  if (!scope.isMissingNode()) {
                    rule.set("ruleScopeARIs", scope);
                  }
                  rule.set("components", components);
                  rule.set("trigger", withEventFilters(trigger, scope));
                  return rule.put("state", "ENABLED");
                });
    Arbitrary<ObjectNode> unknown =
        Arbitraries.maps(
                Arbitraries.of(
                    "id",
                    "scope",
                    "connections",
                    "template",
                    "with",
                    "patch",
                    "rule.",
                    "rule.id",
                    "rule.rule.x",
                    "newField",
                    "labels",
                    "collaborators",
                    "canOtherRuleTrigger"),
                JsonTrees.trees(2))
            .ofMaxSize(4)
            .map(JsonTrees::object);
    Arbitrary<ArrayNode> connections =
        JsonTrees.objects(JsonTrees.scalars())
            .list()
            .ofMaxSize(2)
            .map(items -> ExactJson.array().addAll(items));
    return Combinators.combine(known, unknown, connections, Arbitraries.longs())
        .as(
            (rule, more, list, low) -> {
              RuleId id = new RuleId(new UUID(0x019c88efff967cceL, low));
              ObjectNode whole = rule.put("uuid", id.toString()).setAll(more);
              return new ApiRule(id, whole, list);
            });
  }

  /** The rule as the site gives it back: with ids, times and what repeats what is known. */
  public static ApiRule asRead(ApiRule sent) {
    ObjectNode rule = sent.rule().deepCopy();
    rule.put("created", "1701482354.625000000");
    rule.set("updated", ExactJson.read("1743568964.174"));
    if (rule.path("trigger") instanceof ObjectNode trigger) {
      decorate(trigger, null, null);
      trigger.remove("children");
    }
    rule.path("components").forEach(node -> decorate(node, null, null));
    ArrayNode connections = sent.connections().deepCopy();
    connections.forEach(
        node ->
            ((ObjectNode) node)
                .put("createdAt", 1)
                .put("updatedAt", 2)
                .putObject("container")
                .put("containerType", "RULE"));
    return new ApiRule(sent.id(), rule, connections);
  }

  private static void decorate(
      JsonNode node, @Nullable String parent, @Nullable String conditionParent) {
    if (!(node instanceof ObjectNode object)) {
      return;
    }
    String id = UUID.nameUUIDFromBytes(object.toString().getBytes(UTF_8)).toString();
    object.put("id", id).put("parentId", parent).put("conditionParentId", conditionParent);
    object.path("children").forEach(child -> decorate(child, id, null));
    object.path("conditions").forEach(child -> decorate(child, null, id));
    object
        .path("value")
        .path("headers")
        .forEach(
            header -> {
              if (header instanceof ObjectNode h && h.has("name")) {
                h.put("id", "_header_" + id);
              }
            });
  }

  private static ObjectNode withEventFilters(ObjectNode trigger, JsonNode scope) {
    if (trigger.path("value") instanceof ObjectNode value
        && value.hasNonNull("eventKey")
        && scope.isArray()) {
      value.set("eventFilters", scope);
    }
    return trigger;
  }

  private static Arbitrary<JsonNode> scopes() {
    String prefix = "ari:cloud:jira:" + CLOUD + ":project/";
    return Arbitraries.of(
            "[]",
            "[\"ari:cloud:jira::site/" + CLOUD + "\"]",
            "[\"" + prefix + "10336\"]",
            "[\"" + prefix + "1\",\"" + prefix + "2\"]",
            "[\"" + prefix + "ABC\"]",
            "[\"ari:cloud:jira::site/other\",\"ari:cloud:jira-core::site/" + CLOUD + "\"]",
            "[\"ari:cloud:confluence:x:space/9\"]",
            "[\"site\"]",
            "[\"project/7\"]",
            "[\"project/7\",\"" + prefix + "7\"]",
            "[\"\"]",
            "[null]",
            "null",
            "{\"a\":1}",
            "\"site\"",
            "")
        .map(text -> text.isEmpty() ? MissingNode.getInstance() : ExactJson.read(text));
  }

  private static Arbitrary<ObjectNode> trigger() {
    return Combinators.combine(
            Arbitraries.of(
                "\"text\"",
                "null",
                "{}",
                "{\"eventKey\":\"jira:issue_updated\",\"toStatus\":[{\"value\":\"Done\"}]}",
                "{\"eventKey\":null}",
                "{\"eventFilters\":[\"other\"]}"),
            components(1))
        .as(
            (value, conditions) -> {
              ObjectNode trigger = ExactJson.object().put("type", "jira.x");
              trigger.set("value", ExactJson.read(value));
              trigger.put("component", "TRIGGER");
              trigger.set("conditions", conditions);
              return trigger.putNull("connectionId");
            });
  }

  private static Arbitrary<ArrayNode> components(int depth) {
    return component(depth).list().ofMaxSize(2).map(items -> ExactJson.array().addAll(items));
  }

  private static Arbitrary<ObjectNode> component(int depth) {
    Arbitrary<ArrayNode> below =
        depth == 0 ? Arbitraries.just(ExactJson.array()) : components(depth - 1);
    Arbitrary<JsonNode> headers =
        Arbitraries.of(
                "{\"headers\":[{\"name\":\"Authorization\",\"value\":\"x\",\"headerSecure\":true}]}",
                "{\"headers\":[{\"id\":1,\"value\":\"no name\"}, \"text\"], \"id\":\"kept\"}",
                "{\"headers\":{\"id\":1}}")
            .map(ExactJson::read);
    return Combinators.combine(
            Arbitraries.oneOf(JsonTrees.trees(1), headers),
            below,
            below,
            Arbitraries.of("null", "\"c-1\""),
            JsonTrees.scalars())
        .as(
            (value, children, conditions, connection, unknown) -> {
              ObjectNode node = ExactJson.object().put("schemaVersion", 1);
              node.set("unknown", unknown);
              node.set("children", children);
              node.set("conditions", conditions);
              node.set("value", value);
              node.set("connectionId", ExactJson.read(connection));
              return node.put("type", "jira.issue.comment").put("component", "ACTION");
            });
  }
}
