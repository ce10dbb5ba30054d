package dev.rulekeeper.adopt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts placeholders into a rule with template texts: by place, and by value. */
public final class FindingSubstitution {
  private FindingSubstitution() {}

  /** {@code rule} with placeholders in the place of those {@code findings} that have a name. */
  public static Rule replace(
      Rule rule, List<Finding> findings, Map<SecretValue, SecretName> names) {
    if (findings.isEmpty()) {
      return rule;
    }
    Map<JsonPointer, List<Finding>> byLeaf = new HashMap<>();
    findings.forEach(f -> byLeaf.computeIfAbsent(f.pointer(), at -> new ArrayList<>()).add(f));
    Set<String> texts = new HashSet<>();
    byLeaf.keySet().forEach(at -> texts.add(rule.fields().at(at).asText()));
    ObjectNode fields =
        Leaves.map(
            rule.fields(),
            texts::contains,
            (at, text) -> replace(text, byLeaf.getOrDefault(at, List.of()), names));
    return new Rule(rule.id(), fields);
  }

  /** From the last one on, so that the places of those before it stay. */
  private static String replace(
      String text, List<Finding> here, Map<SecretValue, SecretName> names) {
    String replaced = text;
    for (int i = here.size() - 1; i >= 0; i--) {
      SecretName name = names.get(here.get(i).value());
      if (name != null) {
        replaced = here.get(i).replace(replaced, name);
      }
    }
    return replaced;
  }

  /** {@code rule} with placeholders also for {@code values}, wherever they stand. */
  @SuppressWarnings("ReferenceEquality") // A tree in which nothing changes is the same one.
  public static Rule substitute(Rule rule, KnownValues values) {
    ObjectNode fields = rule.fields();
    ObjectNode substituted = Leaves.mapTexts(fields, values::substitute);
    return substituted == fields ? rule : new Rule(rule.id(), substituted);
  }
}
