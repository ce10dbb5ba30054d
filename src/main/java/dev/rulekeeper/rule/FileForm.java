package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Set;

/** Between the form the API speaks and the form files hold (design section 2). */
public final class FileForm {
  static final String SCOPE = "scope";
  static final String SCOPE_ARIS = "ruleScopeARIs";

  private static final List<String> ORDER =
      List.of(
          "id",
          "name",
          "description",
          "state",
          "labels",
          SCOPE,
          SCOPE_ARIS,
          "actor",
          "authorAccountId",
          "writeAccessType",
          "collaborators",
          "canOtherRuleTrigger",
          "notifyOnError",
          "trigger",
          "components",
          "connections");

  /** Keys of the file that the API may one day use for something else. */
  private static final Set<String> FILE_ONLY =
      Set.of("id", SCOPE, "connections", "template", "with", "patch");

  private static final String ESCAPE = "rule.";

  /** Fields of the API that only the site sets; a file never holds them. */
  private static final Set<String> OWNED_BY_SITE = Set.of("uuid", "created", "updated");

  private static final Set<String> CONNECTION_OWNED_BY_SITE =
      Set.of("createdAt", "updatedAt", "container");

  private FileForm() {}

  /**
   * The file form of {@code rule}: fields in file order, {@code ruleScopeARIs} as the friendly
   * {@code scope}, and without what the server owns or adds.
   */
  public static Rule of(ApiRule rule, CloudId cloud) {
    ObjectNode fields = ExactJson.object();
    fields.put("id", rule.id().toString());
    for (var field : rule.rule().properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (OWNED_BY_SITE.contains(key)) {
        continue;
      }
      switch (key) {
        case SCOPE_ARIS ->
            Scope.friendly(value, cloud)
                .ifPresentOrElse(s -> fields.set(SCOPE, s), () -> fields.set(SCOPE_ARIS, value));
        case "trigger" -> fields.set(key, Components.triggerToFile(value, scopeOf(rule.rule())));
        case "components" -> fields.set(key, Components.toFile(value));
        default -> fields.set(escape(key), value);
      }
    }
    if (!rule.connections().isEmpty()) {
      fields.set("connections", connections(rule.connections()));
    }
    return new Rule(rule.id(), ordered(fields));
  }

  /**
   * The API form of {@code rule} for a site that has no such rule yet: no component ids; null and
   * empty {@code connectionId}, {@code children}, {@code conditions} put back; {@code uuid} set;
   * {@code eventFilters} put back where the trigger listens to events and names none.
   *
   * @throws RuleException if {@code scope} is neither a text nor a list of texts
   */
  public static ApiRule toApi(Rule rule, CloudId cloud) {
    ObjectNode fields = ExactJson.object();
    fields.put("uuid", rule.id().toString());
    for (var field : rule.fields().properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      switch (key) {
        case "id", "uuid", "connections" -> {}
        case SCOPE -> fields.set(SCOPE_ARIS, Scope.aris(value, cloud));
        case "components" -> fields.set(key, Components.toApi(value));
        default -> fields.set(unescape(key), value);
      }
    }
    if (fields.has("trigger")) {
      fields.set("trigger", Components.triggerToApi(fields.path("trigger"), scopeOf(fields)));
    }
    ArrayNode connections =
        rule.fields().get("connections") instanceof ArrayNode list ? list : ExactJson.array();
    return new ApiRule(rule.id(), fields, connections);
  }

  /**
   * The same fields in the order that files have: known fields first, then the others as they come;
   * likewise inside trigger and components.
   */
  public static ObjectNode ordered(ObjectNode fields) {
    ObjectNode ordered = ExactJson.object();
    ORDER.stream().filter(fields::has).forEach(key -> ordered.set(key, fields.get(key)));
    fields.properties().forEach(e -> ordered.putIfAbsent(e.getKey(), e.getValue()));
    for (String key : List.of("trigger", "components")) {
      if (ordered.has(key)) {
        ordered.set(key, Components.ordered(ordered.get(key)));
      }
    }
    return ordered;
  }

  /** Whether only the site may set the field {@code key}, so that a file must not hold it. */
  public static boolean isOwnedBySite(String key) {
    return OWNED_BY_SITE.contains(key);
  }

  private static JsonNode scopeOf(ObjectNode rule) {
    return rule.path(SCOPE_ARIS);
  }

  private static ArrayNode connections(ArrayNode live) {
    ArrayNode kept = ExactJson.array();
    for (JsonNode connection : live) {
      kept.add(
          connection instanceof ObjectNode object
              ? object.deepCopy().without(CONNECTION_OWNED_BY_SITE)
              : connection);
    }
    return kept;
  }

  private static String escape(String key) {
    return FILE_ONLY.contains(key) || key.startsWith(ESCAPE) ? ESCAPE + key : key;
  }

  private static String unescape(String key) {
    return key.startsWith(ESCAPE) ? key.substring(ESCAPE.length()) : key;
  }
}
