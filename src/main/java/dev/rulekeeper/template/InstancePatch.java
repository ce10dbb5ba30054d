package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.PatchException;
import dev.rulekeeper.json.TreePatch;
import java.util.List;

/** The patch of an instance. */
final class InstancePatch {
  private static final List<String> OPERATIONS =
      List.of("add", "remove", "replace", "move", "copy", "test");

  private InstancePatch() {}

  /**
   * {@code document} with {@code patch} applied.
   *
   * @throws TemplateException if an operation does not apply; names the nearest place that is there
   */
  static JsonNode apply(ArrayNode patch, JsonNode document, String template) {
    JsonNode current = document;
    for (int i = 0; i < patch.size(); i++) {
      try {
        current = TreePatch.apply(ExactJson.array().add(patch.get(i)), current);
      } catch (PatchException e) {
        throw refused(i, patch.get(i), current, e.reason(), template);
      }
    }
    return current;
  }

  private static TemplateException refused(
      int index, JsonNode operation, JsonNode document, String reason, String template) {
    String path = operation.path("path").asText("");
    String from = operation.has("from") ? " from " + operation.path("from").asText() : "";
    String nearest = nearest(path, document);
    boolean known = OPERATIONS.contains(operation.path("op").asText(""));
    return new TemplateException(
        List.of(
            new TemplateProblem(
                (known ? "the patch no longer applies: operation " : "the patch: operation ")
                    + (index + 1)
                    + ", "
                    + operation.path("op").asText("?")
                    + " "
                    + path
                    + from
                    + ": "
                    + reason,
                known
                    ? (nearest.equals(path)
                            ? "the template was changed at this place"
                            : "the nearest place that is there is "
                                + (nearest.isEmpty() ? "the rule itself" : "'" + nearest + "'"))
                        + ": correct the operation, or remove it"
                    : "op is one of " + String.join(", ", OPERATIONS),
                List.of(
                    TemplateLocation.inRule("/" + TemplateInstance.PATCH + "/" + index),
                    TemplateLocation.inTemplate(
                        template, RuleTemplateReader.RULE.append(pointer(nearest)))))));
  }

  /** The longest beginning of {@code path} that is in {@code document}. */
  private static String nearest(String path, JsonNode document) {
    String nearest = path.startsWith("/") ? path : "";
    while (!nearest.isEmpty() && document.at(pointer(nearest)).isMissingNode()) {
      nearest = nearest.substring(0, nearest.lastIndexOf('/'));
    }
    return nearest;
  }

  private static JsonPointer pointer(String path) {
    return JsonPointer.compile(path);
  }

  /**
   * The operations that make {@code after} of {@code before}. A {@code test} stands before those
   * whose path goes through a list: an index alone would hit another element once the template has
   * one more. Elsewhere a patch is to win over the template.
   */
  static ArrayNode between(JsonNode before, JsonNode after) {
    ArrayNode kept = ExactJson.array();
    for (JsonNode operation : TreePatch.between(before, after)) {
      if (!isTest(operation) || goesThroughAList(operation, before)) {
        kept.add(operation);
      }
    }
    return kept;
  }

  private static boolean isTest(JsonNode operation) {
    return operation.path("op").asText().equals("test");
  }

  private static boolean goesThroughAList(JsonNode operation, JsonNode document) {
    JsonNode node = document;
    JsonPointer rest = pointer(operation.path("path").asText());
    for (; !rest.matches() && !node.isMissingNode(); rest = rest.tail()) {
      if (node.isArray()) {
        return true;
      }
      node = node.path(rest.getMatchingProperty());
    }
    return false;
  }

  /** How many operations change something. */
  static int count(ArrayNode patch) {
    int count = 0;
    for (JsonNode operation : patch) {
      count += isTest(operation) ? 0 : 1;
    }
    return count;
  }
}
