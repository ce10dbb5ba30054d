package dev.rulekeeper.secret.text;

/**
 * Blanks out what a template text holds besides literal text, so that a search can neither match
 * nor cross it. The result has the same length, hence the same offsets. Only the delimiters are
 * looked at: what a tag means is the business of the template room.
 */
public final class PlaceholderBlanking {
  /** Stands for every character of a smart value or an image. */
  public static final char SMART = '\uFDD0';

  /** Stands for every character of a tag. */
  public static final char TAG = '\uFDD1';

  /** Stands for every character of {@code <<open>>}, which is literal text, a {@code <<}. */
  public static final char OPEN = '\uFDD2';

  public static final String OPEN_TAG = "<<open>>";

  private static final String IMAGE = "data:image/";

  private PlaceholderBlanking() {}

  /** {@code text} with smart values, tags and inline images blanked out. */
  public static String blank(String text) {
    if (!text.contains("{{") && !text.contains("<<") && !text.contains(IMAGE)) {
      return text;
    }
    char[] chars = text.toCharArray();
    blankBetween(text, chars, "{{", "}}", SMART);
    blankBetween(text, chars, "<<", ">>", TAG);
    blankImages(text, chars);
    return new String(chars);
  }

  /** Whether {@code c} stands for something that is no literal text. */
  public static boolean isBlank(char c) {
    return c == SMART || c == TAG;
  }

  /** The index of the first blank in {@code masked} from {@code start} on, or {@code end}. */
  public static int next(String masked, int start, int end) {
    int at = start;
    while (at < end && !isBlank(masked.charAt(at))) {
      at++;
    }
    return at;
  }

  private static void blankBetween(
      String text, char[] chars, String open, String close, char with) {
    int at = text.indexOf(open);
    while (at >= 0) {
      int end = text.indexOf(close, at + open.length());
      if (end < 0) {
        return;
      }
      end += close.length();
      // Triple mustache ends in three braces.
      if (with == SMART && end < text.length() && text.charAt(end) == '}') {
        end++;
      }
      boolean isOpen = with == TAG && text.startsWith(OPEN_TAG, at);
      for (int i = at; i < end; i++) {
        chars[i] = isOpen ? OPEN : with;
      }
      at = text.indexOf(open, end);
    }
  }

  private static void blankImages(String text, char[] chars) {
    int at = text.indexOf(IMAGE);
    while (at >= 0) {
      int end = at;
      while (end < text.length() && isImageCharacter(text.charAt(end))) {
        chars[end++] = SMART;
      }
      at = text.indexOf(IMAGE, end);
    }
  }

  private static boolean isImageCharacter(char c) {
    return Characters.isAlphanumeric(c) || "+/=:;,.%-_".indexOf(c) >= 0;
  }
}
