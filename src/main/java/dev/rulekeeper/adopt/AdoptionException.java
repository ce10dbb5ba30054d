package dev.rulekeeper.adopt;

import java.util.List;

/** Credentials that cannot be taken out of rule files, or no places as named. */
public final class AdoptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble it is. */
  public enum Kind {
    /** A value would have been written in clear. */
    LEAK,
    /** There is nothing of the name or mark that was given. */
    UNKNOWN
  }

  private final Kind kind;
  private final transient List<String> details;
  private final String hint;

  AdoptionException(Kind kind, String what, List<String> details, String hint) {
    super(what);
    this.kind = kind;
    this.details = List.copyOf(details);
    this.hint = hint;
  }

  /** What kind of trouble it is. */
  public Kind kind() {
    return kind;
  }

  /** One line for each place. */
  public List<String> details() {
    return details;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
