package dev.rulekeeper.workflow;

import dev.rulekeeper.rule.Refusal;
import java.util.List;

/** Work that cannot go on. */
public final class WorkflowException extends Refusal {
  private static final long serialVersionUID = 1L;
  private final Kind kind;

  /** Why it cannot. */
  public enum Kind {
    /** Something does not work. */
    FAILED,
    /** What was asked for makes no sense. */
    USAGE,
    /** A secret would have leaked. */
    LEAK,
    /** A guard forbids it. */
    BLOCKED,
    /** What was looked for, and is not to be, is there. */
    FOUND
  }

  /** {@code what} failed; {@code hint} says what to do. */
  public WorkflowException(Kind kind, String what, List<String> details, String hint) {
    super(what, details, hint);
    this.kind = kind;
  }

  /** As the other, without details. */
  public WorkflowException(Kind kind, String what, String hint) {
    this(kind, what, List.of(), hint);
  }

  /** Why, as a kind. */
  public Kind kind() {
    return kind;
  }
}
