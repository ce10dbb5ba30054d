package dev.rulekeeper.secret.detection;

import java.util.Arrays;

/** Stretches of a text put together, with the way back of every character. */
final class JoinedText {
  private static final int NOWHERE = -1;

  private final String source;
  private final StringBuilder text = new StringBuilder();
  private int[] origins;

  /** Of {@code source}; empty as yet. */
  JoinedText(String source) {
    this.source = source;
    this.origins = new int[source.length() + 1];
  }

  /** Appends the stretch of the source from {@code start} to {@code end}. */
  void keep(int start, int end) {
    grow(end - start);
    int to = text.length();
    for (int at = start; at < end; at++) {
      origins[to++] = at;
    }
    text.append(source, start, end);
  }

  /** Appends what parts two stretches; once, where it comes twice. */
  void insert(String separator) {
    boolean parted = text.length() > 0 && origins[text.length() - 1] == NOWHERE;
    if (separator.isEmpty() || (parted && separator.equals("\n"))) {
      return;
    }
    grow(separator.length());
    for (int i = 0; i < separator.length(); i++) {
      origins[text.length()] = NOWHERE;
      text.append(separator.charAt(i));
    }
  }

  private void grow(int by) {
    if (text.length() + by > origins.length) {
      origins = Arrays.copyOf(origins, 2 * (text.length() + by));
    }
  }

  String text() {
    return text.toString();
  }

  /**
   * Where the stretch from {@code start} to {@code end} begins in the source, or -1: not in one.
   */
  int origin(int start, int end) {
    int origin = start < end ? origins[start] : NOWHERE;
    for (int at = start; at < end; at++) {
      if (origins[at] != origin + at - start) {
        return NOWHERE;
      }
    }
    return origin;
  }
}
