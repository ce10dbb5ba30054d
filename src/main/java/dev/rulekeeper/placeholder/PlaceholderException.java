package dev.rulekeeper.placeholder;

import java.util.OptionalInt;

/**
 * A text that is not a template: an unknown tag, a tag that is not closed, a name of the wrong
 * shape. Also a template that cannot be rendered.
 */
public final class PlaceholderException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String hint;
  private final int offset;

  /** {@code problem} says what is wrong and quotes the tag only; {@code hint} says what to do. */
  public PlaceholderException(String problem, String hint) {
    this(problem, hint, -1);
  }

  /** As above, for the tag that begins at {@code offset} of the parsed text. */
  PlaceholderException(String problem, String hint, int offset) {
    super(problem);
    this.hint = hint;
    this.offset = offset;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }

  /** Where in the parsed text the tag begins, in UTF-16 units, where one tag is to blame. */
  public OptionalInt offset() {
    return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
  }
}
