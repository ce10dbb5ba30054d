package dev.rulekeeper.ruleset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.FileForm;
import java.util.List;

/** The order of keys in files that use templates. */
final class KeyOrder {
  private static final List<String> INSTANCE = List.of("id", "template", "with");
  private static final List<String> TEMPLATE = List.of("description", "parameters");
  private static final List<String> PARAMETER =
      List.of("type", "description", "required", "default");
  private static final List<String> OPERATION = List.of("op", "from", "path", "value");

  private KeyOrder() {}

  /** What an instance is of, then its own fields, then its patch; a rule stays as it is. */
  static ObjectNode ofRuleFile(ObjectNode fields) {
    if (!fields.has("template")) {
      return fields;
    }
    ObjectNode ordered = first(fields, INSTANCE);
    if (fields.has("patch")) {
      ordered.remove("patch");
      ordered.set("patch", each(fields.path("patch"), OPERATION));
    }
    return ordered;
  }

  /** Description and parameters, then the rule with its fields in file order. */
  static JsonNode ofTemplate(JsonNode template) {
    if (!(template instanceof ObjectNode fields)) {
      return template;
    }
    ObjectNode ordered = first(fields, TEMPLATE);
    if (ordered.get("parameters") instanceof ObjectNode parameters) {
      ObjectNode each = ExactJson.object();
      parameters
          .properties()
          .forEach(
              e ->
                  each.set(
                      e.getKey(),
                      e.getValue() instanceof ObjectNode p ? first(p, PARAMETER) : e.getValue()));
      ordered.set("parameters", each);
    }
    if (ordered.get("rule") instanceof ObjectNode rule) {
      ordered.set("rule", FileForm.ordered(rule));
    }
    return ordered;
  }

  private static JsonNode each(JsonNode list, List<String> keys) {
    if (!list.isArray()) {
      return list;
    }
    var ordered = ExactJson.array();
    list.forEach(
        element -> ordered.add(element instanceof ObjectNode o ? first(o, keys) : element));
    return ordered;
  }

  private static ObjectNode first(ObjectNode fields, List<String> keys) {
    ObjectNode ordered = ExactJson.object();
    keys.stream().filter(fields::has).forEach(key -> ordered.set(key, fields.get(key)));
    fields.properties().forEach(e -> ordered.putIfAbsent(e.getKey(), e.getValue()));
    return ordered;
  }
}
