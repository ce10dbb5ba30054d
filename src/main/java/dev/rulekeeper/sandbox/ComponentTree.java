package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The trigger and components of a written rule as the site stores them. */
final class ComponentTree {
  private static final Set<String> KINDS =
      Set.of("TRIGGER", "CONDITION", "ACTION", "BRANCH", "CONDITION_BLOCK", "ORCHESTRATION");
  private static final Set<String> OF_COMPONENTS_ONLY =
      Set.of("parentId", "conditionParentId", "children");

  private final Identifiers ids;
  private final ComponentTypes types;

  ComponentTree(Identifiers ids, ComponentTypes types) {
    this.ids = ids;
    this.types = types;
  }

  /** Takes the types of all components of {@code rule} for known ones. */
  void learnTypes(ObjectNode rule) {
    forEach(rule, component -> types.learn(List.of(component.path("type").asText())));
  }

  /** Calls {@code visitor} for the trigger and every component and condition of {@code rule}. */
  static void forEach(JsonNode rule, Consumer<JsonNode> visitor) {
    visit(rule.path("trigger"), visitor);
    rule.path("components").forEach(component -> visit(component, visitor));
  }

  private static void visit(JsonNode component, Consumer<JsonNode> visitor) {
    visitor.accept(component);
    component.path("conditions").forEach(inner -> visit(inner, visitor));
    component.path("children").forEach(inner -> visit(inner, visitor));
  }

  private static List<String> idsIn(JsonNode rule) {
    List<String> found = new ArrayList<>();
    forEach(
        rule,
        component -> {
          if (component.hasNonNull("id")) {
            found.add(component.get("id").asText());
          }
        });
    return found;
  }

  /** Refuses ids that {@code before} does not have, and the same id twice. */
  static void checkIds(JsonNode before, JsonNode after) {
    List<String> given = idsIn(after);
    Set<String> distinct = new HashSet<>(given);
    if (distinct.size() < given.size() || !new HashSet<>(idsIn(before)).containsAll(distinct)) {
      throw new RefusedException(
          SiteResponse.invalid(
              "Component ids do not match the existing rule or there are duplicate ids"));
    }
  }

  /** Takes every component id out, so that each component gets a new one. */
  static void forgetIds(JsonNode rule) {
    forEach(rule, component -> ((ObjectNode) component).remove("id"));
  }

  /** Refuses components of unknown kind or type. */
  void checkTypes(JsonNode rule) {
    forEach(
        rule,
        component -> {
          if (!component.isObject() || !KINDS.contains(component.path("component").asText())) {
            throw new RefusedException(SiteResponse.unparsable());
          }
          types.check(component);
        });
  }

  /** Puts in what the site adds: ids, parents, empty lists; and takes out what it drops. */
  void complete(ObjectNode rule) {
    ObjectNode trigger = complete(rule.get("trigger"), null, null);
    trigger.remove(OF_COMPONENTS_ONLY);
    rule.set("trigger", trigger);
    rule.set("components", completeAll(rule.path("components"), null, false));
  }

  private ArrayNode completeAll(JsonNode components, @Nullable String parent, boolean conditions) {
    ArrayNode complete = ExactJson.array();
    for (JsonNode component : components) {
      complete.add(
          conditions ? complete(component, null, parent) : complete(component, parent, null));
    }
    return complete;
  }

  private ObjectNode complete(
      JsonNode given, @Nullable String parent, @Nullable String conditionParent) {
    String id = given.hasNonNull("id") ? given.get("id").asText() : ids.component();
    ObjectNode component = ExactJson.object();
    component.put("id", id);
    copy(given, component, "component");
    copy(given, component, "schemaVersion");
    copy(given, component, "type");
    copy(given, component, "value");
    component.put("parentId", parent);
    component.put("conditionParentId", conditionParent);
    component.set("children", completeAll(given.path("children"), id, false));
    component.set("conditions", completeAll(given.path("conditions"), id, true));
    copy(given, component, "connectionId");
    for (var other : given.properties()) {
      if (!component.has(other.getKey())) {
        component.set(other.getKey(), other.getValue());
      }
    }
    completeValue(component);
    return component;
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    JsonNode value = from.get(field);
    if (value != null) {
      to.set(field, value);
    } else if (!field.equals("value")) {
      to.putNull(field);
    }
  }

  private void completeValue(ObjectNode component) {
    if (component.path("value") instanceof ObjectNode value) {
      ComponentTypes.dropUnknownKeys(component.path("type").asText(), value);
      for (JsonNode header : value.path("headers")) {
        if (header instanceof ObjectNode fields && !fields.hasNonNull("id")) {
          fields.put("id", ids.component());
        }
      }
    }
  }
}
