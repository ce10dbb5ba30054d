package dev.rulekeeper.secret;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretName;
import java.util.List;

/**
 * One place of a rule that holds a placeholder.
 *
 * @param pointer the leaf, in the file form of the rule
 * @param field the leaf for a reader: {@code header Authorization}, {@code url}, {@code body}, else
 *     the last words of the pointer
 * @param host where it is sent: a host name, {@code ""} where it is sent nowhere, {@code "?"} where
 *     a smart value makes the host unknown
 */
public record SecretUse(SecretName name, JsonPointer pointer, String field, String host) {
  /** The uses in {@code fields}, a rule in file form with template texts, in document order. */
  public static List<SecretUse> in(ObjectNode fields) {
    throw new IllegalStateException("stub");
  }
}
