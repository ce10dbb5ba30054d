package dev.rulekeeper.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** The string leaves of a JSON tree, each with its JSON pointer. */
public final class Leaves {
  private Leaves() {}

  /** Calls {@code visitor} for every string leaf, in document order. */
  public static void forEach(JsonNode tree, BiConsumer<JsonPointer, String> visitor) {
    walk(tree, JsonPointer.empty(), visitor);
  }

  private static void walk(JsonNode node, JsonPointer at, BiConsumer<JsonPointer, String> visitor) {
    if (node.isTextual()) {
      visitor.accept(at, node.textValue());
    } else if (node.isObject()) {
      node.properties().forEach(e -> walk(e.getValue(), at.appendProperty(e.getKey()), visitor));
    } else {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), at.appendIndex(i), visitor);
      }
    }
  }

  /**
   * A copy of {@code tree} in which every string leaf is what {@code change} makes of its pointer
   * and text; keys and their order stay.
   */
  public static JsonNode map(JsonNode tree, BiFunction<JsonPointer, String, String> change) {
    return copy(tree, JsonPointer.empty(), change);
  }

  /** As {@link #map(JsonNode, BiFunction)}, for a tree that is an object. */
  public static ObjectNode map(ObjectNode tree, BiFunction<JsonPointer, String, String> change) {
    return (ObjectNode) copy(tree, JsonPointer.empty(), change);
  }

  private static JsonNode copy(
      JsonNode node, JsonPointer at, BiFunction<JsonPointer, String, String> change) {
    if (node.isTextual()) {
      return TextNode.valueOf(change.apply(at, node.textValue()));
    }
    if (node.isObject()) {
      ObjectNode copy = ExactJson.object();
      node.properties()
          .forEach(
              e -> copy.set(e.getKey(), copy(e.getValue(), at.appendProperty(e.getKey()), change)));
      return copy;
    }
    if (node.isArray()) {
      ArrayNode copy = ExactJson.array();
      for (int i = 0; i < node.size(); i++) {
        copy.add(copy(node.get(i), at.appendIndex(i), change));
      }
      return copy;
    }
    return node;
  }
}
