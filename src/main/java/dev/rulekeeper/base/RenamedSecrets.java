package dev.rulekeeper.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was written before secrets got other names, told with the names of today: a new name is no
 * edit.
 */
public final class RenamedSecrets {
  private final Map<String, String> tags = new TreeMap<>();

  /** Knows these names: old to new. An old one that is in {@code use} again stays what it is. */
  public RenamedSecrets(Map<SecretName, SecretName> names, java.util.Set<SecretName> use) {
    names.forEach(
        (old, name) -> {
          if (!use.contains(old)) {
            tags.put(tag(old), tag(name));
          }
        });
  }

  private static String tag(SecretName name) {
    return "<<secret:" + name.value() + ">>";
  }

  /** {@code rule} with the names of today. */
  public Rule in(Rule rule) {
    if (rule.tagged().stream().allMatch(text -> in(text).equals(text))) {
      return rule;
    }
    String text = ExactJson.write(rule.fields());
    String renamed = in(text);
    return renamed.equals(text) ? rule : new Rule(rule.id(), (ObjectNode) ExactJson.read(renamed));
  }

  /** Tags have one spelling, which JSON does not escape. */
  private String in(String text) {
    String renamed = text;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      renamed = renamed.replace(tag.getKey(), tag.getValue());
    }
    return renamed;
  }

  /** {@code agreement} with the names of today; fingerprints of old names are of no use. */
  public Agreement in(Agreement agreement) {
    return tags.isEmpty()
        ? agreement
        : new Agreement(agreement.commit(), agreement.entry().map(this::in));
  }

  private BaseRule in(BaseRule entry) {
    SortedMap<String, String> known = new TreeMap<>(entry.fingerprints());
    known.keySet().removeIf(tag -> !in(tag).equals(tag));
    return entry.with(this::in, known);
  }
}
