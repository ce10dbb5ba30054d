package dev.rulekeeper.lint;

import dev.rulekeeper.ruleset.FileText;

/**
 * Texts of rule files in which an earlier lint found nothing at all. It decides only whether a file
 * is looked at again, so one that is lost costs time.
 */
public interface CleanFiles {
  /** Knows none, and learns none: every file is looked at. */
  CleanFiles NONE =
      new CleanFiles() {
        @Override
        public boolean has(FileText text) {
          return false;
        }

        @Override
        public void learn(FileText text) {
          // As its name says.
        }
      };

  /** Whether nothing was found in a file with exactly this text. Called by many threads. */
  boolean has(FileText text);

  /** That nothing was found in a file with this text. Called by many threads. */
  void learn(FileText text);
}
