package dev.rulekeeper.rule;

/** A text that cannot be what it should be: an id, a name or a rule tree of the wrong shape. */
public final class RuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what is wrong and what would be right; it must hold no secret value. */
  public RuleException(String message) {
    super(message);
  }
}
