package dev.rulekeeper.base;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The history that a checkout has: what was committed before it, on all the ways that lead to it.
 */
public interface LineOfWork {
  /** Whether {@code commit}, of an {@link Agreement}, is part of it. */
  boolean has(String commit);

  /** Whether Git has a file for this rule now. */
  boolean hasFile(RuleId id);

  /**
   * What the file of this rule said, now and in the commits of this line, the newest first.
   *
   * @param since only in what came after this commit
   */
  Stream<Rule> versions(RuleId id, Optional<String> since);
}
