package dev.rulekeeper.export;

import dev.rulekeeper.rule.Refusal;
import java.util.List;

/** An export that was refused before anything was written. */
public final class ExportException extends Refusal {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

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
    super(what, details, hint);
    this.kind = kind;
  }

  /** Why, as a kind. */
  public Kind kind() {
    return kind;
  }
}
