package dev.rulekeeper.yaml;

/**
 * Characters that nobody sees: they can hide text from whoever reviews it, or turn what is shown.
 * Those that a script or a picture needs where they stand are none: a joiner between letters that
 * are not Latin, one variation selector behind a picture.
 */
public final class InvisibleCharacter {
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  private InvisibleCharacter() {}

  /** Whether the character of {@code text} at {@code index} is one there. */
  public static boolean isAt(String text, int index) {
    int character = text.codePointAt(index);
    if (character <= '~' || !isIgnorable(character)) {
      return false;
    }
    int before = index == 0 ? ' ' : text.codePointBefore(index);
    int end = index + Character.charCount(character);
    int after = end == text.length() ? ' ' : text.codePointAt(end);
    if (character == JOINER || character == NON_JOINER) {
      boolean picture = before >= 0xFE00 && before <= 0xFE0F;
      return !(picture || isWritten(before)) || !isWritten(after);
    }
    boolean selector = character >= 0xFE00 && character <= 0xFE0F;
    return !selector || !(isWritten(before) || "0123456789#*".indexOf(before) >= 0);
  }

  private static boolean isWritten(int character) {
    return character > 0xFF && !isIgnorable(character) && !Character.isSpaceChar(character);
  }

  /** What Unicode lets a program leave out: the property {@code Default_Ignorable_Code_Point}. */
  public static boolean isIgnorable(int character) {
    return switch (character >> 8) {
      case 0x00 -> character == 0xAD;
      case 0x03 -> character == 0x34F;
      case 0x06 -> character == 0x61C;
      case 0x11 -> character == 0x115F || character == 0x1160;
      case 0x17 -> character == 0x17B4 || character == 0x17B5;
      case 0x18 -> character >= 0x180B && character <= 0x180F;
      case 0x20 -> isIgnorablePunctuation(character);
      case 0x31 -> character == 0x3164;
      case 0xFE -> character <= 0xFE0F || character == 0xFEFF;
      case 0xFF -> character == 0xFFA0 || (character >= 0xFFF0 && character <= 0xFFFB);
      case 0x1BC -> character >= 0x1BCA0 && character <= 0x1BCA3;
      case 0x1D1 -> character >= 0x1D173 && character <= 0x1D17A;
      default -> character >> 12 == 0xE0;
    };
  }

  private static boolean isIgnorablePunctuation(int character) {
    return (character >= 0x200B && character <= 0x200F)
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2060 && character <= 0x206F);
  }
}
