package dev.rulekeeper.yaml;

import java.util.List;

/**
 * Files of the rule repository that cannot be used; carries every problem found, not only the
 * first.
 */
public final class InvalidFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problem> problems;

  /**
   * What is wrong where: {@code where} is {@code path} or {@code path:line}; {@code hint} says what
   * to do.
   */
  public record Problem(String where, String what, String hint) {}

  /** Carries {@code problems}, at least one. */
  public InvalidFileException(List<Problem> problems) {
    super(problems.get(0).where() + ": " + problems.get(0).what());
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of the files. */
  public List<Problem> problems() {
    return problems;
  }
}
