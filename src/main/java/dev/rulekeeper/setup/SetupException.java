package dev.rulekeeper.setup;

/** What a repository cannot be set up with; says what to give in its place. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String hint;

  SetupException(String what, String hint) {
    super(what);
    this.hint = hint;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
