package dev.rulekeeper.report;

/** Text that people wrote, for a terminal: it moves no cursor and sets no colour. */
final class TerminalText {
  private TerminalText() {}

  /** {@code text} with every control character replaced. */
  static String of(String text) {
    return text.codePoints().noneMatch(Character::isISOControl)
        ? text
        : text.replaceAll("[\\r\\n]+", " ").replaceAll("\\p{Cntrl}", "�");
  }
}
