package dev.rulekeeper.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonpatch.JsonPatch;
import com.github.fge.jsonpatch.JsonPatchException;
import com.github.fge.jsonpatch.diff.JsonDiff;
import java.io.IOException;

/**
 * RFC 6902 patches between JSON trees. Elements of arrays are aligned first, so that an inserted
 * component is one operation and not a change of all that follow; json-patch then compares trees of
 * the same shape. Every {@code remove} and {@code replace} comes after a {@code test} of what was
 * there.
 */
public final class TreePatch {
  /** Each operation takes as long as the tree is large. */
  private static final int MOST_OPERATIONS = 1_000;

  private TreePatch() {}

  /**
   * The patch that makes {@code after} of {@code before}; empty where they say the same. Of trees
   * that hardly have anything in common it replaces whole fields.
   */
  public static ArrayNode between(JsonNode before, JsonNode after) {
    ArrayNode operations = ExactJson.array();
    JsonNode arranged = ArrayMoves.arrange(before, after, JsonPointer.empty(), operations);
    if (operations.size() <= MOST_OPERATIONS) {
      JsonDiff.asJson(arranged, after).forEach(operations::add);
    }
    if (operations.size() > MOST_OPERATIONS) {
      operations = ofWholeFields(before, after);
    }
    ArrayNode patch = ExactJson.array();
    JsonNode current = before;
    for (JsonNode operation : operations) {
      current = append(patch, current, (ObjectNode) operation);
    }
    return patch;
  }

  private static ArrayNode ofWholeFields(JsonNode before, JsonNode after) {
    ArrayNode operations = ExactJson.array();
    if (!before.isObject() || !after.isObject()) {
      operations.add(operation("replace", JsonPointer.empty()).set("value", after));
      return operations;
    }
    before
        .fieldNames()
        .forEachRemaining(
            key -> {
              JsonPointer at = JsonPointer.empty().appendProperty(key);
              if (!after.has(key)) {
                operations.add(operation("remove", at));
              } else if (!Equality.same(before.get(key), after.get(key))) {
                operations.add(operation("replace", at).set("value", after.get(key)));
              }
            });
    after
        .properties()
        .forEach(
            field -> {
              if (!before.has(field.getKey())) {
                JsonPointer at = JsonPointer.empty().appendProperty(field.getKey());
                operations.add(operation("add", at).set("value", field.getValue()));
              }
            });
    return operations;
  }

  private static ObjectNode operation(String name, JsonPointer at) {
    return ExactJson.object().put("op", name).put("path", at.toString());
  }

  /**
   * Adds {@code operation} to {@code patch}, spelled out and tested; gives the document after it.
   */
  private static JsonNode append(ArrayNode patch, JsonNode document, ObjectNode operation) {
    String path = operation.path("path").textValue();
    switch (operation.path("op").textValue()) {
      case "remove", "replace" -> patch.add(test(path, document.at(path)));
      case "copy" -> {
        // A copy would be shorter, but a reviewer must see the value that is added.
        JsonNode value = document.at(operation.path("from").textValue());
        operation.put("op", "add").set("value", value);
        operation.remove("from");
      }
      case "move" -> {
        String from = operation.path("from").textValue();
        patch.add(test(from, document.at(from)));
      }
      default -> {
        // An add has nothing to test.
      }
    }
    patch.add(operation);
    return applyOne(document, operation, patch.size() - 1);
  }

  private static ObjectNode test(String path, JsonNode value) {
    ObjectNode test = ExactJson.object().put("op", "test").put("path", path);
    test.set("value", value);
    return test;
  }

  /**
   * {@code document} with {@code patch} applied; {@code document} itself stays as it is.
   *
   * @throws PatchException if an operation is no operation, a path is not there or a test does not
   *     hold
   */
  public static JsonNode apply(JsonNode patch, JsonNode document) {
    JsonNode current = document;
    for (int i = 0; i < patch.size(); i++) {
      current = applyOne(current, patch.get(i), i);
    }
    return current;
  }

  private static JsonNode applyOne(JsonNode document, JsonNode operation, int index) {
    String path = operation.path("path").asText("?");
    try {
      return JsonPatch.fromJson(ExactJson.array().add(operation)).apply(document);
    } catch (IOException e) {
      throw new PatchException(index, path, "not an RFC 6902 operation");
    } catch (JsonPatchException e) {
      // The message of json-patch may quote values, and values may be secret.
      String reason =
          operation.path("op").asText("").equals("test")
              ? "the value there is another one"
              : "there is no such place";
      throw new PatchException(index, path, reason);
    }
  }
}
