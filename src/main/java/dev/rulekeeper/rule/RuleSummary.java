package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of {@code /rule/summary}: what the site says of a rule without its trigger and
 * components.
 *
 * @param updated the time of the last change exactly as the site wrote it, as text: compare for
 *     equality only, since it has been seen as a number and as a string
 */
public record RuleSummary(
    RuleId id,
    String name,
    RuleState state,
    List<String> scope,
    List<String> labels,
    String updated) {
  /** Copies the lists. */
  public RuleSummary {
    // Very many rules have the same ones.
    scope = scope.stream().map(String::intern).toList();
    labels = labels.stream().map(String::intern).toList();
  }

  /** The scope in the friendly form of rule files, where an ARI has one. */
  public List<String> friendlyScope(CloudId cloud) {
    ArrayNode aris = ExactJson.array();
    scope.forEach(aris::add);
    List<String> friendly = new ArrayList<>();
    JsonNode form = Scope.friendly(aris, cloud).orElse(aris);
    if (form.isTextual()) {
      friendly.add(form.textValue());
    }
    form.forEach(element -> friendly.add(element.asText()));
    return friendly;
  }
}
