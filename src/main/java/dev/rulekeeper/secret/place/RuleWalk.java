package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.place.Place.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Walks a rule in file form and says of every string leaf what it is for. */
public final class RuleWalk {
  private static final Set<String> STRUCTURE =
      Set.of(
          "id",
          "type",
          "component",
          "parentId",
          "conditionParentId",
          "connectionId",
          "eventFilters",
          "usedSecretsKeys",
          "fieldType",
          "accountId",
          "authType",
          "method");

  /** Keys that hold the value of the name beside or above them. */
  private static final Set<String> CARRIERS = Set.of("value", "query", "expression", "keyOrValue");

  private static final List<String> NAMES = List.of("name", "key", "propertyKey", "fieldId");
  private static final Map<String, String> PUBLISHED =
      Map.of("name", "name", "description", "description", "labels", "label");

  private static final Pattern SMART_VALUE =
      Pattern.compile("\\s*\\{\\{(?:[^{}.]{1,64}\\.){0,8}([A-Za-z0-9_-]{1,64})\\}\\}\\s*");

  private final List<Place> places = new ArrayList<>();

  private RuleWalk() {}

  /** Every string leaf of {@code fields}, in document order. */
  public static List<Place> places(ObjectNode fields) {
    var walk = new RuleWalk();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      walk.root(field.getKey(), field.getValue(), Trail.of(field.getKey()));
    }
    return walk.places;
  }

  private void root(String key, JsonNode node, Trail at) {
    switch (key) {
      case "trigger", "components" -> components(node, at);
      case "connections" ->
          value(node, at, Surroundings.of(ComponentType.OTHER, node, ""), key, "");
      default -> {
        // No other field of a rule is a place for a secret, whoever may read it.
        String publish = PUBLISHED.getOrDefault(key, ComponentType.EDIT.publish);
        Role role = PUBLISHED.containsKey(key) ? Role.TEXT : Role.STRUCTURE;
        field(
            node,
            at,
            new Place(
                at,
                "",
                role,
                key,
                PUBLISHED.getOrDefault(key, key),
                Surroundings.published(publish)));
      }
    }
  }

  private void field(JsonNode node, Trail at, Place like) {
    if (node.isTextual()) {
      places.add(
          new Place(
              at, node.textValue(), like.role(), like.key(), like.label(), like.surroundings()));
    } else if (node.isObject()) {
      node.properties().forEach(e -> field(e.getValue(), at.property(e.getKey()), like));
    } else {
      for (int i = 0; i < node.size(); i++) {
        field(node.get(i), at.element(i), like);
      }
    }
  }

  private void components(JsonNode node, Trail at) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        components(node.get(i), at.element(i));
      }
      return;
    }
    var type = ComponentType.of(node.path("component").asText(""), node.path("type").asText(""));
    JsonNode settings = node.path("value");
    Surroundings around = Surroundings.of(type, settings, label(settings));
    if (node.isTextual()) {
      value(node, at, around, "component", "");
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Trail below = at.property(member.getKey());
      switch (member.getKey()) {
        case "children", "conditions" -> components(member.getValue(), below);
        default -> value(member.getValue(), below, around, member.getKey(), "");
      }
    }
  }

  private void value(JsonNode node, Trail at, Surroundings around, String key, String label) {
    if (node.isTextual()) {
      text(node.textValue(), at, around, key, label);
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode element = node.get(i);
        if (key.equals("headers") && element.isObject()) {
          header(element, at.element(i), around);
        } else {
          value(element, at.element(i), around, key, label);
        }
      }
    } else if (node.isObject()) {
      object(node, at, around, key, label);
    }
  }

  private void object(JsonNode node, Trail at, Surroundings around, String key, String label) {
    String own = label(node);
    String name = own.isEmpty() && CARRIERS.contains(key) ? label : own;
    boolean stored = node.size() == 1 && node.path("key").isTextual() && isAddress(key);
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String below = member.getKey();
      Trail trail = at.property(below);
      if (stored) {
        // Data Center: the name of a secret that the site stores.
        String text = member.getValue().textValue();
        places.add(new Place(trail, text, Role.STRUCTURE, below, key, around));
      } else {
        Surroundings near = NAMES.contains(below) ? around.withoutVariable() : around;
        String of = Place.comparedWith(below).map(node::path).map(RuleWalk::smartValue).orElse("");
        value(member.getValue(), trail, near, below, CARRIERS.contains(below) ? name : of);
      }
    }
  }

  private void header(JsonNode header, Trail at, Surroundings around) {
    String name = header.path("name").asText("");
    boolean hidden = header.path("headerSecure").asBoolean(false);
    for (Map.Entry<String, JsonNode> member : header.properties()) {
      JsonNode value = member.getValue();
      String key = member.getKey();
      Trail trail = at.property(key);
      if (!key.equals("value")) {
        value(value, trail, around, key.equals("id") ? key : "header", "");
      } else if (value.isTextual()) {
        Role role = hidden ? Role.HIDDEN_HEADER : Role.HEADER;
        places.add(new Place(trail, value.textValue(), role, key, name, around));
      } else if (value.path("keyOrValue").isTextual()) {
        // Data Center: with secret, keyOrValue is the name of a secret that the site stores.
        Role role = value.path("secret").asBoolean(false) ? Role.STRUCTURE : Role.HEADER;
        String text = value.path("keyOrValue").textValue();
        places.add(new Place(trail.property("keyOrValue"), text, role, "keyOrValue", name, around));
      } else {
        value(value, trail, around, key, name);
      }
    }
  }

  private void text(String text, Trail at, Surroundings around, String key, String label) {
    boolean request = around.type() == ComponentType.WEB_REQUEST;
    Role role = Role.TEXT;
    if (STRUCTURE.contains(key)) {
      role = Role.STRUCTURE;
    } else if (request && key.equals("url")) {
      role = Role.URL;
    } else if (request && key.equals("customBody")) {
      role = Role.BODY;
    } else if (key.equals("webhookUrl") || key.equals("webhook_url")) {
      role = Role.WEBHOOK_URL;
    }
    Surroundings where = around;
    if (role == Role.WEBHOOK_URL) {
      where = around.sentTo(Host.of(text));
    } else if (key.equals("webhookToken")) {
      where = around.sentTo("");
    } else if (role == Role.BODY) {
      where = around.ofBody();
    }
    places.add(new Place(at, text, role, key, label.isEmpty() ? key : label, where));
  }

  /**
   * The last name in {@code text} where it is one smart value, as in {@code {{webhookData.key}}}.
   */
  private static String smartValue(JsonNode text) {
    Matcher name = SMART_VALUE.matcher(text.asText());
    return name.matches() ? name.group(1) : "";
  }

  private static boolean isAddress(String key) {
    return key.endsWith("Url") || key.endsWith("url");
  }

  /** The name that {@code node} gives to its value: its {@code name}, {@code key} or field. */
  private static String label(JsonNode node) {
    for (String key : NAMES) {
      JsonNode name = node.path(key);
      String text = name.isTextual() ? name.textValue() : name.path("value").asText("");
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
