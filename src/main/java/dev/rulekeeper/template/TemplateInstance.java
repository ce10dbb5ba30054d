package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule file that says what it is by a template, as it is written.
 *
 * @param fields the whole file
 */
record TemplateInstance(ObjectNode fields) {
  static final String TEMPLATE = "template";
  static final String WITH = "with";
  static final String PATCH = "patch";
  private static final Set<String> OWN = Set.of("id", TEMPLATE, WITH, PATCH);

  /** Whether the file names a template. */
  static boolean is(ObjectNode fields) {
    return fields.has(TEMPLATE);
  }

  String template() {
    return fields.path(TEMPLATE).asText();
  }

  /** The values of parameters. */
  ObjectNode with() {
    return fields.get(WITH) instanceof ObjectNode with ? with : ExactJson.object();
  }

  /** The operations on what the template gives. */
  ArrayNode patch() {
    return fields.get(PATCH) instanceof ArrayNode patch ? patch : ExactJson.array();
  }

  /** The fields that stand for themselves, in place of the template's. */
  List<String> overrides() {
    return fields.properties().stream()
        .map(Map.Entry::getKey)
        .filter(key -> !OWN.contains(key))
        .toList();
  }

  /** The same instance with another {@code key}, or without it where {@code value} is empty. */
  TemplateInstance with(String key, JsonNode value) {
    ObjectNode copy = fields.deepCopy();
    if (value.isContainerNode() && value.isEmpty() && (key.equals(WITH) || key.equals(PATCH))) {
      copy.remove(key);
    } else {
      copy.set(key, value);
    }
    return new TemplateInstance(copy);
  }

  @Override
  public String toString() {
    return "Instance[" + template() + "]";
  }
}
