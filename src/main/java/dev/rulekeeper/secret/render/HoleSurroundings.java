package dev.rulekeeper.secret.render;

import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Whether a text that was read from a hole of an edited rule can be its value and nothing else, by
 * what stands around the hole: text that somebody inserted beside a value would be read as part of
 * it.
 */
final class HoleSurroundings {
  /** An edit that adds to a value begins with one of these; a value may hold them as well. */
  private static final String BEGIN_AN_EDIT = "\"'`&,;{}<>()[]|\\?#";

  private static final Pattern PRIVATE_KEY =
      Pattern.compile(
          "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----[^-]{1,16384}"
              + "-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----");

  /** What opens and closes a place in a syntax whose values do not hold the closing text. */
  private enum Enclosure {
    QUOTES("\"", "\"", "\""),
    QUOTES_IN_TEXT("\\\"", "\\\"", "\""),
    FORM_FIELD("=", "&", "&"),
    ELEMENT(">", "<", "<");

    private final String opening;
    private final String closing;
    private final String never;

    Enclosure(String opening, String closing, String never) {
      this.opening = opening;
      this.closing = closing;
      this.never = never;
    }

    boolean isAround(String before, String after) {
      return before.endsWith(opening) && after.startsWith(closing);
    }
  }

  private HoleSurroundings() {}

  /** Whether {@code value} is the only thing that {@code tag} can stand for in {@code template}. */
  static boolean isOnlyReading(PlaceholderText template, Tag tag, String value) {
    List<Part> parts = template.parts();
    return parts.size() == 1
        || PRIVATE_KEY.matcher(value).matches()
        || isToken(value)
        || holes(parts, tag).allMatch(i -> isEnclosed(before(parts, i), after(parts, i), value));
  }

  /** Whether {@code value}, read from a place in quotation marks, reaches over their end. */
  static boolean leavesQuotes(PlaceholderText template, Tag tag, String value) {
    List<Part> parts = template.parts();
    return value.contains("\"")
        && holes(parts, tag)
            .anyMatch(
                i ->
                    Enclosure.QUOTES.isAround(before(parts, i), after(parts, i))
                        || Enclosure.QUOTES_IN_TEXT.isAround(before(parts, i), after(parts, i)));
  }

  private static IntStream holes(List<Part> parts, Tag tag) {
    return IntStream.range(0, parts.size()).filter(i -> parts.get(i).equals(new Part.Hole(tag)));
  }

  /** Whether {@code value} is one run of characters, none of which could begin an edit. */
  static boolean isToken(String value) {
    return value.codePoints().allMatch(HoleSurroundings::isOfToken);
  }

  private static boolean isOfToken(int c) {
    return !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && !Character.isISOControl(c)
        && BEGIN_AN_EDIT.indexOf(c) < 0;
  }

  private static boolean isEnclosed(String before, String after, String value) {
    for (Enclosure enclosure : Enclosure.values()) {
      if (enclosure.isAround(before, after)) {
        return !value.contains(enclosure.never);
      }
    }
    return false;
  }

  private static String before(List<Part> parts, int i) {
    return i > 0 && parts.get(i - 1) instanceof Part.Text text ? text.text() : "";
  }

  private static String after(List<Part> parts, int i) {
    return i + 1 < parts.size() && parts.get(i + 1) instanceof Part.Text text ? text.text() : "";
  }
}
