package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * YAML text and JSON trees: deterministic, {@code \n}, long lines unfolded, doubtful strings
 * quoted.
 */
public final class Yaml {
  private Yaml() {}

  /**
   * Parses one YAML document as a JSON tree; numbers keep their digits, anchors and tags are
   * refused.
   *
   * @param path for messages
   * @throws RulesetException if it is not YAML, has a duplicate key or a key that is no string
   */
  public static JsonNode read(String path, String text) {
    throw new IllegalStateException("stub");
  }

  /** As {@link #read}, with every scalar a string exactly as written. */
  public static JsonNode readText(String path, String text) {
    throw new IllegalStateException("stub");
  }

  /**
   * The text of {@code tree}; {@code read(write(tree))} equals {@code tree} and writes the same
   * bytes.
   */
  public static String write(JsonNode tree) {
    throw new IllegalStateException("stub");
  }

  /**
   * {@code text} changed to hold {@code tree}, keeping comments and the style of what did not
   * change.
   */
  public static String rewrite(String path, String text, JsonNode tree) {
    throw new IllegalStateException("stub");
  }
}
