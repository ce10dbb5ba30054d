package dev.rulekeeper.report;

import dev.rulekeeper.yaml.InvisibleCharacter;
import java.util.List;

/** HTML as it is built: everything that is not a tag of ours is escaped on its way in. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** A tag with attributes, each a name and a value; it stays open. */
  Html open(String tag, String... attributes) {
    text.append('<').append(tag);
    for (int index = 0; index < attributes.length; index += 2) {
      text.append(' ').append(attributes[index]).append("=\"");
      text.append(escaped(attributes[index + 1])).append('"');
    }
    text.append('>');
    return this;
  }

  /** The end of a tag. */
  Html close(String tag) {
    text.append("</").append(tag).append(">");
    return this;
  }

  /** Text. */
  Html text(String content) {
    text.append(escaped(content));
    return this;
  }

  /** A tag with nothing but text in it. */
  Html with(String tag, String content, String... attributes) {
    return open(tag, attributes).text(content).close(tag);
  }

  /** A line break in the source, for whoever reads it. */
  Html line() {
    text.append('\n');
    return this;
  }

  /** A row of column heads. */
  Html heads(List<String> heads) {
    open("thead").open("tr");
    heads.forEach(head -> with("th", head, "scope", "col"));
    return close("tr").close("thead").line();
  }

  /** What is our own and needs no escaping: style and script. */
  Html own(String tag, String content) {
    text.append('<').append(tag).append('>').append(content).append("</").append(tag).append(">\n");
    return this;
  }

  /**
   * Characters that mean something in HTML as references; characters that steer and that hide or
   * turn text as their code.
   */
  static String escaped(String content) {
    StringBuilder safe = new StringBuilder();
    content
        .codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '`' -> safe.append("&#96;");
                case '\n', '\t' -> safe.append(' ');
                default -> {
                  if (steers(point)) {
                    safe.append(String.format(java.util.Locale.ROOT, "\\u%04X", point));
                  } else {
                    safe.appendCodePoint(point);
                  }
                }
              }
            });
    return safe.toString();
  }

  private static boolean steers(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || InvisibleCharacter.isIgnorable(point)
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
