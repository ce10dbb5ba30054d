package dev.rulekeeper.secret.render;

/**
 * What proves that a text of the site is an older value of the secret whose placeholder Git has
 * there, strongest first ({@code docs/reconcile.md}).
 */
public enum Proof {
  /**
   * The site has not changed the rule since the base was written, and its text outside the holes is
   * the base's: whatever stands in a hole is what was there before.
   */
  UNTOUCHED,
  /** The base remembers a keyed fingerprint of exactly this value. */
  FINGERPRINT,
  /** It is an older value that this run knows from another place, or was told. */
  KNOWN_VALUE,
  /** The rule was edited, and the template fits the text in exactly one way. */
  ONLY_READING,
  /** None: it may be an older value, and as well an edit. */
  UNPROVEN;

  /** The weaker of the two. */
  Proof and(Proof other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
