package dev.rulekeeper.plan;

/** What becomes of a rule that was edited on the site since the last sync. */
public enum DriftPolicy {
  /** Any drift or conflict stops the whole sync. */
  FAIL,
  /** Such rules are left alone. */
  SKIP,
  /**
   * Edits of both sides are merged; where they meet, it is a conflict and the rule is left alone.
   */
  MERGE,
  /** Git wins: the edit on the site is overwritten. */
  OURS,
  /** The site wins: what Git changed in such rules is not sent. */
  THEIRS
}
