package dev.rulekeeper.sync;

import dev.rulekeeper.plan.Change;
import dev.rulekeeper.rule.Rule;

/** Is told what a run is about to overwrite, and says whether it goes on where a rule failed. */
public interface WriteObserver {
  /** Looks at nothing: the failure of one rule leaves the others alone. */
  WriteObserver NONE = new WriteObserver() {};

  /**
   * Takes a rule before it is written, from several threads.
   *
   * @param live the rule as the site has it, with its values
   */
  default void overwriting(Change.Update change, Rule live) {}

  /** Whether the rules that were not tried yet are tried although {@code failed} failed. */
  default boolean goesOnAfter(Outcome failed) {
    return true;
  }
}
