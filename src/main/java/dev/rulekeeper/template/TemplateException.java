package dev.rulekeeper.template;

/**
 * A text that is not a template: an unknown tag, a tag that is not closed, a name of the wrong
 * shape.
 */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String hint;

  /** {@code problem} says what is wrong and quotes the tag only; {@code hint} says what to do. */
  public TemplateException(String problem, String hint) {
    super(problem);
    this.hint = hint;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
