package dev.rulekeeper.export;

import java.util.List;

/** An export that was refused before anything was written. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final transient List<String> details;
  private final String hint;

  /** Why. */
  public enum Kind {
    /**
     * Credentials without a name, and nowhere to put their values; or a value in what would be
     * written.
     */
    SECRET,
    /** Git and site both changed the same place. */
    CONFLICT,
    /** The file given with {@code --from} is no export of rules. */
    INPUT
  }

  /**
   * {@code what} was refused; {@code details}, one line each, without values; {@code hint}: what to
   * do.
   */
  public ExportException(Kind kind, String what, List<String> details, String hint) {
    super(what);
    this.kind = kind;
    this.details = List.copyOf(details);
    this.hint = hint;
  }

  /** Why, as a kind. */
  public Kind kind() {
    return kind;
  }

  /** Why, line by line. */
  public List<String> details() {
    return details;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
