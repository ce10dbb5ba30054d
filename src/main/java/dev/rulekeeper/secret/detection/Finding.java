package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;

/**
 * A credential that stands in clear in a rule.
 *
 * @param pointer the leaf, in the file form of the rule
 * @param region where in the template text of that leaf
 * @param kind what it is, one word of the table of kinds: {@code authorization-header}, {@code
 *     url-query}, {@code slack-webhook} …
 * @param certain whether it must be replaced; {@code false} for what is only worth a warning
 * @param value the credential itself, decoded
 * @param suggestion a readable name from its host, user or position
 */
public record Finding(
    JsonPointer pointer,
    TextSpan region,
    String kind,
    boolean certain,
    SecretValue value,
    SecretName suggestion) {

  /**
   * {@code leaf} (the template text of the leaf) with this credential replaced by the placeholder.
   */
  public String replace(String leaf, SecretName name) {
    return region.replace(leaf, name);
  }
}
