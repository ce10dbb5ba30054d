package dev.rulekeeper.plan;

import java.util.List;

/** A plan that cannot be made; carries every problem found, not only the first. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;
  private final String hint;

  /** {@code what} is wrong; {@code problems}, one line each; {@code hint}: what to do. */
  public PlanException(String what, List<String> problems, String hint) {
    super(what);
    this.problems = List.copyOf(problems);
    this.hint = hint;
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
