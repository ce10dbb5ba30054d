package dev.rulekeeper.report;

/**
 * One line of a diff.
 *
 * @param text without a sign; no line break in it
 */
record DiffLine(Sign sign, String text) {
  /** What a line says. */
  enum Sign {
    /** Where the following lines are. */
    PLACE,
    OLD,
    NEW
  }
}
