package dev.rulekeeper.cli;

/** The forms in which a result is printed. */
enum OutputFormat {
  TEXT,
  JSON,
  MARKDOWN
}
