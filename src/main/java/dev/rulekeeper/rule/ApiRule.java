package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.PackedTree;
import dev.rulekeeper.json.TextPacking;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A rule as the API speaks it: the envelope {@code {"rule": …, "connections": …}}, with its UUID.
 * The trees may hold secret values in clear, so an {@code ApiRule} must never be printed or stored;
 * they are never changed once made.
 */
public final class ApiRule {
  private static final String RULE = "rule";
  private static final String CONNECTIONS = "connections";

  private final RuleId id;
  private final Supplier<Trees> trees;
  private final String name;
  private final String updated;

  private record Trees(ObjectNode rule, ArrayNode connections) {}

  private ApiRule(RuleId id, Supplier<Trees> trees, String name, String updated) {
    this.id = id;
    this.trees = trees;
    this.name = name;
    this.updated = updated;
  }

  /**
   * The rule with these trees.
   *
   * @param rule the content of {@code rule}, as read: with component ids, {@code created} and so on
   * @param connections the content of {@code connections}; empty where the site sent none
   */
  public ApiRule(RuleId id, ObjectNode rule, ArrayNode connections) {
    this(
        id,
        () -> new Trees(rule, connections),
        rule.path("name").asText(""),
        rule.path("updated").asText(""));
  }

  /**
   * The same rule in few bytes, for one of thousands that are read before any is looked at.
   *
   * @param packing packs all of them
   */
  public ApiRule packed(TextPacking packing) {
    ObjectNode envelope = ExactJson.object();
    envelope.set(RULE, rule());
    envelope.set(CONNECTIONS, connections());
    PackedTree packed = PackedTree.of(envelope, packing);
    return new ApiRule(
        id,
        () ->
            new Trees(
                (ObjectNode) packed.get().get(RULE), (ArrayNode) packed.get().get(CONNECTIONS)),
        name,
        updated);
  }

  /** The id by which the site knows it. */
  public RuleId id() {
    return id;
  }

  /** The content of {@code rule}. */
  public ObjectNode rule() {
    return trees.get().rule();
  }

  /** The content of {@code connections}. */
  public ArrayNode connections() {
    return trees.get().connections();
  }

  /** The name of the rule, or {@code ""} where it has none. */
  public String name() {
    return name;
  }

  /** The time of the last change exactly as the site wrote it, or {@code ""}. */
  public String updated() {
    return updated;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiRule api
        && id.equals(api.id)
        && rule().equals(api.rule())
        && connections().equals(api.connections());
  }

  @Override
  public int hashCode() {
    return Objects.hash(id);
  }

  /** Names the rule and nothing of its content, which may be secret. */
  @Override
  public String toString() {
    return "ApiRule[" + id + "]";
  }
}
