package dev.rulekeeper.placeholder;

import java.io.Reader;
import java.util.BitSet;

/**
 * A text as the mustache parser has to see it: one line that never stands alone. The parser drops a
 * lone {@code \r} and the white space around a section that has a line for itself; so line ends
 * become characters that do not occur in the text, and one more of those comes first.
 */
final class LineEndHidingReader extends Reader {
  /** The last of the noncharacters U+FDD0..U+FDEF; the search for a free one goes down from it. */
  private static final char LAST_NONCHARACTER = '\uFDEF';

  private final String line;
  private final char first;
  private final char lineFeed;
  private final char carriageReturn;
  private int position;
  private int mark;

  LineEndHidingReader(String text) {
    var used = new BitSet();
    text.chars().forEach(used::set);
    first = (char) used.previousClearBit(LAST_NONCHARACTER);
    lineFeed = (char) used.previousClearBit(first - 1);
    carriageReturn = (char) used.previousClearBit(lineFeed - 1);
    line = first + text.replace('\n', lineFeed).replace('\r', carriageReturn);
  }

  /** A stretch of the text as it was before. */
  String undo(String stretch) {
    String text = stretch.replace(lineFeed, '\n').replace(carriageReturn, '\r');
    return text.isEmpty() || text.charAt(0) != first ? text : text.substring(1);
  }

  /** How much of the text has been read, in UTF-16 units. */
  int offset() {
    return position - 1;
  }

  /** Whether what was read last ends with {@code suffix}. */
  boolean endsWith(String suffix) {
    return line.startsWith(suffix, position - suffix.length());
  }

  @Override
  public int read() {
    return position < line.length() ? line.charAt(position++) : -1;
  }

  @Override
  public int read(char[] buffer, int start, int length) {
    int count = Math.min(length, line.length() - position);
    if (count == 0 && length > 0) {
      return -1;
    }
    line.getChars(position, position + count, buffer, start);
    position += count;
    return count;
  }

  @Override
  public boolean markSupported() {
    return true;
  }

  @Override
  public void mark(int readAheadLimit) {
    mark = position;
  }

  @Override
  public void reset() {
    position = mark;
  }

  @Override
  public void close() {}
}
