package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.Refusal;
import java.util.List;

/** Credentials that cannot be taken out of rule files, or no places as named. */
public final class AdoptionException extends Refusal {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** A value would have been written in clear. */
    LEAK,
    /** There is nothing of the name or mark that was given. */
    UNKNOWN
  }

  private final Kind kind;

  AdoptionException(Kind kind, String what, List<String> details, String hint) {
    super(what, details, hint);
    this.kind = kind;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }
}
