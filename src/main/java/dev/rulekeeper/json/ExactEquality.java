package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;

/** Equality of trees as files see it. */
public final class ExactEquality {
  /** Jackson calls 1.10 and 1.1 equal; a file must not. */
  private static final Comparator<JsonNode> DIGIT_BY_DIGIT =
      (left, right) ->
          left.equals(right) && (!left.isNumber() || left.asText().equals(right.asText())) ? 0 : 1;

  private ExactEquality() {}

  /** Whether both say the same: the order of keys is free, the digits of a number are not. */
  public static boolean same(JsonNode left, JsonNode right) {
    return left.equals(DIGIT_BY_DIGIT, right);
  }
}
