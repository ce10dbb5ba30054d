package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;

/**
 * Masks what the API calls sensitive fields: the values of hidden headers, and addresses that are
 * marked as hidden.
 */
final class Masking {
  private static final String MASK = "***";

  private Masking() {}

  /** The same JSON text with every sensitive value as {@code ***}. */
  static String mask(String text) {
    JsonNode tree = ExactJson.read(text);
    maskIn(tree);
    return ExactJson.write(tree);
  }

  private static void maskIn(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("headerSecure").asBoolean()
        && object.has("value")) {
      object.put("value", MASK);
    }
    if (node instanceof ObjectNode object
        && object.path("urlSecure").asBoolean()
        && object.has("url")) {
      object.put("url", MASK);
    }
    node.forEach(Masking::maskIn);
  }
}
