package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Rule;

/**
 * A rule file as it was read.
 *
 * @param path relative to the root of the repository, with {@code /}
 * @param rule its rule; string leaves are valid template texts
 * @param text its exact text
 */
public record RuleFile(String path, Rule rule, String text) {
  /** {@code path:line} of a leaf of this file, or the path alone where the leaf has no line. */
  public String where(JsonPointer pointer) {
    throw new IllegalStateException("stub " + pointer);
  }
}
