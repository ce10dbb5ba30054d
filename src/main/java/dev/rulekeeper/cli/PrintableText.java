package dev.rulekeeper.cli;

import dev.rulekeeper.report.IntendedControlMark;
import dev.rulekeeper.yaml.InvisibleCharacter;
import java.util.List;

/**
 * Text for a terminal, a log of a workflow and a file alike: it moves no cursor, sets no colour or
 * clipboard, reverses nothing and gives the runner of a workflow no command, whatever somebody
 * named a rule. What could do so is written as {@code \}{@code uXXXX}, which is the same string in
 * JSON.
 */
final class PrintableText {
  /** None that is as good as invisible, such as black. */
  private static final List<String> COLOURS =
      List.of("\033[0m", "\033[31m", "\033[32m", "\033[33m", "\033[34m", "\033[36m");

  private static final List<String> ANNOTATIONS = List.of("::error file=", "::warning file=");

  /** Whether the line that is being written has nothing but blanks so far. */
  private boolean blank = true;

  private final boolean colours;

  /** Starts at the beginning of a line; on a terminal with colours where they are allowed. */
  PrintableText(boolean colours) {
    this.colours = colours;
  }

  /** What to write for {@code text}, which follows on what was given before. */
  String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      int ours =
          text.startsWith(IntendedControlMark.TEXT, at)
              ? at + IntendedControlMark.TEXT.length()
              : at;
      int end = ours > at ? endOfOurs(text, ours) : at;
      if (end > ours) {
        printable.append(text, ours, end);
        blank = blank && text.charAt(ours) != ':';
        at = end;
        continue;
      }
      boolean command = commands(text, at);
      if (command || !isPlain(character) || InvisibleCharacter.isAt(text, at)) {
        escape(printable, text, at, Character.charCount(character));
      } else {
        printable.appendCodePoint(character);
      }
      blank = character == '\n' || (blank && isBlank(character));
      at += Character.charCount(character);
    }
    return printable.toString();
  }

  /** Where the colour or the annotation ends that a report of ours has {@code at}; else there. */
  private int endOfOurs(String text, int at) {
    List<String> known = text.startsWith(":", at) ? ANNOTATIONS : COLOURS;
    boolean allowed = known == ANNOTATIONS ? blank : colours;
    return known.stream()
        .filter(start -> allowed && text.startsWith(start, at))
        .mapToInt(start -> at + start.length())
        .findFirst()
        .orElse(at);
  }

  /** GitHub reads commands at the start of a line, and older ones, as Azure does, anywhere. */
  private boolean commands(String text, int at) {
    return (blank && begins(text, at, "::"))
        || begins(text, at, "##[")
        || begins(text, at, "##vso[")
        || begins(text, at, "##teamcity[");
  }

  /** Also where {@code text} ends in the middle: what is written next could complete it. */
  private static boolean begins(String text, int at, String command) {
    return text.startsWith(
        command.substring(0, Math.min(command.length(), text.length() - at)), at);
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isPlain(int character) {
    if (character == '\n' || character == '\t') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static void escape(StringBuilder printable, String text, int at, int length) {
    for (int i = at; i < at + length; i++) {
      printable.append(String.format("\\u%04x", (int) text.charAt(i)));
    }
  }
}
