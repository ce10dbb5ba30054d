package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A rule as the API speaks it: the envelope {@code {"rule": …, "connections": …}}, with its UUID.
 * The trees may hold secret values in clear, so an {@code ApiRule} must never be printed or stored;
 * they are never changed once made.
 *
 * @param rule the content of {@code rule}, as read: with component ids, {@code created} and so on
 * @param connections the content of {@code connections}; empty where the site sent none
 */
public record ApiRule(RuleId id, ObjectNode rule, ArrayNode connections) {
  /** The name of the rule, or {@code ""} where it has none. */
  public String name() {
    return rule.path("name").asText("");
  }

  /** The time of the last change exactly as the site wrote it, or {@code ""}. */
  public String updated() {
    return rule.path("updated").asText("");
  }

  /** Names the rule and nothing of its content, which may be secret. */
  @Override
  public String toString() {
    return "ApiRule[" + id + "]";
  }
}
