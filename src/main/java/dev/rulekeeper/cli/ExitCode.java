package dev.rulekeeper.cli;

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
}
