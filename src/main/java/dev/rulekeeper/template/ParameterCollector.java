package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a template in the making: a name, and a value for each rule. */
final class ParameterCollector {
  /** Keys under which anything may stand. */
  private static final Set<String> GENERAL = Set.of("value", "values", "name");

  /** Words at the end of the type of a step that say little alone. */
  private static final Set<String> KINDS =
      Set.of("condition", "action", "trigger", "block", "notification", "issue", "issues");

  private static final int FEWEST_FOR_A_DEFAULT = 3;

  private final int rules;
  private final Map<String, List<JsonNode>> byName = new LinkedHashMap<>();

  ParameterCollector(int rules) {
    this.rules = rules;
  }

  /** The parameters so far. */
  Map<String, List<JsonNode>> byName() {
    return byName;
  }

  /** Slots to try something out with. */
  ParameterCollector copy() {
    ParameterCollector copy = new ParameterCollector(rules);
    copy.take(this);
    return copy;
  }

  /** Takes over what {@code other}, a copy of these, has more. */
  void take(ParameterCollector other) {
    byName.putAll(other.byName);
  }

  /** Whether there is a parameter with these values. */
  boolean has(List<JsonNode> values) {
    return byName.values().stream().anyMatch(known -> same(known, values));
  }

  /** The tag of the parameter with these values: the same difference is the same parameter. */
  String tag(String name, List<JsonNode> values) {
    for (Map.Entry<String, List<JsonNode>> slot : byName.entrySet()) {
      if (same(slot.getValue(), values)) {
        return tag(slot.getKey());
      }
    }
    String free = name;
    for (int i = 2; byName.containsKey(free); i++) {
      free = name + "-" + i;
    }
    byName.put(free, List.copyOf(values));
    return tag(free);
  }

  static String tag(String name) {
    return new Tag(Tag.Kind.PARAMETER, name).toString();
  }

  private static boolean same(List<JsonNode> left, List<JsonNode> right) {
    for (int i = 0; i < left.size(); i++) {
      if (!Equality.same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A template without its rule. */
  ObjectNode parameters() {
    ObjectNode template = ExactJson.object();
    ObjectNode parameters = template.putObject(RuleTemplate.PARAMETERS);
    byName.forEach(
        (name, values) -> {
          ObjectNode parameter = parameters.putObject(name).put("type", type(values).label());
          usual(values).ifPresent(value -> parameter.set("default", value));
          if (values.stream().anyMatch(JsonNode::isMissingNode)) {
            parameter.put("required", false);
          }
        });
    return template;
  }

  /** What the rule with this number gives for the parameters. */
  ObjectNode with(int rule) {
    ObjectNode with = ExactJson.object();
    byName.forEach(
        (name, values) -> {
          JsonNode value = values.get(rule);
          boolean usual = usual(values).filter(v -> Equality.same(v, value)).isPresent();
          if (!value.isMissingNode() && !usual) {
            with.set(name, value);
          }
        });
    return with;
  }

  private static Parameter.Type type(List<JsonNode> values) {
    List<Parameter.Type> types =
        values.stream()
            .filter(value -> !value.isMissingNode())
            .map(Parameter.Type::of)
            .distinct()
            .toList();
    return types.size() == 1 ? types.get(0) : Parameter.Type.ANY;
  }

  /** The value that more than half of the rules have, where none has none. */
  private Optional<JsonNode> usual(List<JsonNode> values) {
    if (rules < FEWEST_FOR_A_DEFAULT || values.stream().anyMatch(JsonNode::isMissingNode)) {
      return Optional.empty();
    }
    return values.stream()
        .filter(v -> 2 * values.stream().filter(other -> Equality.same(v, other)).count() > rules)
        .findFirst();
  }

  /** A readable name for what stands at {@code at}: the last key that says something. */
  static String nameOf(JsonPointer at) {
    List<String> keys = new ArrayList<>();
    for (JsonPointer rest = at; !rest.matches(); rest = rest.tail()) {
      if (rest.getMatchingIndex() < 0) {
        keys.add(rest.getMatchingProperty());
      }
    }
    for (int i = keys.size() - 1; i > 0; i--) {
      if (!GENERAL.contains(keys.get(i))) {
        return nameOf(keys.get(i));
      }
    }
    return keys.isEmpty() ? "parameter" : nameOf(keys.get(0));
  }

  /** A name for the {@code key} of the step at {@code at}: that of a trigger is trigger-type. */
  static String nameOf(JsonPointer at, String key) {
    return key.equals("value") ? nameOf(at) : nameOf(at) + "-" + nameOf(key);
  }

  /** {@code jira.jql.condition} as {@code jql-condition}, {@code codebarrel.action.log} as log. */
  static String nameOfStep(String type) {
    String[] words = type.split("\\.");
    String last = words[words.length - 1];
    return nameOf(
        words.length > 1 && KINDS.contains(last) ? words[words.length - 2] + "-" + last : last);
  }

  /** {@code customBody} as {@code custom-body}. */
  static String nameOf(String key) {
    String name =
        key.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return name.isEmpty() ? "parameter" : name;
  }
}
