package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads rules that people already have: UI exports, API bodies, or lists of either. */
final class SeedFile {
  private static final Pattern SITE_IN_ARI =
      Pattern.compile("^ari:cloud:[a-z-]+:(?::site/)?([0-9a-f-]{36})");
  private static final Pattern ARI = Pattern.compile("ari:cloud:[^\"]*");
  private static final Set<String> OF_EXPORTS_ONLY =
      Set.of(
          "id",
          "idUuid",
          "clientKey",
          "partitionId",
          "currentVersionId",
          "projects",
          "ruleScope",
          "ruleHome",
          "tags",
          "authorKey",
          "actorKey",
          "created",
          "updated");

  private SeedFile() {}

  /**
   * The rules in the file, each as {@code {"rule":…,"connections":…}} in the form of the API.
   *
   * @throws SandboxException if the file cannot be read, or holds no rules
   */
  static List<ObjectNode> read(Path file, String cloudId, SeedIds ids) {
    List<ObjectNode> found = new ArrayList<>();
    collect(parse(file), found);
    if (found.isEmpty()) {
      throw new SandboxException(
          file + " holds no rules: expected a UI export, an API body, or a list of either.");
    }
    return found.stream().map(envelope -> complete(envelope, cloudId, ids)).toList();
  }

  /** The site that the first scope in the file names, so that its ARIs stay as they are. */
  static Optional<String> cloudIdIn(Path file) {
    Matcher first = ARI.matcher(text(file));
    while (first.find()) {
      Matcher site = SITE_IN_ARI.matcher(first.group());
      if (site.find()) {
        return Optional.of(site.group(1));
      }
    }
    return Optional.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new SandboxException("The seed file " + file + " cannot be read.", e);
    }
  }

  private static JsonNode parse(Path file) {
    return ExactJson.parse(text(file))
        .orElseThrow(() -> new SandboxException("The seed file " + file + " is not JSON."));
  }

  private static void collect(JsonNode node, List<ObjectNode> found) {
    if (node.isArray()) {
      node.forEach(element -> collect(element, found));
    } else if (node.path("rules").isArray()) {
      collect(node.get("rules"), found);
    } else if (node.path("rule").isObject()) {
      found.add(envelope(node.get("rule"), node.path("connections")));
    } else if (node.path("trigger").isObject()) {
      found.add(envelope(node, node.path("connections")));
    }
  }

  private static ObjectNode envelope(JsonNode rule, JsonNode connections) {
    ObjectNode envelope = ExactJson.object();
    envelope.set("rule", rule.deepCopy());
    envelope.set("connections", connections.isArray() ? connections : ExactJson.array());
    return envelope;
  }

  private static ObjectNode complete(ObjectNode envelope, String cloudId, SeedIds ids) {
    ObjectNode rule = (ObjectNode) envelope.get("rule");
    if (!rule.has("uuid") && rule.hasNonNull("idUuid")) {
      rule.set("uuid", rule.get("idUuid"));
    }
    rule.set("ruleScopeARIs", scope(rule, cloudId));
    rule.set("labels", names(rule.path("labels")));
    actor(rule, ids.account(Accounts.ADMINISTRATOR));
    rule.remove(OF_EXPORTS_ONLY);
    defaults(rule);
    return envelope;
  }

  /** The ARIs of the rule, those of other sites turned into ones of this site. */
  private static ArrayNode scope(ObjectNode rule, String cloudId) {
    JsonNode given =
        rule.path("ruleScopeARIs").isArray()
            ? rule.get("ruleScopeARIs")
            : rule.path("ruleScope").path("resources");
    ArrayNode aris = ExactJson.array();
    for (JsonNode ari : given) {
      Matcher site = SITE_IN_ARI.matcher(ari.asText());
      aris.add(site.find() ? ari.asText().replace(site.group(1), cloudId) : ari.asText());
    }
    for (JsonNode project : rule.path("projects")) {
      if (given.isEmpty() && project.hasNonNull("projectId")) {
        aris.add("ari:cloud:jira:" + cloudId + ":project/" + project.get("projectId").asText());
      }
    }
    return aris.isEmpty() ? aris.add("ari:cloud:jira::site/" + cloudId) : aris;
  }

  private static ArrayNode names(JsonNode labels) {
    ArrayNode names = ExactJson.array();
    labels.forEach(
        label -> names.add(label.isObject() ? label.path("name").asText() : label.asText()));
    return names;
  }

  private static void actor(ObjectNode rule, String administrator) {
    ObjectNode actor = ExactJson.object();
    JsonNode given = rule.path("actor");
    actor.put("type", given.path("type").asText("ACCOUNT_ID"));
    JsonNode account = given.hasNonNull("actor") ? given.get("actor") : given.path("value");
    actor.put("actor", account.asText(rule.path("actorKey").asText(administrator)));
    rule.set("actor", actor);
    if (!rule.hasNonNull("authorAccountId")) {
      rule.put("authorAccountId", rule.path("authorKey").asText(administrator));
    }
  }

  private static void defaults(ObjectNode rule) {
    putIfAbsent(rule, "state", "ENABLED");
    putIfAbsent(rule, "notifyOnError", "FIRSTERROR");
    putIfAbsent(rule, "writeAccessType", "UNRESTRICTED");
    if (!rule.hasNonNull("canOtherRuleTrigger")) {
      rule.put("canOtherRuleTrigger", false);
    }
  }

  private static void putIfAbsent(ObjectNode rule, String field, String text) {
    if (!rule.hasNonNull(field)) {
      rule.put(field, text);
    }
  }
}
