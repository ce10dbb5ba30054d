package dev.rulekeeper.cli;

import dev.rulekeeper.sync.RunEnding;
import dev.rulekeeper.workflow.RotationResult;
import dev.rulekeeper.workflow.WorkflowException;

/** How the process ends; the numbers are a promise to scripts (design section 7). */
enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  CHANGES(3),
  STALE(4),
  PARTLY(5),
  LEAK(6),
  BLOCKED(7),
  FOUND(8);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number for the shell. */
  int number() {
    return number;
  }

  /** How the process ends after a run that ended like this. */
  static ExitCode of(RunEnding ending) {
    return switch (ending) {
      case DONE -> DONE;
      case UNDECIDED -> STALE;
      case BLOCKED -> BLOCKED;
      case PARTLY -> PARTLY;
      case FAILED -> FAILED;
    };
  }

  /** How the process ends where work could not go on. */
  static ExitCode of(WorkflowException.Kind kind) {
    return switch (kind) {
      case FAILED -> FAILED;
      case USAGE -> USAGE;
      case LEAK -> LEAK;
      case BLOCKED -> BLOCKED;
      case FOUND -> FOUND;
    };
  }

  /** How the process ends after a rotation. */
  static ExitCode of(RotationResult result) {
    if (result.undone().isPresent()) {
      return result.undone().get().left().isEmpty() ? FAILED : PARTLY;
    }
    ExitCode written = of(RunEnding.of(result.report(), false));
    return written == DONE && result.hasProblems() ? FOUND : written;
  }
}
