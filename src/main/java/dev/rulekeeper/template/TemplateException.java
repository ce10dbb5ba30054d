package dev.rulekeeper.template;

import java.util.List;

/** A template or an instance that cannot be used; carries every problem found. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<TemplateProblem> problems;

  /** Carries {@code problems}, at least one. */
  public TemplateException(List<TemplateProblem> problems) {
    super(problems.get(0).what());
    this.problems = List.copyOf(problems);
  }

  /** The problems in the order of the file. */
  public List<TemplateProblem> problems() {
    return problems;
  }
}
