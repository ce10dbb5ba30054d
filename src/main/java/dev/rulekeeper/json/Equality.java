package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether two JSON trees say the same: key order and the spelling of a number (1.0 or 1) do not
 * count.
 */
public final class Equality {
  private Equality() {}

  /** Whether {@code left} and {@code right} say the same. */
  public static boolean same(JsonNode left, JsonNode right) {
    return left.equals(Equality::compareLeaves, right);
  }

  private static int compareLeaves(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return left.equals(right) ? 0 : 1;
  }
}
