package dev.rulekeeper.secret.place;

import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads a text that need not be well formed up to one character of it, and says which syntaxes that
 * character stands in, the outermost first: it may be in an address in a JSON string in a form. The
 * text has one character for each placeholder.
 */
final class SyntaxScan {
  private static final int DEEPEST = 6;
  private static final String BLANKS = "" + PlaceholderBlanking.TAG + PlaceholderBlanking.SMART;
  private static final Pattern JSON =
      Pattern.compile(
          "\\A\\s*+(?:\\{\\s*+[\"}" + BLANKS + "]|\\[\\s*+[\\[\\]{\"0-9" + BLANKS + "-]).*",
          Pattern.DOTALL);
  private static final Pattern MARKUP =
      Pattern.compile("\\A\\s*+<[A-Za-z?!].*>\\s*", Pattern.DOTALL);
  private static final Pattern FORM_NAME =
      Pattern.compile("[A-Za-z0-9_.%+*\\[\\]" + BLANKS + "-]{1,200}");
  private static final String ADDRESS_ENDS = "\"'<>`\\|^)]}";

  private final List<TextSyntax> found = new ArrayList<>();

  private SyntaxScan() {}

  /** What a text is as a whole, which does not depend on the character that is asked about. */
  enum Whole {
    ADDRESS,
    JSON,
    MARKUP,
    FORM,
    /** A text in which addresses may stand. */
    FREE,
    /** Nothing that asks for an encoding. */
    NOTHING
  }

  /** What {@code text}, the text of {@code place}, is as a whole. */
  static Whole whole(Place place, String text) {
    return switch (place.role()) {
      case URL, WEBHOOK_URL -> Whole.ADDRESS;
      case BODY -> ofBody(place.contentType(), text);
      case HEADER, HIDDEN_HEADER, TEXT -> ofText(text);
      case STRUCTURE -> Whole.NOTHING;
    };
  }

  /** The syntaxes around the character at {@code at} in the text of {@code place}. */
  static List<TextSyntax> of(Place place, String text, int at) {
    return of(place, whole(place, text), text, at);
  }

  /** The same where it is known what the text is as a whole. */
  static List<TextSyntax> of(Place place, Whole whole, String text, int at) {
    var scan = new SyntaxScan();
    if (place.role() == Place.Role.HEADER || place.role() == Place.Role.HIDDEN_HEADER) {
      scan.found.add(TextSyntax.HEADER);
      if (at == 0 || at == text.length() - 1) {
        scan.found.add(TextSyntax.HEADER_EDGE);
      }
    }
    scan.read(whole, text, at);
    return List.copyOf(scan.found);
  }

  /** The syntaxes around the character at {@code at} in a text by itself. */
  static List<TextSyntax> of(String text, int at) {
    var scan = new SyntaxScan();
    scan.text(text, at);
    return List.copyOf(scan.found);
  }

  /** What a body looks like counts for more than what its header calls it. */
  private static Whole ofBody(String contentType, String text) {
    if (text.length() == 1) {
      return Whole.NOTHING;
    }
    Whole looks = ofText(text);
    if (looks == Whole.JSON || looks == Whole.MARKUP) {
      return looks;
    }
    if (contentType.contains("json")) {
      return Whole.JSON;
    }
    if (contentType.contains("xml") || contentType.contains("html")) {
      return Whole.MARKUP;
    }
    return contentType.contains("form-urlencoded") || isForm(text, 1) ? Whole.FORM : Whole.FREE;
  }

  private static Whole ofText(String text) {
    if (text.length() == 1) {
      return Whole.NOTHING;
    }
    if (JSON.matcher(text).matches()) {
      return Whole.JSON;
    }
    if (MARKUP.matcher(text).matches()) {
      return Whole.MARKUP;
    }
    return isForm(text, 2) ? Whole.FORM : Whole.FREE;
  }

  private void read(Whole whole, String text, int at) {
    switch (whole) {
      case ADDRESS -> address(text, 0, text.length(), at);
      case JSON -> json(text, at);
      case MARKUP -> markup(text, at);
      case FORM -> form(text, at);
      case FREE -> addressAround(text, at);
      case NOTHING -> {}
    }
  }

  private void text(String text, int at) {
    if (found.size() < DEEPEST) {
      read(ofText(text), text, at);
    }
  }

  /** Whether {@code text} is made of so many {@code name=value} pairs and nothing else. */
  private static boolean isForm(String text, int least) {
    int pairs = 0;
    int start = 0;
    String line = text.strip();
    while (start <= line.length()) {
      int stop = indexOf(line, "&", start);
      int equals = line.indexOf('=', start);
      boolean pair =
          equals >= 0
              && equals < stop
              && FORM_NAME.matcher(line).region(start, equals).matches()
              && line.substring(equals, stop).chars().noneMatch(Character::isWhitespace);
      if (!pair) {
        return false;
      }
      pairs++;
      start = stop + 1;
    }
    return pairs >= least;
  }

  private void json(String text, int at) {
    int open = -1;
    boolean half = false;
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (c == '\\' && open >= 0) {
        i++;
        half = i == at;
      } else if (c == '"') {
        open = open < 0 ? i : -1;
      }
    }
    if (open >= 0) {
      if (half) {
        found.add(TextSyntax.HALF_ESCAPE);
      }
      found.add(TextSyntax.JSON_STRING);
      inside(Unescaping.json(text, open + 1, at));
    } else if (isJsonValue(text, at)) {
      found.add(TextSyntax.JSON_VALUE);
    }
  }

  private static boolean isJsonValue(String text, int at) {
    String before = text.substring(0, at).stripTrailing();
    String after = text.substring(at + 1).stripLeading();
    return !before.isEmpty()
        && ":,[".indexOf(before.charAt(before.length() - 1)) >= 0
        && !after.isEmpty()
        && ",]}".indexOf(after.charAt(0)) >= 0;
  }

  private void form(String text, int at) {
    int start = text.lastIndexOf('&', at - 1) + 1;
    int equals = text.indexOf('=', start);
    if (equals >= 0 && equals < at) {
      percent(text, at);
      found.add(TextSyntax.FORM_FIELD);
      inside(Unescaping.percent(text, equals + 1, at, "&"));
    }
  }

  private void percent(String text, int at) {
    if (text.startsWith("%", at - 1) || text.startsWith("%", at - 2)) {
      found.add(TextSyntax.HALF_ESCAPE);
    }
  }

  private void markup(String text, int at) {
    int i = 0;
    int textStart = 0;
    while (i < at) {
      if (text.charAt(i) != '<') {
        i++;
      } else if (text.startsWith("<![CDATA[", i)) {
        int end = indexOf(text, "]]>", i);
        if (at < end) {
          found.add(TextSyntax.MARKUP_DATA);
          inside(new Unescaping(text.substring(i + 9, end), at - i - 9));
          return;
        }
        i = end + 3;
        textStart = i;
      } else if (text.startsWith("<!--", i) || text.startsWith("<?", i)) {
        String close = text.startsWith("<?", i) ? "?>" : "-->";
        i = indexOf(text, close, i) + close.length();
        textStart = i;
      } else {
        i = tag(text, i, at);
        textStart = i;
      }
    }
    if (i == at && textStart > 0) {
      found.add(TextSyntax.MARKUP_TEXT);
      inside(Unescaping.markup(text, textStart, at, "<"));
    }
  }

  /** The end of the tag at {@code start}; behind {@code at} where that is in the tag. */
  private int tag(String text, int start, int at) {
    int i = start;
    while (i < text.length() && text.charAt(i) != '>') {
      char c = text.charAt(i);
      boolean quoted = c == '"' || c == '\'';
      if (!quoted) {
        i++;
        continue;
      }
      int end = indexOf(text, String.valueOf(c), i + 1);
      if (i < at && at < end) {
        found.add(TextSyntax.MARKUP_ATTRIBUTE);
        inside(Unescaping.markup(text, i + 1, at, String.valueOf(c)));
        return at + 1;
      }
      i = end + 1;
    }
    return i + 1;
  }

  private static int indexOf(String text, String what, int from) {
    int index = text.indexOf(what, from);
    return index < 0 ? text.length() : index;
  }

  /** The address that {@code at} is a part of, where it is in one. */
  private void addressAround(String text, int at) {
    int start = at;
    while (start > 0 && isInAddress(text.charAt(start - 1))) {
      start--;
    }
    int end = at;
    while (end < text.length() && isInAddress(text.charAt(end))) {
      end++;
    }
    int colon = text.lastIndexOf("://", at);
    if (colon > start && Characters.isLetter(text.charAt(colon - 1))) {
      address(text, colon, end, at);
    }
  }

  private static boolean isInAddress(char c) {
    return !Character.isWhitespace(c) && ADDRESS_ENDS.indexOf(c) < 0;
  }

  private void address(String text, int start, int end, int at) {
    int scheme = text.indexOf("://", start);
    int authority = scheme < 0 || scheme >= end ? start : scheme + 3;
    int path = firstOf(text, "/?#", authority, end);
    int query = firstOf(text, "?#", path, end);
    if (at < authority) {
      return;
    }
    if (at < path) {
      int user = text.lastIndexOf('@', path - 1);
      if (user > at) {
        found.add(TextSyntax.ADDRESS_USER);
      }
    } else if (at < query) {
      found.add(TextSyntax.ADDRESS_PATH);
    } else {
      parameter(text, query, end, at);
    }
  }

  private void parameter(String text, int query, int end, int at) {
    int start = at;
    while (start > query && "&?#".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    int equals = text.indexOf('=', start);
    if (equals >= 0 && equals < at) {
      percent(text, at);
      found.add(TextSyntax.ADDRESS_PARAMETER);
      inside(Unescaping.percent(text.substring(0, end), equals + 1, at, "&#"));
    }
  }

  private static int firstOf(String text, String any, int start, int end) {
    int at = start;
    while (at < end && any.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private void inside(Unescaping inner) {
    text(inner.text(), inner.at());
  }
}
