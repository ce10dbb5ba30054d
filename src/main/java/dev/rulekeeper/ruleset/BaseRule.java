package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Equality;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.RuleId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A rule as Git and the site last agreed on it: one file of the base.
 *
 * @param rule with template texts, never a value
 * @param updated the site's time of that state, exactly as the site wrote it
 * @param fingerprints by tag, the keyed fingerprint of the value that the site was last given or
 *     seen with; empty where there is no key, or nothing is known
 * @param variables by name, the text that the site had for the variables in the rule
 */
public record BaseRule(
    Rule rule,
    String updated,
    SortedMap<String, String> fingerprints,
    SortedMap<String, String> variables) {
  private static final String FINGERPRINTS = "fingerprints";
  private static final String VARIABLES = "variables";

  /** Copies the maps. */
  public BaseRule {
    fingerprints = Collections.unmodifiableSortedMap(new TreeMap<>(fingerprints));
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  /** An entry that knows nothing of values. */
  public BaseRule(Rule rule, String updated) {
    this(rule, updated, Collections.emptySortedMap(), Collections.emptySortedMap());
  }

  /** The same without its time, so that the rule is read again. */
  public BaseRule withoutTime() {
    return new BaseRule(rule, "", fingerprints, variables);
  }

  /**
   * Whether {@code live} is the rule as it was agreed on, or that switched off, as a deletion which
   * did not come to its end leaves it.
   */
  public boolean isSameOrSwitchedOff(Rule live) {
    ObjectNode agreed = rule.fields();
    if (live.fields().path("state").asText().equals("DISABLED")) {
      agreed = agreed.deepCopy().put("state", "DISABLED");
    }
    return Equality.same(agreed, live.fields());
  }

  /**
   * Where the entry of {@code id} lies in the base: {@code ab/<uuid>.json}, {@code ab} its last two
   * digits.
   */
  public static String pathOf(RuleId id) {
    String text = id.toString();
    return text.substring(text.length() - 2) + "/" + text + ".json";
  }

  /** The id whose entry lies at {@code path}. */
  public static RuleId idAt(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return RuleId.of(name.substring(0, name.length() - ".json".length()));
  }

  /** The content of the entry: JSON, UTF-8. */
  public byte[] write() {
    ObjectNode tree = ExactJson.object().put("updated", updated);
    if (!fingerprints.isEmpty()) {
      ObjectNode known = tree.putObject(FINGERPRINTS);
      fingerprints.forEach(known::put);
    }
    if (!variables.isEmpty()) {
      ObjectNode texts = tree.putObject(VARIABLES);
      variables.forEach(texts::put);
    }
    tree.set("rule", rule.fields());
    return (ExactJson.writePretty(tree) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the content of an entry.
   *
   * @throws RulesetException if it is none
   */
  public static BaseRule read(String path, byte[] content) {
    try {
      JsonNode tree = ExactJson.read(new String(content, StandardCharsets.UTF_8));
      if (tree.get("rule") instanceof ObjectNode fields) {
        return new BaseRule(
            new Rule(idAt(path), fields),
            tree.path("updated").asText(""),
            texts(tree.path(FINGERPRINTS)),
            texts(tree.path(VARIABLES)));
      }
    } catch (RuleException e) {
      // Falls through to the one message below: how it is broken does not help anybody.
    }
    throw new RulesetException(
        List.of(
            new RulesetException.Problem(
                path,
                "is not an entry of the base",
                "the ref refs/rulekeeper/<site>/synced was changed by another program: delete the ref "
                    + "and run export")));
  }

  private static SortedMap<String, String> texts(JsonNode object) {
    SortedMap<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
