package dev.rulekeeper.secret.detection;

/** A credential and where it stands in its leaf. */
record LocatedFinding(TextSpan region, String value) {
  /** The region only. */
  @Override
  public String toString() {
    return "Located[" + region + "]";
  }
}
