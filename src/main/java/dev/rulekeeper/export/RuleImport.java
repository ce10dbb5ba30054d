package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what people have without an API token: an export of the browser's UI ({@code {"cloud":
 * true, "rules": […]}}), a body of the API ({@code {"rule": …, "connections": …}}), or a list of
 * either.
 */
public final class RuleImport {
  /** Fields of the UI export that the API does not know, or knows under another name. */
  private static final Set<String> INTERNAL =
      Set.of(
          "id",
          "idUuid",
          "clientKey",
          "ruleScope",
          "ruleHome",
          "currentVersionId",
          "partitionId",
          "projects",
          "created",
          "updated");

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private RuleImport() {}

  /**
   * The rules in {@code text}, in their order. A rule of an old UI export, which has no UUID, gets
   * one made from its number, the same every time.
   *
   * @param path for messages
   * @throws ExportException if it is none of these, or holds two different rules of one id
   */
  public static List<ApiRule> read(String path, String text, CloudId cloud) {
    JsonNode document =
        ExactJson.parse(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
            .orElseThrow(() -> refused(path, "is not JSON, or holds more than one document"));
    List<ApiRule> rules = new ArrayList<>();
    collect(document, path, cloud, rules);
    if (rules.isEmpty()) {
      throw refused(path, "holds no rule");
    }
    return distinct(path, rules);
  }

  /** The rules, each once; of two that differ nobody can say which one is meant. */
  private static List<ApiRule> distinct(String path, List<ApiRule> rules) {
    Map<RuleId, ApiRule> byId = new LinkedHashMap<>();
    for (ApiRule rule : rules) {
      ApiRule other = byId.putIfAbsent(rule.id(), rule);
      if (other != null && !Equality.same(envelope(other), envelope(rule))) {
        throw new ExportException(
            ExportException.Kind.INPUT,
            path + " holds two different rules with the id " + rule.id() + "; nothing was written",
            List.of(nameOf(other), nameOf(rule)),
            "take one of them out of the file, or give it an id of its own");
      }
    }
    return List.copyOf(byId.values());
  }

  private static JsonNode envelope(ApiRule rule) {
    ObjectNode envelope = ExactJson.object();
    envelope.set("rule", rule.rule());
    envelope.set("connections", rule.connections());
    return envelope;
  }

  private static String nameOf(ApiRule rule) {
    return rule.rule().path("name").asText("a rule without a name");
  }

  private static void collect(JsonNode node, String path, CloudId cloud, List<ApiRule> rules) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, path, cloud, rules));
    } else if (node.path("rules").isArray()) {
      node.path("rules").forEach(rule -> collect(rule, path, cloud, rules));
    } else if (node.get("rule") instanceof ObjectNode rule) {
      ArrayNode connections =
          node.get("connections") instanceof ArrayNode list ? list : ExactJson.array();
      rules.add(new ApiRule(uuid(rule, path), rule, connections));
    } else if (node instanceof ObjectNode rule && rule.has("trigger")) {
      rules.add(isInternal(rule) ? fromUi(rule, path, cloud) : plain(rule, path));
    } else {
      throw refused(path, "holds something that is no rule: it has no trigger");
    }
  }

  private static boolean isInternal(ObjectNode rule) {
    return rule.has("idUuid")
        || rule.has("ruleScope")
        || rule.has("clientKey")
        || !rule.has("uuid");
  }

  private static ApiRule plain(ObjectNode rule, String path) {
    return new ApiRule(uuid(rule, path), rule, ExactJson.array());
  }

  private static RuleId uuid(ObjectNode rule, String path) {
    String text = rule.path("uuid").asText("");
    if (text.isEmpty()) {
      throw refused(path, "holds the rule '" + rule.path("name").asText("") + "' without a uuid");
    }
    return RuleId.of(text);
  }

  private static ApiRule fromUi(ObjectNode source, String path, CloudId cloud) {
    RuleId id = idOf(source, path);
    ObjectNode rule = ExactJson.object().put("uuid", id.toString());
    source
        .properties()
        .forEach(
            field -> {
              if (!INTERNAL.contains(field.getKey()) && !field.getKey().equals("uuid")) {
                rule.set(field.getKey(), withoutChecksums(field.getValue()));
              }
            });
    if (rule.get("actor") instanceof ObjectNode actor
        && actor.has("value")
        && !actor.has("actor")) {
      ObjectNode renamed = actor.deepCopy();
      renamed.set("actor", renamed.remove("value"));
      rule.set("actor", renamed);
    }
    if (rule.path("tags").isArray() && rule.path("tags").isEmpty()) {
      rule.remove("tags");
    }
    rule.set("ruleScopeARIs", scope(source, cloud));
    return new ApiRule(id, rule, ExactJson.array());
  }

  private static RuleId idOf(ObjectNode source, String path) {
    String uuid = source.path("idUuid").asText(source.path("uuid").asText(""));
    if (!uuid.isEmpty()) {
      return RuleId.of(uuid);
    }
    String number = source.path("id").asText("");
    if (number.isEmpty()) {
      throw refused(path, "holds the rule '" + source.path("name").asText("") + "' without an id");
    }
    String stable = source.path("clientKey").asText("") + "/" + number;
    return new RuleId(UUID.nameUUIDFromBytes(stable.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonNode scope(ObjectNode source, CloudId cloud) {
    JsonNode resources = source.path("ruleScope").path("resources");
    if (resources.isArray()) {
      return resources;
    }
    ArrayNode scope = ExactJson.array();
    for (JsonNode project : source.path("projects")) {
      String id = project.path("projectId").asText("");
      scope.add("ari:cloud:jira:" + cloud + ":project/" + id);
    }
    return scope.isEmpty() ? scope.add("ari:cloud:jira::site/" + cloud) : scope;
  }

  /** The UI export gives every component a checksum; the API does not know it. */
  private static JsonNode withoutChecksums(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = ExactJson.object();
      boolean component = object.has("component") && object.has("type");
      object
          .properties()
          .forEach(
              field -> {
                if (!(component && field.getKey().equals("checksum"))) {
                  copy.set(field.getKey(), withoutChecksums(field.getValue()));
                }
              });
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = ExactJson.array();
      node.forEach(element -> copy.add(withoutChecksums(element)));
      return copy;
    }
    return node;
  }

  private static ExportException refused(String path, String what) {
    return new ExportException(
        ExportException.Kind.INPUT,
        path + " " + what,
        List.of(),
        "give an export of the UI, one API body, or a list of either, as JSON");
  }
}
