package dev.rulekeeper.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The string leaves of a JSON tree. A JSON pointer costs more than everything else a walk does, so
 * one is made only for a leaf that is wanted.
 */
public final class Leaves {
  private Leaves() {}

  /** Calls {@code visitor} for every string leaf with its JSON pointer, in document order. */
  public static void forEach(JsonNode tree, BiConsumer<JsonPointer, String> visitor) {
    forEach(tree, text -> true, visitor);
  }

  /** As {@link #forEach(JsonNode, BiConsumer)}, for the leaves whose text is {@code wanted}. */
  public static void forEach(
      JsonNode tree, Predicate<String> wanted, BiConsumer<JsonPointer, String> visitor) {
    walk(tree, null, wanted, visitor);
  }

  /** Calls {@code visitor} for the text of every string leaf, in document order. */
  public static void forEachText(JsonNode tree, Consumer<String> visitor) {
    if (tree.isTextual()) {
      visitor.accept(tree.textValue());
    } else {
      for (JsonNode child : tree) {
        forEachText(child, visitor);
      }
    }
  }

  private static void walk(
      JsonNode node,
      @Nullable Step at,
      Predicate<String> wanted,
      BiConsumer<JsonPointer, String> visitor) {
    if (node.isTextual()) {
      if (wanted.test(node.textValue())) {
        visitor.accept(Step.pointer(at), node.textValue());
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        walk(field.getValue(), new Step(at, field.getKey(), -1), wanted, visitor);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), new Step(at, "", i), wanted, visitor);
      }
    }
  }

  /**
   * {@code tree} with every string leaf as {@code change} makes it of its pointer and text; keys
   * and their order stay. Subtrees in which nothing changes are shared with {@code tree}.
   */
  public static JsonNode map(JsonNode tree, BiFunction<JsonPointer, String, String> change) {
    return changed(tree, null, text -> true, change);
  }

  /** As {@link #map(JsonNode, BiFunction)}, for a tree that is an object. */
  public static ObjectNode map(ObjectNode tree, BiFunction<JsonPointer, String, String> change) {
    return map(tree, text -> true, change);
  }

  /** As {@link #map(ObjectNode, BiFunction)}; leaves whose text is not {@code wanted} stay. */
  public static ObjectNode map(
      ObjectNode tree, Predicate<String> wanted, BiFunction<JsonPointer, String, String> change) {
    return (ObjectNode) changed(tree, null, wanted, change);
  }

  /** As {@link #map(ObjectNode, BiFunction)}, for a change that needs no pointer. */
  public static ObjectNode mapTexts(ObjectNode tree, UnaryOperator<String> change) {
    return (ObjectNode) changedText(tree, change);
  }

  private static JsonNode changed(
      JsonNode node,
      @Nullable Step at,
      Predicate<String> wanted,
      BiFunction<JsonPointer, String, String> change) {
    if (node.isTextual()) {
      return wanted.test(node.textValue())
          ? text(node, change.apply(Step.pointer(at), node.textValue()))
          : node;
    }
    if (node instanceof ObjectNode object) {
      return eachField(object, field -> changed(field.getValue(), step(at, field), wanted, change));
    }
    return node instanceof ArrayNode array
        ? eachElement(array, i -> changed(array.get(i), new Step(at, "", i), wanted, change))
        : node;
  }

  private static Step step(@Nullable Step at, Map.Entry<String, JsonNode> field) {
    return new Step(at, field.getKey(), -1);
  }

  private static JsonNode changedText(JsonNode node, UnaryOperator<String> change) {
    if (node.isTextual()) {
      return text(node, change.apply(node.textValue()));
    }
    if (node instanceof ObjectNode object) {
      return eachField(object, field -> changedText(field.getValue(), change));
    }
    return node instanceof ArrayNode array
        ? eachElement(array, i -> changedText(array.get(i), change))
        : node;
  }

  private static JsonNode text(JsonNode node, String text) {
    return text.equals(node.textValue()) ? node : TextNode.valueOf(text);
  }

  /** What is made of one field of an object. */
  private interface FieldChange {
    JsonNode of(Map.Entry<String, JsonNode> field);
  }

  /** What is made of one element of an array. */
  private interface ElementChange {
    JsonNode of(int index);
  }

  @SuppressWarnings("ReferenceEquality") // Whether it is the node that is shared, not an equal one.
  private static ObjectNode eachField(ObjectNode object, FieldChange change) {
    ObjectNode copy = object;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode changed = change.of(field);
      if (changed != field.getValue()) {
        copy = copy == object ? shallowCopy(object) : copy;
        copy.set(field.getKey(), changed);
      }
    }
    return copy;
  }

  @SuppressWarnings("ReferenceEquality") // As above.
  private static ArrayNode eachElement(ArrayNode array, ElementChange change) {
    ArrayNode copy = array;
    for (int i = 0; i < array.size(); i++) {
      JsonNode changed = change.of(i);
      if (changed != array.get(i)) {
        copy = copy == array ? ExactJson.array().addAll(array) : copy;
        copy.set(i, changed);
      }
    }
    return copy;
  }

  private static ObjectNode shallowCopy(ObjectNode object) {
    ObjectNode copy = ExactJson.object();
    object.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
    return copy;
  }

  /**
   * One step on the way to a leaf.
   *
   * @param above the step before, if any
   * @param index of an element, or -1 for a property
   */
  private record Step(@Nullable Step above, String property, int index) {
    static JsonPointer pointer(@Nullable Step last) {
      StringBuilder text = new StringBuilder();
      write(last, text);
      return JsonPointer.compile(text.toString());
    }

    /** Recursion as deep as the walk itself. */
    private static void write(@Nullable Step step, StringBuilder text) {
      if (step == null) {
        return;
      }
      write(step.above, text);
      text.append('/');
      if (step.index >= 0) {
        text.append(step.index);
        return;
      }
      for (int i = 0; i < step.property.length(); i++) {
        char c = step.property.charAt(i);
        switch (c) {
          case '~' -> text.append("~0");
          case '/' -> text.append("~1");
          default -> text.append(c);
        }
      }
    }
  }
}
