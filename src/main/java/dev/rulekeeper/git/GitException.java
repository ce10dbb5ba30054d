package dev.rulekeeper.git;

/** Git could not do what was asked. */
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String hint;

  /** Why Git could not, as far as a caller acts on it. */
  public enum Kind {
    /**
     * The repository, the network or the disk failed, or the state of the repository forbids it.
     */
    FAILED,
    /** The remote was reached and said no: a hook, a protected branch, missing rights. */
    REJECTED,
    /** Somebody else moved the branch or ref meanwhile: read again and retry. */
    MOVED,
    /** Another run holds the lock. */
    LOCKED
  }

  /** {@code what} failed, and {@code hint}: what to do. Neither holds credentials of a URL. */
  public GitException(String what, String hint) {
    this(Kind.FAILED, what, hint);
  }

  /** The same, of a certain kind. */
  public GitException(Kind kind, String what, String hint) {
    super(what);
    this.kind = kind;
    this.hint = hint;
  }

  /** Why Git could not. */
  public Kind kind() {
    return kind;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
