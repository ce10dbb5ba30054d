package dev.rulekeeper.plan;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.Selection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the user allows or asks for.
 *
 * @param onDrift what becomes of rules that were edited on the site
 * @param choices what is allowed or asked for beside
 * @param selection the rules that the run is about
 * @param rotate secrets that are written wherever the site hides their value, or nothing proves
 *     what stands there
 * @param older older values of secrets that the user knows
 * @param uncompared secrets without a value, of which nothing is said but that they were not
 *     compared
 */
public record PlanOptions(
    DriftPolicy onDrift,
    Set<Choice> choices,
    Selection selection,
    Set<SecretName> rotate,
    Map<SecretName, Set<SecretValue>> older,
    Set<SecretName> uncompared) {
  /** What a user may allow or ask for. */
  public enum Choice {
    /** Rules whose file is gone may be switched off and deleted. */
    DELETE,
    /**
     * A rule may be written although the site will switch it off, because it uses a connection of
     * somebody else.
     */
    DISABLE,
    /** Every rule is read, also those that the base shows to be unchanged. */
    READ_EVERY_RULE,
    /**
     * One rule may tell of a secret that the others hold an older value of it, too: good enough for
     * whoever reads each of them again before writing it.
     */
    SAMPLE
  }

  /** Copies the collections. */
  public PlanOptions {
    choices = Set.copyOf(choices);
    rotate = Set.copyOf(rotate);
    older = Map.copyOf(older);
    uncompared = Set.copyOf(uncompared);
  }

  /** Merges what can be merged, in every rule; allows nothing else, asks for nothing. */
  public static PlanOptions careful() {
    return onDrift(DriftPolicy.MERGE);
  }

  /** As {@link #careful}, with another policy. */
  public static PlanOptions onDrift(DriftPolicy policy) {
    return new PlanOptions(policy, Set.of(), Selection.everything(), Set.of(), Map.of(), Set.of());
  }

  /** Whether the user chose {@code choice}. */
  public boolean has(Choice choice) {
    return choices.contains(choice);
  }

  /** The same, with {@code choice} chosen. */
  public PlanOptions with(Choice choice) {
    EnumSet<Choice> all = EnumSet.of(choice);
    all.addAll(choices);
    return new PlanOptions(onDrift, all, selection, rotate, older, uncompared);
  }

  /** The same, with {@code choice} chosen where {@code chosen} says so. */
  public PlanOptions with(Choice choice, boolean chosen) {
    return chosen ? with(choice) : this;
  }

  /** The same, for these rules. */
  public PlanOptions of(Selection rules) {
    return new PlanOptions(onDrift, choices, rules, rotate, older, uncompared);
  }

  /** The same, where these secrets are written although nothing proves what stands there. */
  public PlanOptions rotating(Set<SecretName> names) {
    return new PlanOptions(onDrift, choices, selection, names, older, uncompared);
  }

  /** The same, with these older values of secrets known. */
  public PlanOptions knowing(Map<SecretName, Set<SecretValue>> values) {
    return new PlanOptions(onDrift, choices, selection, rotate, values, uncompared);
  }

  /** The same, where nothing is to be said of the values of these secrets. */
  public PlanOptions notComparing(Set<SecretName> names) {
    return new PlanOptions(onDrift, choices, selection, rotate, older, names);
  }
}
