package dev.rulekeeper.report;

/**
 * Columns that a text takes on a terminal: two for wide characters (Unicode Standard Annex 11,
 * classes W and F), none for marks that combine.
 */
final class DisplayWidth {
  /** First and last of each wide range, ascending. */
  private static final String WIDE =
      "1100-115F 231A-231B 2329-232A 23E9-23EC 23F0-23F0 23F3-23F3 25FD-25FE 2614-2615 2648-2653 "
          + "267F-267F 2693-2693 26A1-26A1 26AA-26AB 26BD-26BE 26C4-26C5 26CE-26CE 26D4-26D4 "
          + "26EA-26EA 26F2-26F3 26F5-26F5 26FA-26FA 26FD-26FD 2705-2705 270A-270B 2728-2728 "
          + "274C-274C 274E-274E 2753-2755 2757-2757 2795-2797 27B0-27B0 27BF-27BF 2B1B-2B1C "
          + "2B50-2B50 2B55-2B55 2E80-303E 3041-33FF 3400-4DBF 4E00-9FFF A000-A4CF A960-A97F "
          + "AC00-D7A3 F900-FAFF FE10-FE19 FE30-FE6F FF00-FF60 FFE0-FFE6 16FE0-18AFF 1B000-1B2FF "
          + "1F004-1F004 1F0CF-1F0CF 1F18E-1F18E 1F191-1F19A 1F200-1F320 1F32D-1F335 1F337-1F37C "
          + "1F37E-1F393 1F3A0-1F3CA 1F3CF-1F3D3 1F3E0-1F3F0 1F3F4-1F3F4 1F3F8-1F43E 1F440-1F440 "
          + "1F442-1F4FC 1F4FF-1F53D 1F54B-1F54E 1F550-1F567 1F57A-1F57A 1F595-1F596 1F5A4-1F5A4 "
          + "1F5FB-1F64F 1F680-1F6C5 1F6CC-1F6CC 1F6D0-1F6D2 1F6D5-1F6D7 1F6DC-1F6DF 1F6EB-1F6EC "
          + "1F6F4-1F6FC 1F7E0-1F7EB 1F7F0-1F7F0 1F90C-1F93A 1F93C-1F945 1F947-1F9FF 1FA70-1FAFF "
          + "20000-2FFFD 30000-3FFFD";

  private static final String CUT = "…";

  private DisplayWidth() {}

  static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int character) {
    if (character < 0x300) {
      return character < 0x20 ? 0 : 1;
    }
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  private static boolean isWide(int character) {
    int at = 0;
    while (at < WIDE.length()) {
      int end = WIDE.indexOf(' ', at) < 0 ? WIDE.length() : WIDE.indexOf(' ', at);
      int dash = WIDE.indexOf('-', at);
      if (character < Integer.parseInt(WIDE, at, dash, 16)) {
        return false;
      }
      if (character <= Integer.parseInt(WIDE, dash + 1, end, 16)) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  /** {@code text}, its end replaced by {@code …} where it takes more than {@code columns}. */
  static String cut(String text, int columns) {
    if (text.length() <= columns / 2 || of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int left = columns - 1;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      left -= of(text.codePointAt(at));
      if (left < 0) {
        break;
      }
      kept.appendCodePoint(text.codePointAt(at));
    }
    return columns < 1 ? "" : kept.append(CUT).toString();
  }

  /** {@code text} with spaces up to {@code columns}. */
  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }
}
