package dev.rulekeeper.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;

/** Writes trees in the one style that files have, with the comments that belong to their nodes. */
final class YamlWriter {
  private static final int STEP = 2;

  /** A longer key must stand behind a {@code ?} (YAML 1.2.2 section 7.4.2: 1024 characters). */
  private static final int MAX_SIMPLE_KEY = 1000;

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** The text of a document that holds {@code tree}. */
  static String document(JsonNode tree, YamlComments comments) {
    YamlWriter writer = new YamlWriter();
    writer.lines(comments.above(), 0);
    if (isBlock(tree)) {
      writer.entries(tree, 0, comments, false);
    } else {
      // A literal block at the root would need an indentation that YAML does not define well.
      writer.out.append(inline(tree)).append('\n');
    }
    writer.lines(comments.below(), 0);
    return writer.out.toString();
  }

  /** A new entry of a mapping at {@code indent}, from its key to its last line break. */
  static String entry(String key, JsonNode value, int indent) {
    YamlWriter writer = new YamlWriter();
    writer.key(key, indent);
    writer.value(value, indent, YamlComments.NONE);
    return writer.out.toString();
  }

  /** What stands behind the colon of an entry at {@code indent}, to its last line break. */
  static String value(JsonNode value, int indent, String comment) {
    YamlWriter writer = new YamlWriter();
    writer.value(value, indent, beside(comment));
    return writer.out.toString();
  }

  /** What stands behind the dash of an item at {@code indent}, to its last line break. */
  static String item(JsonNode value, int indent, String comment) {
    YamlWriter writer = new YamlWriter();
    writer.item(value, indent, beside(comment));
    return writer.out.toString();
  }

  /** Whether a block that keeps its line breaks may be the last thing in {@code text}. */
  static boolean endsInEmptyLine(CharSequence text) {
    int length = text.length();
    return length > 1 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) == '\n';
  }

  private static YamlComments beside(String comment) {
    return new YamlComments(
        "", comment, "", YamlComments.NONE.byKey(), YamlComments.NONE.byIndex());
  }

  private static boolean isBlock(JsonNode node) {
    return node.isContainerNode() && !node.isEmpty();
  }

  private static String inline(JsonNode node) {
    return node.isTextual() ? ScalarText.onOneLine(node.textValue()) : ExactJson.write(node);
  }

  /** Writes every entry; the first one where the cursor is, if it {@code continues} a line. */
  private void entries(JsonNode node, int indent, YamlComments comments, boolean continues) {
    boolean continued = continues;
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        open(comments.at(i), indent, continued);
        out.append('-');
        item(node.get(i), indent, comments.at(i));
        continued = false;
      }
    } else {
      for (var field : node.properties()) {
        open(comments.at(field.getKey()), indent, continued);
        key(field.getKey(), indent);
        value(field.getValue(), indent, comments.at(field.getKey()));
        continued = false;
      }
    }
  }

  private void open(YamlComments comments, int indent, boolean continued) {
    if (!continued) {
      lines(comments.above(), indent);
      indent(indent);
    }
  }

  private void key(String key, int indent) {
    String text = ScalarText.onOneLine(key);
    if (text.length() <= MAX_SIMPLE_KEY) {
      out.append(text).append(':');
    } else {
      out.append("? ").append(text).append('\n');
      indent(indent);
      out.append(':');
    }
  }

  private void value(JsonNode value, int indent, YamlComments comments) {
    if (isBlock(value)) {
      endLine(comments.beside());
      entries(value, indent + STEP, comments, false);
    } else {
      scalar(value, indent, comments.beside());
    }
  }

  private void item(JsonNode value, int indent, YamlComments comments) {
    if (!isBlock(value)) {
      scalar(value, indent, comments.beside());
      return;
    }
    YamlComments first = value.isArray() ? comments.at(0) : comments.at(value.fieldNames().next());
    boolean compact = comments.beside().isEmpty() && first.above().isBlank();
    if (compact) {
      out.append(' ');
    } else {
      endLine(comments.beside());
    }
    entries(value, indent + STEP, comments, compact);
  }

  private void scalar(JsonNode value, int indent, String comment) {
    out.append(' ');
    if (value.isTextual() && ScalarText.fitsLiteral(value.textValue())) {
      out.append(ScalarText.literalHeader(value.textValue(), STEP));
      endLine(comment);
      literal(value.textValue(), indent + STEP);
    } else {
      out.append(inline(value));
      endLine(comment);
    }
  }

  private void literal(String text, int indent) {
    String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    for (String line : lines.split("\n", -1)) {
      if (!line.isEmpty()) {
        indent(indent);
      }
      out.append(line).append('\n');
    }
  }

  private void endLine(String comment) {
    if (!comment.isEmpty()) {
      out.append(' ').append(comment);
    }
    out.append('\n');
  }

  /** The comments among {@code lines}, at {@code indent}; several empty lines become one. */
  private void lines(String lines, int indent) {
    // An empty line below a block that keeps its line breaks would become part of its text.
    boolean afterEmpty = out.isEmpty() || endsInEmptyLine(out);
    for (String line : lines.lines().toList()) {
      String stripped = line.strip();
      if (stripped.startsWith("#")) {
        indent(indent);
        out.append(stripped).append('\n');
      } else if (stripped.isEmpty() && !afterEmpty) {
        out.append('\n');
      }
      afterEmpty = stripped.isEmpty();
    }
  }

  private void indent(int indent) {
    out.append(" ".repeat(indent));
  }
}
