package dev.rulekeeper.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How long the text of a tree can become: a bound that costs less than to write it. */
final class YamlSize {
  /** More than any line needs besides its indentation and its content. */
  private static final int LINE = 12;

  private static final int ESCAPE = 6;

  /** Of a line in a block, which is deeper than its key, or escaped. */
  private static final int BREAK = 4;

  private YamlSize() {}

  /** No fewer characters than {@link Yaml#write} makes of {@code tree}. */
  static long bound(JsonNode tree) {
    return bound(tree, 0);
  }

  private static long bound(JsonNode node, int indent) {
    if (node.isTextual()) {
      return ofText(node.textValue(), indent);
    }
    if (node.isValueNode()) {
      return node.asText().length() + (long) LINE;
    }
    long sum = LINE;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      sum += indent + ofText(field.getKey(), indent) + bound(field.getValue(), indent + 2);
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        sum += indent + LINE + bound(item, indent + 2);
      }
    }
    return sum;
  }

  private static long ofText(String text, int indent) {
    long sum = LINE;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        sum += indent + BREAK;
      } else if (c < ' ' || c > '~') {
        sum += ESCAPE;
      } else {
        sum += c == '"' || c == '\'' || c == '\\' ? 2 : 1;
      }
    }
    return sum;
  }
}
