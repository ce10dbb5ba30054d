package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One place of a rule that holds a placeholder. A text that a variable carries on counts once for
 * every place of the rule that reads the variable.
 *
 * @param pointer the leaf, in the file form of the rule
 * @param field the leaf for a reader: {@code header Authorization}, {@code url}, {@code body},
 *     {@code comment}, {@code variable NAME}, else the last words of the pointer
 * @param host where it is sent: a host name, {@code http://name} for one that it goes to in clear,
 *     {@code ""} where it is sent nowhere, {@code "?"} where a smart value, a variable of the site
 *     or an odd address makes the host unknown
 * @param publish the kind of publishing place, see {@code publish} of the ledger, or {@code ""}
 */
public record SecretUse(
    SecretName name, JsonPointer pointer, String field, String host, String publish) {
  /** The {@link #host} of a text that goes to a host nobody knows before the rule runs. */
  public static final String UNKNOWN_HOST = "?";

  /** A use that publishes nothing. */
  public SecretUse(SecretName name, JsonPointer pointer, String field, String host) {
    this(name, pointer, field, host, "");
  }

  /** The uses in {@code fields}, a rule in file form with template texts, in document order. */
  public static List<SecretUse> in(ObjectNode fields) {
    var keys = new HashSet<String>();
    keys(fields, keys);
    return SecretUses.of(RuleWalk.places(fields), keys);
  }

  private static void keys(JsonNode node, Set<String> keys) {
    node.fieldNames().forEachRemaining(keys::add);
    node.forEach(child -> keys(child, keys));
  }
}
