package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;

/** The macros of Jira's wiki markup, such as {@code {noformat}} and {@code {color:red}}. */
final class WikiMacro {
  private WikiMacro() {}

  /** Whether one begins at {@code at} of {@code text}: no value goes on there. */
  static boolean isAt(String text, int at) {
    if (text.charAt(at) != '{') {
      return false;
    }
    int end = at + 1;
    while (end < text.length() && Characters.isLower(text.charAt(end))) {
      end++;
    }
    return end > at + 2 && end < text.length() && "}:".indexOf(text.charAt(end)) >= 0;
  }
}
