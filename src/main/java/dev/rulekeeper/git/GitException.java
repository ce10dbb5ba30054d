package dev.rulekeeper.git;

/** Git could not do what was asked. */
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String hint;

  /** {@code what} failed, and {@code hint}: what to do. Neither holds credentials of a URL. */
  public GitException(String what, String hint) {
    super(what);
    this.hint = hint;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
