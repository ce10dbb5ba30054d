package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.PlaceholderBlanking;

/** Where words, separators, values and sentences end in a text that people wrote. */
final class SentenceText {
  private static final int LONGEST_VALUE = 200;
  private static final String SEPARATORS = ":：=→⇒➜➔—–";
  static final String OPENERS = "\"'`«“„‚‘「『【‹*_({[<";
  static final String CLOSERS = "\"'`»”“’‘」』】›";
  private static final String VALUE_ENDS = "\"`«»”“„「」『』【】（）《》<>|\\。、，；！？";
  private static final String SENTENCE_ENDS = ".;!?。！？\n";

  private final String text;

  SentenceText(String text) {
    this.text = text;
  }

  boolean isSentenceEnd(int at) {
    char c = text.charAt(at);
    boolean end = SENTENCE_ENDS.indexOf(c) >= 0;
    return PlaceholderBlanking.isBlank(c)
        || (end && (at + 1 == text.length() || isSpace(text.charAt(at + 1)) || c > 128));
  }

  /** Behind spaces and marks of layout; {@code line}: and one end of a line. */
  int skipLayout(int from, boolean line) {
    int at = from;
    int lines = line ? 1 : 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        lines -= c == '\n' ? 1 : 0;
        if (lines < 0) {
          return at;
        }
      } else if (!isSpace(c) && (OPENERS + CLOSERS + ")],").indexOf(c) < 0) {
        return at;
      }
      at++;
    }
    return at;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\u00A0' || c == '\u3000';
  }

  /** Where the separator at {@code at} ends, or -1. */
  int separatorEnd(int at) {
    if (at >= text.length()) {
      return -1;
    }
    int end = at;
    while (end < text.length() && end - at < 3 && "-=:>".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean arrow = end > at && text.charAt(end - 1) == '>';
    boolean dash = text.startsWith("- ", at) && at > 0 && text.charAt(at - 1) == ' ';
    if (arrow || dash) {
      return arrow ? end : at + 1;
    }
    return SEPARATORS.indexOf(text.charAt(at)) >= 0 ? at + 1 : -1;
  }

  int wordEnd(int start) {
    int end = start;
    if (CredentialWords.isUnspaced(text.charAt(start))) {
      while (end < text.length()
          && end - start < LONGEST_VALUE
          && CredentialWords.isUnspaced(text.charAt(end))) {
        end++;
      }
      return end;
    }
    while (end < text.length() && end - start < LONGEST_VALUE && !isSpace(text.charAt(end))) {
      if (end > start && (CredentialWords.isUnspaced(text.charAt(end)) || separatorEnd(end) > 0)) {
        return end;
      }
      end++;
    }
    boolean sentence = end > start && SENTENCE_ENDS.indexOf(text.charAt(end - 1)) >= 0;
    return sentence && end - 1 > start ? end - 1 : end;
  }

  static boolean isValueEnd(char c) {
    return isSpace(c) || VALUE_ENDS.indexOf(c) >= 0 || PlaceholderBlanking.isBlank(c);
  }

  /** Where the value that begins at {@code start} ends. */
  int valueEnd(int start) {
    if (start >= text.length()) {
      return start;
    }
    char opener = start > 0 ? text.charAt(start - 1) : ' ';
    char closer = closer(opener);
    if (closer != 0) {
      int close = start;
      while (close < text.length() && close - start < 80 && !isQuoteEnd(close, closer)) {
        close++;
      }
      if (close > start && close < text.length() && text.charAt(close) == closer) {
        return close;
      }
    }
    boolean ascii = text.charAt(start) < 128;
    int end = start;
    while (end < text.length()
        && end - start <= LONGEST_VALUE
        && !isValueEnd(text.charAt(end))
        && !WikiMacro.isAt(text, end)
        && ",;".indexOf(text.charAt(end)) < 0
        && !(ascii && CredentialWords.isUnspaced(text.charAt(end)))) {
      end++;
    }
    // What is longer was not written by hand.
    return end - start > LONGEST_VALUE ? start : trimmed(start, end, opener);
  }

  private boolean isQuoteEnd(int at, char closer) {
    return text.charAt(at) == closer || text.charAt(at) == '\n';
  }

  private int trimmed(int start, int from, char opener) {
    int end = from;
    while (end > start + 1) {
      char c = text.charAt(end - 1);
      boolean pair = c == ')' && text.lastIndexOf('(', end - 1) >= start;
      boolean layout = (c == '*' || c == '_' || c == '\'') && c == opener;
      if (".:?".indexOf(c) < 0 && !layout && (")]}".indexOf(c) < 0 || pair)) {
        return end;
      }
      end--;
    }
    return end;
  }

  private static char closer(char opener) {
    return switch (opener) {
      case '"', '`' -> opener;
      case '«' -> '»';
      case '“' -> '”';
      case '„' -> '“';
      case '「' -> '」';
      case '『' -> '』';
      case '【' -> '】';
      default -> 0;
    };
  }
}
