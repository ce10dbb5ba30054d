package dev.rulekeeper.export;

/** What an export does with a place that was edited in Git and on the site. */
public enum ConflictPolicy {
  /** Nothing is written until somebody decides. */
  FAIL,
  /** Git's side stays. */
  OURS,
  /** The site's side is taken. */
  THEIRS
}
