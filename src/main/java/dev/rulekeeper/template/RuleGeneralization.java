package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.Alignment;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a template of rules that are alike: what is equal becomes its rule, what differs becomes
 * parameters, and what only some have in a list becomes a patch of theirs.
 */
public final class RuleGeneralization {
  private static final JsonNode ABSENT = MissingNode.getInstance();
  private final ParameterCollector slots;

  private RuleGeneralization(int rules) {
    this.slots = new ParameterCollector(rules);
  }

  /**
   * What was made.
   *
   * @param template the tree of the template file
   * @param instances the trees of the rule files, in the order of the rules
   */
  public record Extracted(ObjectNode template, List<ObjectNode> instances) {
    /** Copies the list. */
    public Extracted {
      instances = List.copyOf(instances);
    }
  }

  /**
   * The template {@code name} of {@code rules}, the trees of rule files as they are written, and
   * the files as its instances.
   *
   * @throws TemplateException if the rules cannot be said by one template
   */
  public static Extracted of(String name, List<ObjectNode> rules, RuleTemplates families) {
    RuleGeneralization extraction = new RuleGeneralization(rules.size());
    List<Optional<JsonNode>> bodies = new ArrayList<>();
    rules.forEach(rule -> bodies.add(Optional.of(rule.deepCopy().without("id"))));
    JsonNode body = extraction.node(bodies, JsonPointer.empty(), "");
    ObjectNode template = extraction.slots.parameters();
    template.set(RuleTemplate.RULE, body);
    RuleTemplates known = families.with(RuleTemplate.read(name, template, families.fragments()));
    List<ObjectNode> instances = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      ObjectNode fields = ExactJson.object();
      fields.set("id", rules.get(i).path("id"));
      fields.put(TemplateInstance.TEMPLATE, name);
      TemplateInstance instance =
          new TemplateInstance(fields).with(TemplateInstance.WITH, extraction.slots.with(i));
      ArrayNode patch =
          InstancePatch.between(known.expand(instance.fields()), known.expand(rules.get(i)));
      instances.add(instance.with(TemplateInstance.PATCH, patch).fields());
    }
    return new Extracted(template, instances);
  }

  /**
   * What {@code nodes} have in common, with parameters for the rest.
   *
   * @param nodes one for each rule: missing where the rule has no such field, nothing where it does
   *     not matter because a patch puts it right
   * @param label a name for what stands here, where something better than its key is known
   */
  private JsonNode node(List<Optional<JsonNode>> nodes, JsonPointer at, String label) {
    List<JsonNode> present = nodes.stream().flatMap(Optional::stream).toList();
    JsonNode first = present.get(0);
    if (present.stream().allMatch(node -> Equality.same(node, first))) {
      return first;
    }
    if (present.stream().allMatch(JsonNode::isObject)) {
      return object(nodes, present, at);
    }
    if (present.stream().allMatch(RuleGeneralization::isListOfObjects)) {
      return list(nodes, present, at);
    }
    List<JsonNode> values = values(nodes);
    String name = label.isEmpty() ? ParameterCollector.nameOf(at) : label;
    return TextNode.valueOf(
        values.stream().allMatch(JsonNode::isTextual)
            ? new TextGeneralization(slots, values.stream().map(JsonNode::textValue).toList())
                .leaf(name)
            : slots.tag(name, values));
  }

  /** One for each rule: where it does not matter, that of another. */
  private static List<JsonNode> values(List<Optional<JsonNode>> nodes) {
    JsonNode any =
        nodes.stream()
            .flatMap(Optional::stream)
            .filter(node -> !node.isMissingNode())
            .findFirst()
            .orElse(ABSENT);
    return nodes.stream().map(node -> node.orElse(any)).toList();
  }

  private static boolean isListOfObjects(JsonNode node) {
    if (!node.isArray() || node.isEmpty()) {
      return false;
    }
    for (JsonNode element : node) {
      if (!element.isObject()) {
        return false;
      }
    }
    return true;
  }

  private ObjectNode object(
      List<Optional<JsonNode>> nodes, List<JsonNode> present, JsonPointer at) {
    Set<String> keys = new LinkedHashSet<>();
    present.forEach(node -> node.fieldNames().forEachRemaining(keys::add));
    boolean otherStep = keys.contains("component") && !same(present, "type");
    ObjectNode common = ExactJson.object();
    for (String key : keys) {
      List<Optional<JsonNode>> fields =
          nodes.stream().map(node -> node.map(object -> object.path(key))).toList();
      boolean whole = otherStep && (key.equals("type") || key.equals("value"));
      common.set(
          key,
          whole
              ? TextNode.valueOf(slots.tag(ParameterCollector.nameOf(at, key), values(fields)))
              : node(fields, at.appendProperty(key), key.equals("value") ? label(present) : ""));
    }
    return common;
  }

  private static boolean same(List<JsonNode> objects, String key) {
    JsonNode first = objects.get(0).path(key);
    return first.isTextual() && objects.stream().allMatch(node -> node.path(key).equals(first));
  }

  /** What a {@code value} is called by what stands beside it, where that is the same everywhere. */
  private static String label(List<JsonNode> objects) {
    if (same(objects, "name")) {
      return ParameterCollector.nameOf(objects.get(0).path("name").textValue());
    }
    return objects.get(0).has("component") && same(objects, "type")
        ? ParameterCollector.nameOfStep(objects.get(0).path("type").textValue())
        : "";
  }

  /** The elements of the most common list; the others are aligned with it. */
  private ArrayNode list(List<Optional<JsonNode>> nodes, List<JsonNode> present, JsonPointer at) {
    JsonNode model = mostCommon(present);
    List<Optional<int[]>> places = new ArrayList<>();
    for (Optional<JsonNode> node : nodes) {
      places.add(node.map(list -> placesOf(model, list)));
    }
    ArrayNode common = ExactJson.array();
    for (int i = 0; i < model.size(); i++) {
      List<Optional<JsonNode>> elements = new ArrayList<>();
      for (int rule = 0; rule < nodes.size(); rule++) {
        int index = i;
        JsonNode list = nodes.get(rule).orElse(ABSENT);
        elements.add(places.get(rule).filter(p -> p[index] >= 0).map(p -> list.get(p[index])));
      }
      common.add(node(elements, at.appendIndex(i), ""));
    }
    return common;
  }

  /** Where the elements of {@code model} are in {@code list}; -1 for one that is not. */
  private static int[] placesOf(JsonNode model, JsonNode list) {
    int[] places = new int[model.size()];
    boolean sameShape = shape(model).equals(shape(list));
    java.util.Arrays.fill(places, -1);
    Alignment alignment = Alignment.of(model, list);
    for (int i = 0; i < list.size(); i++) {
      int place = sameShape ? i : alignment.before(i);
      if (place >= 0) {
        places[place] = i;
      }
    }
    return places;
  }

  private static JsonNode mostCommon(List<JsonNode> lists) {
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    lists.forEach(list -> counts.merge(shape(list), 1, Integer::sum));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return lists.stream()
        .filter(list -> counts.getOrDefault(shape(list), 0) == most)
        .findFirst()
        .orElse(lists.get(0));
  }

  private static List<String> shape(JsonNode list) {
    List<String> shape = new ArrayList<>();
    list.forEach(
        element ->
            shape.add(
                element.path("component").asText()
                    + " "
                    + element.path("type").asText()
                    + " "
                    + element.path("children").size()));
    return shape;
  }
}
