package dev.rulekeeper.plan;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.Selection;
import java.util.Set;

/**
 * What the user allows or asks for.
 *
 * @param onDrift what becomes of rules that were edited on the site
 * @param prune whether rules whose file is gone may be switched off and deleted
 * @param allowDisable whether a rule may be written although the site will switch it off, because
 *     it uses a connection of somebody else
 * @param full whether every rule is read, also those that the base shows to be unchanged
 * @param selection the rules that the run is about
 * @param rotate secrets that are written wherever the site hides their value, whatever is known of
 *     it
 * @param sampling whether one rule may tell of a secret that the others hold an older value of it,
 *     too: good enough for whoever reads each of them again before writing it
 */
public record PlanOptions(
    DriftPolicy onDrift,
    boolean prune,
    boolean allowDisable,
    boolean full,
    Selection selection,
    Set<SecretName> rotate,
    boolean sampling) {
  /** Copies the set. */
  public PlanOptions {
    rotate = Set.copyOf(rotate);
  }

  /** Options that let no rule speak for another. */
  public PlanOptions(
      DriftPolicy onDrift,
      boolean prune,
      boolean allowDisable,
      boolean full,
      Selection selection,
      Set<SecretName> rotate) {
    this(onDrift, prune, allowDisable, full, selection, rotate, false);
  }

  /** The same, with one rule speaking for the others. */
  public PlanOptions withSampling() {
    return new PlanOptions(onDrift, prune, allowDisable, full, selection, rotate, true);
  }

  /** Options for every rule. */
  public PlanOptions(DriftPolicy onDrift, boolean prune, boolean allowDisable, boolean full) {
    this(onDrift, prune, allowDisable, full, Selection.everything(), Set.of());
  }

  /** Merges what can be merged, allows nothing else, asks for nothing. */
  public static PlanOptions careful() {
    return new PlanOptions(DriftPolicy.MERGE, false, false, false);
  }
}
