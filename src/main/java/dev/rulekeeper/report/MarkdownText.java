package dev.rulekeeper.report;

import java.util.List;

/**
 * Text that people wrote, for Markdown and the HTML in it. It is read as it stands there: it can
 * break out of nothing, sets no picture, link or code, and a platform finds neither a person nor a
 * number in it to link to or to notify.
 */
final class MarkdownText {
  private static final String FENCE = "```";

  /** After one of these, platforms look for a name or a number: a person, an issue, a label. */
  private static final String SIGILS = "@#!$%~&+^*";

  private static final String SYNTAX = "\\`*_{}[]!~|$^";

  /** Splits a text without being seen; in HTML as in Markdown. */
  private static final String SPLIT = "<!-- -->";

  private MarkdownText() {}

  /** {@code text} for a line of HTML, such as a summary. */
  static String html(String text) {
    return escaped(text, false);
  }

  /** {@code text} for a cell of a table or a line of text. */
  static String inline(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean markdown) {
    StringBuilder escaped = new StringBuilder();
    String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      escaped.append(
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> markdown ? backslashed(c) : withoutSyntax(c);
          });
      if (couldLink(line, i)) {
        escaped.append(SPLIT);
      }
    }
    return escaped.toString();
  }

  /** With a backslash Markdown takes every punctuation as itself. */
  private static String backslashed(char c) {
    boolean punctuation = c > ' ' && c < 0x7f && !Character.isLetterOrDigit(c);
    return punctuation ? "\\" + c : String.valueOf(c);
  }

  /** HTML stands in Markdown, which may read what it holds. */
  private static String withoutSyntax(char c) {
    return SYNTAX.indexOf(c) >= 0 ? "&#" + (int) c + ";" : String.valueOf(c);
  }

  /** Whether a platform could take what follows for a link: {@code @a}, {@code #1}, {@code ://}. */
  private static boolean couldLink(String line, int at) {
    char c = line.charAt(at);
    char next = at + 1 < line.length() ? line.charAt(at + 1) : ' ';
    if (SIGILS.indexOf(c) >= 0) {
      return Character.isLetterOrDigit(next);
    }
    if (c == ':') {
      return next == '/' || Character.isLetterOrDigit(next);
    }
    boolean www = line.regionMatches(true, Math.max(0, at - 2), "www.", 0, 4);
    boolean issue = line.regionMatches(true, Math.max(0, at - 2), "gh-", 0, 3);
    return www || (issue && Character.isDigit(next));
  }

  /** {@code lines} as a block of code of a language, in a fence that none of them can close. */
  static String code(String language, List<String> lines) {
    String fence = FENCE;
    while (containsAny(lines, fence)) {
      fence += "`";
    }
    return fence + language + "\n" + String.join("\n", lines) + "\n" + fence + "\n";
  }

  private static boolean containsAny(List<String> lines, String fence) {
    return lines.stream().anyMatch(line -> line.contains(fence));
  }
}
