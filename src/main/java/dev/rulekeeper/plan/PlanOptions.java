package dev.rulekeeper.plan;

/**
 * What the user allows or asks for.
 *
 * @param onDrift what becomes of rules that were edited on the site
 * @param prune whether rules whose file is gone may be switched off and deleted
 * @param allowDisable whether a rule may be written although the site will switch it off, because
 *     it uses a connection of somebody else
 * @param full whether every rule is read, also those that the base shows to be unchanged
 */
public record PlanOptions(DriftPolicy onDrift, boolean prune, boolean allowDisable, boolean full) {
  /** Merges what can be merged, allows nothing else, asks for nothing. */
  public static PlanOptions careful() {
    return new PlanOptions(DriftPolicy.MERGE, false, false, false);
  }
}
