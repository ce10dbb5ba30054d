package dev.rulekeeper.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Where things stand in a YAML text, in chars. The library counts code points, and it marks neither
 * the dashes and colons nor the end of a block as people see it.
 */
final class YamlPositions {
  private final String text;

  /** The char offset of each code point; empty where the two are the same. */
  private final int[] chars;

  YamlPositions(String text) {
    this.text = text;
    int count = text.codePointCount(0, text.length());
    this.chars = count == text.length() ? new int[0] : new int[count + 1];
    for (int i = 0, at = 0; i < chars.length; i++) {
      chars[i] = at;
      at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
    }
  }

  /** Of the first character of {@code event}. */
  int start(Event event) {
    return offset(event.getStartMark());
  }

  /** Behind the last character of {@code event}. */
  int end(Event event) {
    return offset(event.getEndMark());
  }

  private int offset(Optional<Mark> mark) {
    int index = mark.map(Mark::getIndex).orElse(0);
    return chars.length == 0 ? index : chars[index];
  }

  /** Behind the line break that ends the line in which something ends at {@code offset}. */
  int lineEnd(int offset) {
    return YamlSource.lineEnd(text, offset);
  }

  /**
   * The end of a block scalar. Empty lines below it belong to what follows, unless {@code +} keeps
   * them; a line of spaces may be a line of the block.
   */
  int blockEnd(ScalarEvent scalar) {
    int end = end(scalar);
    int header = lineEnd(start(scalar));
    if (text.substring(start(scalar), header).split("#", 2)[0].contains("+")) {
      return end;
    }
    while (end > header && text.charAt(end - 1) == '\n') {
      int lineStart = text.lastIndexOf('\n', end - 2) + 1;
      if (!text.substring(lineStart, end - 1).replace("\r", "").isEmpty()) {
        break;
      }
      end = lineStart;
    }
    return end;
  }

  /** The place of {@code indicator} at or after {@code from}, comments skipped. */
  int skipTo(char indicator, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != indicator) {
      at = text.charAt(at) == '#' ? lineEnd(at + 1) : at + 1;
    }
    return Math.min(at, text.length() - 1);
  }

  /** Whether a key stands behind a {@code ?}, its {@code colon} perhaps on another line. */
  boolean isExplicit(int keyStart, int keyEnd, int colon) {
    int before = keyStart - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return (before >= 0 && text.charAt(before) == '?')
        || text.substring(keyEnd, Math.max(keyEnd, colon)).indexOf('\n') >= 0;
  }
}
