package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Alignment;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the content of a rule file onto the live rule, so that what the server owns stays as it is
 * there: component ids where the component is still the same one, header ids, times, and the
 * spelling of what is empty. New components carry no id, as the API wants it.
 */
public final class LiveOverlay {
  private static final Set<String> SERVER_OWNED = Set.of("id", "parentId", "conditionParentId");
  private static final Set<String> NESTED = Set.of("children", "conditions");
  private static final List<String> TOP_LEVEL = List.of("uuid", "created", "updated");

  private LiveOverlay() {}

  /**
   * The live rule with the content of {@code desired}; equal to {@code live} where they say the
   * same.
   *
   * @param desired in file form, rendered (or with template texts, to show a change without values)
   */
  public static ApiRule onto(ApiRule live, Rule desired, CloudId cloud) {
    ApiRule wanted = FileForm.toApi(desired, cloud);
    ObjectNode rule = inOrderOf(live.rule(), wanted.rule(), Set.of());
    for (String key : TOP_LEVEL) {
      JsonNode value = live.rule().get(key);
      if (value == null) {
        rule.remove(key);
      } else {
        rule.set(key, value);
      }
    }
    if (rule.get("trigger") instanceof ObjectNode trigger) {
      ObjectNode before = objectOrEmpty(live.rule().get("trigger"));
      boolean same = Equality.same(before.path("type"), trigger.path("type"));
      ObjectNode grafted = component(same ? before : ExactJson.object(), trigger);
      eventFilters(live.rule(), wanted.rule(), grafted);
      rule.set("trigger", grafted);
    }
    JsonNode components = rule.get("components");
    if (components instanceof ArrayNode list) {
      rule.set("components", components(live.rule().path("components"), list));
    }
    return new ApiRule(live.id(), rule, connections(live.connections(), wanted.connections()));
  }

  private static ArrayNode components(JsonNode before, ArrayNode after) {
    Alignment alignment = Alignment.of(withoutIds(before), withoutIds(after));
    ArrayNode grafted = ExactJson.array();
    for (int i = 0; i < after.size(); i++) {
      JsonNode wanted = after.get(i);
      int origin = alignment.before(i);
      JsonNode live = origin < 0 ? ExactJson.object() : before.get(origin);
      grafted.add(
          wanted instanceof ObjectNode component
              ? component(objectOrEmpty(live), component)
              : wanted);
    }
    return grafted;
  }

  /**
   * {@code wanted} with what the server owns of {@code live}, the same component before the change.
   */
  private static ObjectNode component(ObjectNode live, ObjectNode wanted) {
    ObjectNode grafted = inOrderOf(live, wanted, SERVER_OWNED);
    for (String key : SERVER_OWNED) {
      if (live.has(key)) {
        grafted.set(key, live.get(key));
      }
    }
    for (String key : NESTED) {
      if (isEmpty(wanted.get(key)) && isEmpty(live.get(key))) {
        copyOrRemove(live, key, grafted);
      } else if (wanted.get(key) instanceof ArrayNode list) {
        grafted.set(key, components(live.path(key), list));
      }
    }
    if (isEmpty(wanted.get("connectionId")) && isEmpty(live.get("connectionId"))) {
      copyOrRemove(live, "connectionId", grafted);
    }
    if (grafted.get("value") instanceof ObjectNode value) {
      headers(live.path("value"), value);
    }
    return grafted;
  }

  private static void headers(JsonNode live, ObjectNode wanted) {
    if (!(wanted.get("headers") instanceof ArrayNode headers) || !live.path("headers").isArray()) {
      return;
    }
    Alignment alignment = Alignment.of(withoutIds(live.get("headers")), headers);
    ArrayNode grafted = ExactJson.array();
    for (int i = 0; i < headers.size(); i++) {
      JsonNode before =
          alignment.before(i) < 0
              ? ExactJson.object()
              : live.get("headers").get(alignment.before(i));
      if (headers.get(i) instanceof ObjectNode header
          && before instanceof ObjectNode object
          && object.has("id")
          && !header.has("id")) {
        ObjectNode withId = inOrderOf(object, header, Set.of("id"));
        withId.set("id", object.get("id"));
        grafted.add(withId);
      } else {
        grafted.add(headers.get(i));
      }
    }
    wanted.set("headers", grafted);
  }

  /**
   * Event filters that repeated the scope go with the scope; those that said more are in the file.
   */
  private static void eventFilters(ObjectNode liveRule, ObjectNode wanted, ObjectNode trigger) {
    JsonNode scope = liveRule.path("ruleScopeARIs");
    JsonNode before = liveRule.path("trigger").path("value").path("eventFilters");
    if (!(trigger.get("value") instanceof ObjectNode value)) {
      return;
    }
    JsonNode added = value.path("eventFilters");
    boolean repeats = Equality.same(added, wanted.path("ruleScopeARIs"));
    if (before.isMissingNode() && repeats) {
      value.remove("eventFilters");
    } else if (before.isArray()
        && added.isMissingNode()
        && wanted.path("ruleScopeARIs").isArray()
        && Equality.same(before, scope)) {
      value.set("eventFilters", wanted.path("ruleScopeARIs"));
    }
    ObjectNode liveValue = objectOrEmpty(liveRule.path("trigger").path("value"));
    trigger.set("value", inOrderOf(liveValue, value, Set.of()));
  }

  private static ArrayNode connections(ArrayNode live, ArrayNode wanted) {
    ArrayNode grafted = ExactJson.array();
    for (JsonNode connection : wanted) {
      ObjectNode merged = ExactJson.object();
      for (JsonNode before : live) {
        if (Equality.same(before.path("id"), connection.path("id"))) {
          for (String key : List.of("createdAt", "updatedAt", "container")) {
            if (before.has(key)) {
              merged.set(key, before.get(key));
            }
          }
        }
      }
      connection.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
      grafted.add(merged);
    }
    return grafted;
  }

  /**
   * A copy of {@code wanted} with the keys in the order of {@code live} as far as that has them,
   * and with those of {@code owned} as they are there.
   */
  private static ObjectNode inOrderOf(ObjectNode live, ObjectNode wanted, Set<String> owned) {
    ObjectNode ordered = ExactJson.object();
    live.fieldNames()
        .forEachRemaining(
            key -> {
              if (wanted.has(key)) {
                ordered.set(key, wanted.get(key).deepCopy());
              } else if (owned.contains(key)) {
                ordered.set(key, live.get(key));
              }
            });
    wanted
        .properties()
        .forEach(
            field -> {
              if (!ordered.has(field.getKey())) {
                ordered.set(field.getKey(), field.getValue().deepCopy());
              }
            });
    return ordered;
  }

  private static void copyOrRemove(ObjectNode live, String key, ObjectNode grafted) {
    JsonNode value = live.get(key);
    if (value == null) {
      grafted.remove(key);
    } else {
      grafted.set(key, value);
    }
  }

  private static boolean isEmpty(@Nullable JsonNode node) {
    return node == null || node instanceof NullNode || (node.isContainerNode() && node.isEmpty());
  }

  private static ObjectNode objectOrEmpty(@Nullable JsonNode node) {
    return node instanceof ObjectNode object ? object : ExactJson.object();
  }

  /** The same array without the ids in it, which alignment must not see: the files have none. */
  private static JsonNode withoutIds(JsonNode array) {
    ArrayNode stripped = ExactJson.array();
    array.forEach(element -> stripped.add(strip(element)));
    return stripped;
  }

  private static JsonNode strip(JsonNode element) {
    if (!(element instanceof ObjectNode object)) {
      return element;
    }
    ObjectNode copy = object.deepCopy();
    copy.remove(SERVER_OWNED);
    for (String key : List.of("children", "conditions", "connectionId")) {
      if (isEmpty(copy.get(key))) {
        copy.remove(key);
      } else if (NESTED.contains(key)) {
        copy.set(key, withoutIds(copy.path(key)));
      }
    }
    if (copy.path("value").path("headers") instanceof ArrayNode headers) {
      headers.forEach(
          header -> {
            if (header instanceof ObjectNode h) {
              h.remove("id");
            }
          });
    }
    return copy;
  }
}
