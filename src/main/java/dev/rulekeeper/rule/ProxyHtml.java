package dev.rulekeeper.rule;

import java.util.Locale;

/** HTML as a proxy writes it, well-formed or not. */
final class ProxyHtml {
  private ProxyHtml() {}

  /**
   * {@code page} without tags, comments, scripts and style sheets; a blank in the place of each.
   */
  static String words(String page) {
    StringBuilder words = new StringBuilder();
    int at = 0;
    while (at < page.length()) {
      int open = page.indexOf('<', at);
      int close = open < 0 ? -1 : page.indexOf('>', open);
      if (close < 0) {
        break;
      }
      words.append(page, at, open).append(' ');
      at = end(page, open, close);
    }
    return words.append(page, at, page.length()).toString();
  }

  /** Where the words go on after the tag from {@code open} to {@code close}. */
  private static int end(String page, int open, int close) {
    for (String element : new String[] {"script", "style"}) {
      if (page.regionMatches(true, open + 1, element, 0, element.length())) {
        int end = indexOfEnd(page, "</" + element, close);
        return end < 0 ? page.length() : Math.max(page.indexOf('>', end), end) + 1;
      }
    }
    return close + 1;
  }

  private static int indexOfEnd(String page, String tag, int from) {
    for (int at = page.indexOf("</", from); at >= 0; at = page.indexOf("</", at + 2)) {
      if (page.substring(at, Math.min(page.length(), at + tag.length()))
          .toLowerCase(Locale.ROOT)
          .equals(tag)) {
        return at;
      }
    }
    return -1;
  }
}
