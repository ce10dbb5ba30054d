package dev.rulekeeper.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings the arrays of one tree into the shape of another: removes, moves and adds whole elements.
 */
final class ArrayMoves {
  private static final int NEW = -1;

  private ArrayMoves() {}

  /**
   * {@code before} with its arrays in the shape of {@code after}; what stayed keeps its content.
   *
   * @param operations receives the operations, to be applied in order
   */
  static JsonNode arrange(JsonNode before, JsonNode after, JsonPointer at, ArrayNode operations) {
    if (before.isObject() && after.isObject()) {
      ObjectNode arranged = ExactJson.object();
      before
          .properties()
          .forEach(
              field -> {
                JsonNode other = after.get(field.getKey());
                arranged.set(
                    field.getKey(),
                    other == null
                        ? field.getValue()
                        : arrange(
                            field.getValue(),
                            other,
                            at.appendProperty(field.getKey()),
                            operations));
              });
      return arranged;
    }
    if (before.isArray() && after.isArray()) {
      return arrangeArray(before, after, at, operations);
    }
    return before;
  }

  private static JsonNode arrangeArray(
      JsonNode before, JsonNode after, JsonPointer at, ArrayNode operations) {
    Alignment alignment = Alignment.of(before, after);
    List<Integer> current = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      current.add(i);
    }
    for (int i = before.size() - 1; i >= 0; i--) {
      if (alignment.after(i) < 0) {
        operations.add(operation("remove", at.appendIndex(i)));
        current.remove(i);
      }
    }
    List<Integer> wanted = new ArrayList<>();
    for (int j = 0; j < after.size(); j++) {
      if (alignment.before(j) != NEW) {
        wanted.add(alignment.before(j));
      }
    }
    moveIntoOrder(current, wanted, at, operations);
    ArrayNode arranged = ExactJson.array();
    for (int j = 0; j < after.size(); j++) {
      if (alignment.before(j) == NEW) {
        operations.add(operation("add", at.appendIndex(j)).set("value", after.get(j)));
      }
    }
    for (int j = 0; j < after.size(); j++) {
      int from = alignment.before(j);
      arranged.add(
          from == NEW
              ? after.get(j)
              : arrange(before.get(from), after.get(j), at.appendIndex(j), operations));
    }
    return arranged;
  }

  /** Moves only what is outside the longest run that is in order already. */
  private static void moveIntoOrder(
      List<Integer> current, List<Integer> wanted, JsonPointer at, ArrayNode operations) {
    List<Integer> settled = longestIncreasing(wanted);
    for (int j = 0; j < wanted.size(); j++) {
      Integer element = wanted.get(j);
      if (settled.contains(element)) {
        continue;
      }
      int from = current.indexOf(element);
      current.remove(from);
      int to = j == 0 ? 0 : current.indexOf(wanted.get(j - 1)) + 1;
      current.add(to, element);
      if (from != to) {
        operations.add(
            operation("move", at.appendIndex(to)).put("from", at.appendIndex(from).toString()));
      }
    }
  }

  /**
   * The longest increasing subsequence, by the plain quadratic method: rules have few components.
   */
  private static List<Integer> longestIncreasing(List<Integer> values) {
    int[] length = new int[values.size()];
    int[] previous = new int[values.size()];
    int last = -1;
    for (int i = 0; i < values.size(); i++) {
      length[i] = 1;
      previous[i] = -1;
      for (int k = 0; k < i; k++) {
        if (values.get(k) < values.get(i) && length[k] + 1 > length[i]) {
          length[i] = length[k] + 1;
          previous[i] = k;
        }
      }
      if (last < 0 || length[i] > length[last]) {
        last = i;
      }
    }
    List<Integer> run = new ArrayList<>();
    for (int i = last; i >= 0; i = previous[i]) {
      run.add(values.get(i));
    }
    return run;
  }

  private static ObjectNode operation(String name, JsonPointer at) {
    return ExactJson.object().put("op", name).put("path", at.toString());
  }
}
