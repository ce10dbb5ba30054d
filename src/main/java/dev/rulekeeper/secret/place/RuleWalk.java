package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.place.Place.Role;
import dev.rulekeeper.secret.text.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** Other fields of a rule, which are known and sent nowhere. */
  private static final Set<String> FIELDS = Set.of("actor", "collaborators");

  private static final int LONGEST_PATH = 600;

  /** The fields of a rule whose text is an id or one of a few words. */
  private static final Set<String> IDENTITY =
      Set.of(
          "id",
          "clientKey",
          "state",
          "scope",
          "authorAccountId",
          "writeAccessType",
          "canOtherRuleTrigger",
          "notifyOnError",
          "created",
          "updated");

  private final List<Place> places = new ArrayList<>();

  private RuleWalk() {}

  /** Every string leaf of {@code fields}, in document order. */
  public static List<Place> places(ObjectNode fields) {
    var walk = new RuleWalk();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      walk.root(field.getKey(), field.getValue(), LeafPath.of(field.getKey()));
    }
    return walk.places;
  }

  private void root(String key, JsonNode node, LeafPath at) {
    switch (key) {
      case "trigger", "components" -> components(node, at);
      case "connections" -> value(node, at, ComponentContext.ofUnknownField(), key, "");
      default -> {
        // No other field of a rule is a place for a secret, whoever may read it.
        String publish = PUBLISHED.getOrDefault(key, ComponentType.EDIT.publish);
        ComponentContext around =
            FIELDS.contains(key) || IDENTITY.contains(key) || PUBLISHED.containsKey(key)
                ? ComponentContext.published(publish)
                : ComponentContext.ofUnknownField();
        if (PUBLISHED.containsKey(key)) {
          field(node, at, new Place(at, "", Role.TEXT, key, publish, around));
        } else if (IDENTITY.contains(key) && node.isTextual()) {
          places.add(new Place(at, node.textValue(), Role.STRUCTURE, key, key, around));
        } else {
          value(node, at, around, key, "");
        }
      }
    }
  }

  private void field(JsonNode node, LeafPath at, Place like) {
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

  private void components(JsonNode node, LeafPath at) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        components(node.get(i), at.element(i));
      }
      return;
    }
    ComponentContext around = ComponentContext.of(node, label(node.path("value")));
    if (node.isTextual()) {
      value(node, at, around, "component", "");
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String key = member.getKey();
      LeafPath below = at.property(key);
      switch (key) {
        case "children", "conditions" -> components(member.getValue(), below);
        case "value" -> settings(member.getValue(), below, around);
        default -> value(member.getValue(), below, around.unknownUse(), key, "");
      }
    }
  }

  private void settings(JsonNode node, LeafPath at, ComponentContext around) {
    if (node.isObject()) {
      String name = label(node);
      for (Map.Entry<String, JsonNode> setting : node.properties()) {
        member(node, setting.getKey(), at, around.ofSetting(setting.getKey()), name);
      }
    } else {
      value(node, at, around, "value", "");
    }
  }

  private void value(
      JsonNode node, LeafPath at, ComponentContext around, String key, String label) {
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

  private void object(
      JsonNode node, LeafPath at, ComponentContext around, String key, String label) {
    String own = label(node);
    String name = own.isEmpty() && CARRIERS.contains(key) ? label : own;
    boolean stored = node.size() == 1 && node.path("key").isTextual() && isAddress(key);
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String below = member.getKey();
      if (stored) {
        // Data Center: the name of a secret that the site stores.
        String text = member.getValue().textValue();
        places.add(new Place(at.property(below), text, Role.STRUCTURE, below, key, around));
      } else {
        member(node, below, at, around, name);
      }
    }
  }

  private void member(
      JsonNode node, String key, LeafPath at, ComponentContext around, String name) {
    ComponentContext near = NAMES.contains(key) ? around.withoutVariable() : around;
    String compared = Place.comparedWith(key).map(node::path).map(RuleWalk::smartValue).orElse("");
    String label = CARRIERS.contains(key) ? name : compared;
    value(node.path(key), at.property(key), near, key, label);
  }

  private void header(JsonNode header, LeafPath at, ComponentContext around) {
    String name = header.path("name").asText("");
    // A text "true" is one that only some readers take for true.
    boolean hidden = header.path("headerSecure").equals(BooleanNode.TRUE);
    for (Map.Entry<String, JsonNode> member : header.properties()) {
      JsonNode value = member.getValue();
      String key = member.getKey();
      LeafPath trail = at.property(key);
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
        value.properties().stream()
            .filter(other -> !other.getKey().equals("keyOrValue"))
            .forEach(
                other ->
                    value(
                        other.getValue(),
                        trail.property(other.getKey()),
                        around.unknownUse(),
                        other.getKey(),
                        ""));
      } else {
        value(value, trail, around, key, name);
      }
    }
  }

  private void text(String text, LeafPath at, ComponentContext around, String key, String label) {
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
    places.add(new Place(at, text, role, key, label.isEmpty() ? key : label, around));
  }

  /**
   * The last name in {@code text} where it is one smart value, as in {@code {{webhookData.key}}}.
   */
  private static String smartValue(JsonNode text) {
    String expression = text.asText().strip();
    if (!expression.startsWith("{{") || !expression.endsWith("}}") || expression.length() < 5) {
      return "";
    }
    String path = expression.substring(2, expression.length() - 2);
    String name = path.substring(path.lastIndexOf('.') + 1);
    boolean plain =
        path.length() <= LONGEST_PATH
            && path.indexOf('{') < 0
            && path.indexOf('}') < 0
            && !name.isEmpty()
            && name.chars().allMatch(c -> Characters.isWord((char) c) || c == '-');
    return plain ? name : "";
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
