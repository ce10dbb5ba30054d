package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How a file spells the scope of its rule: which numbers of projects it gives by their keys. A rule
 * has numbers only, and its file keeps the keys as long as they mean the same.
 */
public final class ScopeSpelling {
  private static final String SCOPE = "scope";

  /** Every project stands by its number. */
  static final ScopeSpelling NUMBERS = new ScopeSpelling(Map.of());

  private final Map<String, String> keys;

  private ScopeSpelling(Map<String, String> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * How {@code written} spells its scope.
   *
   * @param numbered gives the scope with the number for one with a key, where that is known
   */
  static ScopeSpelling of(Rule written, Function<String, Optional<String>> numbered) {
    Map<String, String> keys = new HashMap<>();
    for (String scope : written.scopes()) {
      if (ProjectKeys.isKey(scope)) {
        numbered.apply(scope).ifPresent(number -> keys.put(number, scope));
      }
    }
    return keys.isEmpty() ? NUMBERS : new ScopeSpelling(keys);
  }

  /** {@code rule} with numbers in place of the keys. */
  Rule numbered(Rule rule) {
    Map<String, String> numbers = new HashMap<>();
    keys.forEach((number, key) -> numbers.put(key, number));
    return replaced(rule, text -> numbers.getOrDefault(text, text));
  }

  /** {@code rule} with the keys that the file has, in place of their numbers. */
  Rule written(Rule rule) {
    return replaced(rule, text -> keys.getOrDefault(text, text));
  }

  private Rule replaced(Rule rule, UnaryOperator<String> by) {
    if (keys.isEmpty()) {
      return rule;
    }
    ObjectNode fields = rule.fields().deepCopy();
    JsonNode scope = fields.path(SCOPE);
    if (scope.isTextual()) {
      fields.put(SCOPE, by.apply(scope.textValue()));
    } else if (scope.isArray()) {
      ArrayNode all = fields.putArray(SCOPE);
      scope.forEach(
          each -> all.add(each.isTextual() ? TextNode.valueOf(by.apply(each.asText())) : each));
    }
    return new Rule(rule.id(), fields);
  }

  /** Where {@code files} name projects by keys whose numbers are not known. */
  public static List<Problem> unknown(List<RuleFile> files) {
    List<Problem> problems = new ArrayList<>();
    for (RuleFile file : files) {
      List<String> scopes = file.rule().scopes();
      for (int i = 0; i < scopes.size(); i++) {
        if (ProjectKeys.isKey(scopes.get(i))) {
          problems.add(unknown(file, scopes.get(i), i));
        }
      }
    }
    return problems;
  }

  private static Problem unknown(RuleFile file, String scope, int index) {
    boolean several = file.rule().fields().path(SCOPE).isArray();
    return new Problem(
        file.where(JsonPointer.compile(several ? "/scope/" + index : "/scope")),
        "no project with the key " + scope.substring(scope.indexOf('/') + 1) + " is known here",
        "`rulekeeper names` asks the site that the file came from; else write the number, as in"
            + " project/10336");
  }
}
