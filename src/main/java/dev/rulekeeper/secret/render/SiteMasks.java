package dev.rulekeeper.secret.render;

/** What a site shows in place of a value that it hides. */
public final class SiteMasks {
  private SiteMasks() {}

  /**
   * Whether {@code text} is a mask: {@code ***}, any run of asterisks or bullets from three on, or
   * empty.
   */
  public static boolean isMask(String text) {
    return text.isEmpty()
        || (text.length() >= 3
            && (text.chars().allMatch(c -> c == '*') || text.chars().allMatch(c -> c == '•')));
  }
}
