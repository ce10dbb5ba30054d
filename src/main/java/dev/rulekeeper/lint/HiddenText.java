package dev.rulekeeper.lint;

import dev.rulekeeper.yaml.InvisibleCharacter;
import java.util.ArrayList;
import java.util.List;

/** Finds what stands in files and is not shown where people review them. */
final class HiddenText {
  private HiddenText() {}

  /** The lines of {@code text}, the file at {@code path}, with characters that nobody sees. */
  static List<LintFinding> in(String path, String text) {
    List<LintFinding> found = new ArrayList<>();
    int line = 1;
    int last = 0;
    char[] characters = text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      if (characters[i] == '\n') {
        line++;
      } else if (characters[i] > '~' && last < line && InvisibleCharacter.isAt(text, i)) {
        found.add(finding(path + ":" + line, text.codePointAt(i)));
        last = line;
      }
    }
    return found;
  }

  private static LintFinding finding(String where, int character) {
    return new LintFinding(
        false,
        where,
        String.format(
            "a character that nobody sees, U+%04X, stands there: take it away, or let rulekeeper"
                + " fmt write it as an escape",
            character));
  }
}
