package dev.rulekeeper.rule;

import java.util.List;

/** What was not done, told to a person: what, one line for each detail, and what to do. */
public abstract class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> details;
  private final String hint;

  /** {@code what} was refused; {@code details} are without values; {@code hint}: what to do. */
  protected Refusal(String what, List<String> details, String hint) {
    super(what);
    this.details = List.copyOf(details);
    this.hint = hint;
  }

  /** Why, line by line. */
  public final List<String> details() {
    return details;
  }

  /** What to do. */
  public final String hint() {
    return hint;
  }
}
