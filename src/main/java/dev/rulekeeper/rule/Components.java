package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The nodes of a rule's component tree, in both forms. A node that is not an object is kept as it
 * is, and so is {@code value}, but for header ids and event filters.
 */
final class Components {
  private static final List<String> ORDER =
      List.of(
          "component", "type", "schemaVersion", "connectionId", "value", "conditions", "children");
  private static final List<String> NESTED = List.of("conditions", "children");
  private static final Set<String> OWNED_BY_SITE = Set.of("id", "parentId", "conditionParentId");
  private static final String EVENT_FILTERS = "eventFilters";

  private Components() {}

  /** A component, or a list of them, without what the site owns or adds. */
  static JsonNode toFile(JsonNode components) {
    return each(components, Components::nodeToFile);
  }

  /** As {@link #toFile}, for a trigger: event filters that only repeat the scope are left out. */
  static JsonNode triggerToFile(JsonNode trigger, JsonNode scopeAris) {
    JsonNode kept = toFile(trigger);
    if (kept.path("value").path(EVENT_FILTERS) instanceof ArrayNode filters
        && filters.equals(scopeAris)) {
      ObjectNode node = copy(kept);
      node.set("value", copy(node.get("value")).without(EVENT_FILTERS));
      return node;
    }
    return kept;
  }

  /** A component, or a list of them, with what the API expects of a client put back. */
  static JsonNode toApi(JsonNode components) {
    return each(
        components,
        node -> {
          ObjectNode complete = nodeToApi(node);
          complete.putIfAbsent("children", ExactJson.array());
          return complete;
        });
  }

  /** As {@link #toApi}, for a trigger: it has no children, and it repeats the scope. */
  static JsonNode triggerToApi(JsonNode trigger, JsonNode scopeAris) {
    JsonNode complete = each(trigger, Components::nodeToApi);
    if (complete.path("value") instanceof ObjectNode value
        && value.hasNonNull("eventKey")
        && !value.has(EVENT_FILTERS)
        && scopeAris.isArray()) {
      ObjectNode node = copy(complete);
      node.set("value", copy(value).set(EVENT_FILTERS, scopeAris));
      return node;
    }
    return complete;
  }

  /** A component, or a list of them, with the keys of each node in file order. */
  static JsonNode ordered(JsonNode components) {
    return each(
        components,
        node -> {
          ObjectNode ordered = ExactJson.object();
          ORDER.stream().filter(node::has).forEach(key -> ordered.set(key, node.get(key)));
          node.properties().forEach(e -> ordered.putIfAbsent(e.getKey(), e.getValue()));
          NESTED.stream()
              .filter(ordered::has)
              .forEach(key -> ordered.set(key, ordered(ordered.get(key))));
          return ordered;
        });
  }

  private static ObjectNode nodeToFile(ObjectNode node) {
    ObjectNode kept = ExactJson.object();
    for (var field : node.properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue();
      if (OWNED_BY_SITE.contains(key) || isAddedBySite(key, value)) {
        continue;
      }
      if (NESTED.contains(key)) {
        kept.set(key, value.isArray() ? toFile(value) : value);
      } else {
        kept.set(key, key.equals("value") ? withoutHeaderIds(value) : value);
      }
    }
    return kept;
  }

  private static boolean isAddedBySite(String key, JsonNode value) {
    return switch (key) {
      case "connectionId" -> value.isNull() || value.asText("x").isEmpty();
      case "children", "conditions" -> value.isNull() || (value.isArray() && value.isEmpty());
      default -> false;
    };
  }

  private static JsonNode withoutHeaderIds(JsonNode value) {
    if (!(value.path("headers") instanceof ArrayNode headers)) {
      return value;
    }
    ObjectNode kept = copy(value);
    kept.set(
        "headers",
        each(
            headers,
            header -> header.has("name") ? header.deepCopy().without(Set.of("id")) : header));
    return kept;
  }

  private static ObjectNode nodeToApi(ObjectNode node) {
    ObjectNode complete = node.deepCopy();
    for (String key : NESTED) {
      if (complete.path(key).isArray()) {
        complete.set(key, toApi(complete.get(key)));
      }
    }
    complete.putIfAbsent("connectionId", complete.nullNode());
    complete.putIfAbsent("conditions", ExactJson.array());
    return complete;
  }

  private static JsonNode each(JsonNode node, UnaryOperator<ObjectNode> change) {
    if (node instanceof ObjectNode object) {
      return change.apply(object);
    }
    if (!node.isArray()) {
      return node;
    }
    ArrayNode changed = ExactJson.array();
    node.forEach(item -> changed.add(item instanceof ObjectNode o ? change.apply(o) : item));
    return changed;
  }

  private static ObjectNode copy(JsonNode object) {
    return object.deepCopy();
  }
}
