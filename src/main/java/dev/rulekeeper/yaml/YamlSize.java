package dev.rulekeeper.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** How long the text of a tree can become: bounds that cost less than to write it. */
final class YamlSize {
  /** More than any line needs besides its indentation and its content. */
  private static final int LINE = 12;

  private static final int ESCAPE = 6;

  /** Of a line in a block, which is deeper than its key, or escaped. */
  private static final int BREAK = 4;

  private YamlSize() {}

  /** A bound for one text at an indentation. */
  private interface TextBound {
    long of(String text, int indent);
  }

  /**
   * Whether {@link Yaml#write} surely makes at most {@code most} characters of {@code tree}. Looks
   * at the characters only where their number alone does not tell.
   */
  static boolean isWithin(JsonNode tree, long most) {
    return roughBound(tree) <= most || bound(tree) <= most;
  }

  /** No fewer characters than {@link Yaml#write} makes of {@code tree}. */
  static long bound(JsonNode tree) {
    return bound(tree, 0, YamlSize::ofCharacters);
  }

  /** No fewer than {@link #bound}, for the price of the number of texts. */
  static long roughBound(JsonNode tree) {
    return bound(tree, 0, YamlSize::ofLength);
  }

  private static long bound(JsonNode node, int indent, TextBound text) {
    if (node.isTextual()) {
      return text.of(node.textValue(), indent);
    }
    if (node.isValueNode()) {
      return node.asText().length() + (long) LINE;
    }
    long sum = LINE;
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      sum += indent + text.of(field.getKey(), indent) + bound(field.getValue(), indent + 2, text);
    }
    if (node.isArray()) {
      for (JsonNode item : node) {
        sum += indent + LINE + bound(item, indent + 2, text);
      }
    }
    return sum;
  }

  /** As if every character were the one that needs most. */
  private static long ofLength(String text, int indent) {
    return LINE + (long) text.length() * Math.max(ESCAPE, indent + BREAK);
  }

  private static long ofCharacters(String text, int indent) {
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
