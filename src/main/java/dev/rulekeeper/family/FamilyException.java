package dev.rulekeeper.family;

import java.util.List;

/** A template or an instance that cannot be used; carries every problem found. */
public final class FamilyException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /** Carries {@code problems}, at least one. */
  public FamilyException(List<Problem> problems) {
    super(problems.get(0).what());
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
