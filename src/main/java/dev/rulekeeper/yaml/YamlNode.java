package dev.rulekeeper.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A node of a YAML document with the place it was read from; offsets count the chars of the text.
 *
 * @param value the tree that it stands for
 * @param start of its first character
 * @param end behind its last character; for a block scalar the beginning of the next line
 * @param entries what a collection holds, in the order of the text
 */
public record YamlNode(JsonNode value, Style style, int start, int end, List<Entry> entries) {
  /** How a node is written. */
  enum Style {
    /** A plain or quoted scalar. */
    SCALAR,
    /** A literal or folded scalar. */
    BLOCK_SCALAR,
    /** A collection in brackets or braces. */
    FLOW,
    /** A collection with an entry a line. */
    BLOCK,
    /** A block collection with keys that stand behind {@code ?}. */
    EXPLICIT
  }

  /**
   * An entry of a collection.
   *
   * @param key empty in a sequence
   * @param lead where the lines above it begin that belong to it: comments and empty lines
   * @param start of the key, or of the dash
   * @param indicatorEnd behind the colon, or the dash
   */
  record Entry(String key, int lead, int start, int indicatorEnd, YamlNode node) {}

  /** Copies the entries. */
  public YamlNode {
    entries = List.copyOf(entries);
  }
}
