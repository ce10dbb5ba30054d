package dev.rulekeeper.cli;

import dev.rulekeeper.rule.Refusal;
import java.util.List;

/** A command that cannot go on; carries its exit code. */
final class CliException extends Refusal {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;

  CliException(ExitCode exitCode, String what, List<String> details, String hint) {
    super(what, details, hint);
    this.exitCode = exitCode;
  }

  CliException(ExitCode exitCode, String what, String hint) {
    this(exitCode, what, List.of(), hint);
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
