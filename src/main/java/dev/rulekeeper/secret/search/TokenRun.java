package dev.rulekeeper.secret.search;

/**
 * Whether a stretch of a text is part of a longer run of characters of a token. A known value
 * inside of one may be the rest of another value, so that a placeholder there would leave a part of
 * that in clear.
 */
final class TokenRun {
  /** These join the parts of one token. */
  private static final String JOINTS = ".~+";

  private static final int ESCAPE = 6;

  private TokenRun() {}

  /** Whether the run that the stretch begins with goes on to its left. */
  static boolean continuesLeft(String text, int start) {
    if (start == 0 || !isPart(text.codePointAt(start)) || endsWithEscape(text, start)) {
      return false;
    }
    int c = text.codePointBefore(start);
    return isPart(c)
        || (JOINTS.indexOf(c) >= 0
            && start > 1
            && isPart(text.codePointBefore(start - 1))
            && !endsWithEscape(text, start - 1));
  }

  /** Whether the run that the stretch ends with goes on to its right. */
  static boolean continuesRight(String text, int end) {
    if (end == text.length() || !isPart(text.codePointBefore(end))) {
      return false;
    }
    int c = text.codePointAt(end);
    return isPart(c)
        || (JOINTS.indexOf(c) >= 0 && end + 1 < text.length() && isPart(text.codePointAt(end + 1)));
  }

  private static boolean isPart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** Whether an escape of JSON or a percent-encoded byte ends here, whose letters are no text. */
  private static boolean endsWithEscape(String text, int end) {
    String before = text.substring(Math.max(0, end - ESCAPE), end);
    return before.matches("(?s).*(?:%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\\\[nrtbf])");
  }
}
