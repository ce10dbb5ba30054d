package dev.rulekeeper.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.yaml.YamlNode.Entry;
import dev.rulekeeper.yaml.YamlNode.Style;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A YAML document as it was read: its text, and its nodes with their places. */
public record YamlSource(String text, YamlNode root) {

  /** The offset behind the line break that ends the line in which a node ends at {@code offset}. */
  static int lineEnd(String text, int offset) {
    if (offset > 0 && offset <= text.length() && text.charAt(offset - 1) == '\n') {
      return offset;
    }
    int lineBreak = text.indexOf('\n', offset);
    return lineBreak < 0 ? text.length() : lineBreak + 1;
  }

  /** The offset at which the last line of {@code entry} ends, with the comment that ends it. */
  int end(Entry entry) {
    return lineEnd(text, entry.node().end());
  }

  /** The lines above {@code entry} that belong to it, as they are; empty or whole lines. */
  String lead(Entry entry) {
    int lineStart = text.lastIndexOf('\n', entry.start() - 1) + 1;
    return lineStart <= entry.lead() ? "" : text.substring(entry.lead(), lineStart);
  }

  /** The lines below the last node, as they are. */
  String tail() {
    return text.substring(lineEnd(text, root.end()));
  }

  /** The comment at the end of the first line of {@code entry}, with its {@code #}, or empty. */
  String comment(Entry entry) {
    YamlNode node = entry.node();
    String head = comment(text.substring(entry.indicatorEnd(), firstLineEnd(entry)));
    if (!head.isEmpty() || node.style() == Style.BLOCK || node.style() == Style.EXPLICIT) {
      return head;
    }
    if (node.style() == Style.BLOCK_SCALAR) {
      int mark = text.indexOf(" #", node.start());
      return mark < 0 || mark > lineEnd(text, node.start()) ? "" : rest(mark);
    }
    return rest(node.end());
  }

  private int firstLineEnd(Entry entry) {
    return Math.min(lineEnd(text, entry.indicatorEnd()), entry.node().start());
  }

  private String rest(int from) {
    String rest = text.substring(from, lineEnd(text, from)).strip();
    return comment(rest.startsWith(",") ? rest.substring(1) : rest);
  }

  private static String comment(String text) {
    String stripped = text.strip();
    return stripped.startsWith("#") ? stripped : "";
  }

  /** The line, from 1, on which the leaf at {@code pointer} begins, where there is one. */
  public OptionalInt line(JsonPointer pointer) {
    int start = root.start();
    YamlNode node = root;
    for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
      Optional<Entry> entry = child(node, at);
      if (entry.isEmpty()) {
        return OptionalInt.empty();
      }
      start = entry.get().start();
      node = entry.get().node();
    }
    return OptionalInt.of(lineOf(text, start));
  }

  /** {@code path:line} of the leaf at {@code pointer}, or the path alone where there is none. */
  public String where(String path, JsonPointer pointer) {
    OptionalInt line = line(pointer);
    return line.isPresent() ? path + ":" + line.getAsInt() : path;
  }

  /** The line, from 1, of the char at {@code offset}. */
  public static int lineOf(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  private static Optional<Entry> child(YamlNode node, JsonPointer at) {
    List<Entry> entries = node.entries();
    if (node.value().isArray()) {
      int index = at.getMatchingIndex();
      return index >= 0 && index < entries.size()
          ? Optional.of(entries.get(index))
          : Optional.empty();
    }
    return entries.stream().filter(e -> e.key().equals(at.getMatchingProperty())).findFirst();
  }
}
