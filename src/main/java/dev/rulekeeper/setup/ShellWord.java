package dev.rulekeeper.setup;

/** A text as one word of a POSIX shell. */
public final class ShellWord {
  private ShellWord() {}

  /** {@code text} in single quotes. */
  public static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
