package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A rule in the form that files hold: the fields in file order, {@code id} first, {@code scope} in
 * its friendly form, without what the server owns. String leaves may be templates (as in Git) or
 * plain text (as rendered, or as read from a site). The tree is never changed once made.
 */
public record Rule(RuleId id, ObjectNode fields) {
  /** The name of the rule, or {@code ""} where it has none. */
  public String name() {
    return fields.path("name").asText("");
  }

  /** Names the rule and nothing of its content, which may be secret. */
  @Override
  public String toString() {
    return "Rule[" + id + "]";
  }
}
