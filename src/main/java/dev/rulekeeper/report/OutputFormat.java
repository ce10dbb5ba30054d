package dev.rulekeeper.report;

/** The forms in which a result is printed. */
public enum OutputFormat {
  TEXT,
  JSON,
  MARKDOWN
}
