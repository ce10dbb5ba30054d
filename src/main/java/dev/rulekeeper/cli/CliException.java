package dev.rulekeeper.cli;

import java.util.List;

/** A command that cannot go on; carries its exit code. */
final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ExitCode exitCode;
  private final transient List<String> details;
  private final String hint;

  CliException(ExitCode exitCode, String what, List<String> details, String hint) {
    super(what);
    this.exitCode = exitCode;
    this.details = List.copyOf(details);
    this.hint = hint;
  }

  CliException(ExitCode exitCode, String what, String hint) {
    this(exitCode, what, List.of(), hint);
  }

  ExitCode exitCode() {
    return exitCode;
  }

  List<String> details() {
    return details;
  }

  String hint() {
    return hint;
  }
}
