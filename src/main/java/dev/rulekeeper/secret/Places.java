package dev.rulekeeper.secret;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.Place.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks a rule in file form and says of every string leaf what it is for. */
final class Places {
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
  private static final Set<String> CARRIERS = Set.of("value", "query", "expression", "keyOrValue");
  private static final List<String> NAMES = List.of("name", "key", "propertyKey", "fieldId");
  private static final Map<String, String> PUBLISHED =
      Map.of("name", "name", "description", "description", "labels", "label");

  private final List<Place> places = new ArrayList<>();

  private Places() {}

  /** Every string leaf of {@code fields}, in document order. */
  static List<Place> of(ObjectNode fields) {
    var walk = new Places();
    fields
        .properties()
        .forEach(
            field ->
                walk.root(
                    field.getKey(),
                    field.getValue(),
                    JsonPointer.empty().appendProperty(field.getKey())));
    return List.copyOf(walk.places);
  }

  private void root(String key, JsonNode node, JsonPointer at) {
    switch (key) {
      case "trigger", "components" -> components(node, at);
      case "connections" ->
          value(
              node, at, new Around(ComponentType.OTHER, ComponentType.OTHER.host, "", ""), key, "");
      default -> {
        // No other field of a rule is a place for a secret, whoever may read it.
        String publish = PUBLISHED.getOrDefault(key, ComponentType.EDIT.publish);
        Role role = PUBLISHED.containsKey(key) ? Role.TEXT : Role.STRUCTURE;
        dev.rulekeeper.rule.Leaves.forEach(
            node,
            (pointer, text) ->
                places.add(
                    new Place(at.append(pointer), text, role, "", words(key), "", publish, "")));
      }
    }
  }

  /** What surrounds a leaf: its component, where that sends its texts, and where it keeps them. */
  private record Around(ComponentType type, String host, String publish, String variable) {
    Around withoutVariable() {
      return new Around(type, host, publish, "");
    }
  }

  private void components(JsonNode node, JsonPointer at) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        components(node.get(i), at.appendIndex(i));
      }
      return;
    }
    var type = ComponentType.of(node.path("component").asText(""), node.path("type").asText(""));
    Around around = around(type, node.path("value"));
    String key = node.isTextual() ? "component" : "";
    if (node.isTextual()) {
      value(node, at, around, key, "");
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      JsonPointer below = at.appendProperty(member.getKey());
      switch (member.getKey()) {
        case "children", "conditions" -> components(member.getValue(), below);
        default -> value(member.getValue(), below, around, member.getKey(), "");
      }
    }
  }

  private static Around around(ComponentType type, JsonNode value) {
    String host =
        switch (type) {
          case WEB_REQUEST -> host(value.path("url"));
          case CHAT -> host(value.path("webhookUrl"));
          default -> type.host;
        };
    String variable = type == ComponentType.VARIABLE ? label(value) : "";
    return new Around(type, host, type.publish, variable);
  }

  /** The host of an address; what is no text names one that only the site knows. */
  private static String host(JsonNode address) {
    return address.isTextual() ? Host.of(address.textValue()) : SecretUse.UNKNOWN_HOST;
  }

  private void value(JsonNode node, JsonPointer at, Around around, String key, String label) {
    if (node.isTextual()) {
      text(node.textValue(), at, around, key, label);
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode element = node.get(i);
        if (key.equals("headers") && element.isObject()) {
          header(element, at.appendIndex(i), around);
        } else {
          value(element, at.appendIndex(i), around, key, label);
        }
      }
    } else if (node.isObject()) {
      object(node, at, around, key, label);
    }
  }

  private void object(JsonNode node, JsonPointer at, Around around, String key, String label) {
    String own = label(node);
    String name = own.isEmpty() && CARRIERS.contains(key) ? label : own;
    boolean stored = key.toLowerCase(java.util.Locale.ROOT).endsWith("url") && node.size() == 1;
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String below = member.getKey();
      JsonPointer pointer = at.appendProperty(below);
      if (stored && below.equals("key") && member.getValue().isTextual()) {
        // Data Center: the name of a secret that the site stores.
        String text = member.getValue().textValue();
        places.add(place(pointer, text, Role.STRUCTURE, "", around, words(key)));
      } else {
        Around near = NAMES.contains(below) ? around.withoutVariable() : around;
        value(member.getValue(), pointer, near, below, CARRIERS.contains(below) ? name : "");
      }
    }
  }

  private void header(JsonNode header, JsonPointer at, Around around) {
    String name = header.path("name").asText("");
    boolean hidden = header.path("headerSecure").asBoolean(false);
    String field = "header " + name;
    for (Map.Entry<String, JsonNode> member : header.properties()) {
      JsonNode value = member.getValue();
      JsonPointer pointer = at.appendProperty(member.getKey());
      if (!member.getKey().equals("value")) {
        value(value, pointer, around, member.getKey().equals("id") ? "id" : "header", "");
      } else if (value.isTextual()) {
        Role role = hidden ? Role.HIDDEN_HEADER : Role.HEADER;
        places.add(place(pointer, value.textValue(), role, name, around, field));
      } else if (value.path("keyOrValue").isTextual()) {
        // Data Center: with secret, keyOrValue is the name of a secret that the site stores.
        Role role = value.path("secret").asBoolean(false) ? Role.STRUCTURE : Role.HEADER;
        String text = value.path("keyOrValue").textValue();
        places.add(place(pointer.appendProperty("keyOrValue"), text, role, name, around, field));
      } else {
        value(value, pointer, around, "value", name);
      }
    }
  }

  private void text(String text, JsonPointer at, Around around, String key, String label) {
    String name = label.isEmpty() ? key : label;
    Role role = Role.TEXT;
    if (STRUCTURE.contains(key)) {
      role = Role.STRUCTURE;
    } else if (around.type() == ComponentType.WEB_REQUEST && key.equals("url")) {
      role = Role.URL;
    } else if (key.equalsIgnoreCase("webhookUrl") || key.equals("webhook_url")) {
      role = Role.WEBHOOK_URL;
    } else if (around.type() == ComponentType.WEB_REQUEST && key.equals("customBody")) {
      role = Role.BODY;
    }
    boolean address = role == Role.WEBHOOK_URL;
    Around where =
        address ? new Around(around.type(), Host.of(text), "", around.variable()) : around;
    places.add(place(at, text, role, name, where, field(where, key, label)));
  }

  private static Place place(
      JsonPointer at, String text, Role role, String label, Around around, String field) {
    return new Place(
        at, text, role, label, field, around.host(), around.publish(), around.variable());
  }

  private static String field(Around around, String key, String label) {
    if (!around.variable().isEmpty()) {
      return "variable " + around.variable();
    }
    if (key.equals("customBody")) {
      return "body";
    }
    String name = label.isEmpty() || label.equals(key) ? words(key) : label;
    if (around.publish().isEmpty()) {
      return name;
    }
    return name.equals("value") || name.equals(around.publish())
        ? around.publish()
        : around.publish() + " " + name;
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

  /** A key in camel case as words: {@code webhookToken} is {@code webhook token}. */
  private static String words(String key) {
    return String.join(" ", CredentialNames.words(key));
  }
}
