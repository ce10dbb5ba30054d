package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Makes one node of one number, however it was written: {@code 1.5E1} is written as {@code 15}, so
 * it is the node that reading {@code 15} gives.
 */
final class CanonicalNumbers extends JsonNodeFactory {
  @Serial private static final long serialVersionUID = 1;

  @Override
  public ValueNode numberNode(BigDecimal number) {
    if (number.scale() != 0) {
      return super.numberNode(number);
    }
    BigInteger whole = number.unscaledValue();
    if (whole.bitLength() < Integer.SIZE) {
      return numberNode(whole.intValue());
    }
    return whole.bitLength() < Long.SIZE ? numberNode(whole.longValue()) : numberNode(whole);
  }
}
