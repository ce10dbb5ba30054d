package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.PatchException;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the leaves of an instance's rule come from. The same steps that make the rule are taken
 * with a tree whose leaves say where they stand, so what the patch moves is found again.
 */
final class LeafOrigins {
  private static final String RULE = "rule:";
  private static final String TEMPLATE = "template:";

  /** Between places; no key of a file is likely to hold it. */
  private static final String AND = "\u0000";

  private final RuleTemplate family;
  private final TemplateInstance instance;
  private final Fragments fragments;
  private final JsonNode tree;

  LeafOrigins(RuleTemplate family, TemplateInstance instance, Fragments fragments) {
    this.family = family;
    this.instance = instance;
    this.fragments = fragments;
    this.tree = patched(unpatched());
  }

  /** The tree: in the shape of the rule, but that a value of a parameter is one leaf. */
  JsonNode tree() {
    return tree;
  }

  private ObjectNode unpatched() {
    ObjectNode origins =
        (ObjectNode) ParameterBinding.walk(family.body(), JsonPointer.empty(), this::ofTemplate);
    for (String key : instance.overrides()) {
      origins.set(
          key,
          ofRule(instance.fields().path(key), JsonPointer.empty().appendProperty(key).toString()));
    }
    return origins.put("id", RULE + "/id");
  }

  private JsonNode ofTemplate(JsonPointer at, JsonNode leaf) {
    String origin = TEMPLATE + at;
    List<String> given = new ArrayList<>();
    if (leaf.isTextual() && leaf.textValue().contains("<<")) {
      PlaceholderText template = fragments.expand(leaf.textValue());
      Optional<String> whole = ParameterBinding.whole(template);
      if (whole.isPresent() && isAbsent(whole.get())) {
        return MissingNode.getInstance();
      }
      template.tags().stream()
          .filter(tag -> tag.kind() == Tag.Kind.PARAMETER && instance.with().has(tag.name()))
          .forEach(tag -> given.add(AND + RULE + "/with/" + tag.name()));
    }
    return TextNode.valueOf(origin + String.join("", given));
  }

  private boolean isAbsent(String parameter) {
    return !instance.with().has(parameter)
        && Optional.ofNullable(family.parameters().get(parameter))
            .flatMap(Parameter::fallback)
            .isEmpty();
  }

  private static JsonNode ofRule(JsonNode value, String at) {
    ArrayNode wrapped = ExactJson.array().add(value);
    return ParameterBinding.walk(
            wrapped,
            JsonPointer.empty(),
            (pointer, leaf) -> TextNode.valueOf(RULE + at + pointer.tail()))
        .get(0);
  }

  /** What an operation does inside of a leaf of this tree cannot be followed, and is left out. */
  private JsonNode patched(ObjectNode origins) {
    JsonNode current = origins;
    for (int i = 0; i < instance.patch().size(); i++) {
      if (instance.patch().get(i) instanceof ObjectNode operation
          && !operation.path("op").asText().equals("test")) {
        ObjectNode moved = operation.deepCopy();
        if (operation.has("value")) {
          moved.set("value", ofRule(operation.path("value"), "/patch/" + i + "/value"));
        }
        try {
          current = TreePatch.apply(ExactJson.array().add(moved), current);
        } catch (PatchException e) {
          // What it would have moved is inside of a leaf.
        }
      }
    }
    return current;
  }

  /** The place in the template of a leaf of {@link #tree}, where it comes from there. */
  static Optional<JsonPointer> inTemplate(JsonNode origin) {
    String first = origin.asText().split(AND, 2)[0];
    return first.startsWith(TEMPLATE)
        ? Optional.of(JsonPointer.compile(first.substring(TEMPLATE.length())))
        : Optional.empty();
  }

  /** The places of the leaf at {@code pointer} of the rule, the one in the rule file first. */
  List<TemplateLocation> of(JsonPointer pointer) {
    if (pointer.matches()) {
      return List.of(
          TemplateLocation.inRule("/" + TemplateInstance.TEMPLATE),
          TemplateLocation.inTemplate(family.name(), RuleTemplateReader.RULE));
    }
    JsonNode node = tree;
    JsonPointer rest = pointer;
    while (!rest.matches() && node.isContainerNode()) {
      JsonNode child =
          node.isArray()
              ? node.path(Math.max(rest.getMatchingIndex(), 0))
              : node.path(rest.getMatchingProperty());
      if (child.isMissingNode()) {
        break;
      }
      node = child;
      rest = rest.tail();
    }
    while (node.isContainerNode() && !node.isEmpty()) {
      node = node.elements().next();
    }
    return places(node, rest);
  }

  private List<TemplateLocation> places(JsonNode origin, JsonPointer inside) {
    List<TemplateLocation> places = new ArrayList<>();
    for (String line : origin.asText().split(AND)) {
      if (line.startsWith(RULE)) {
        JsonPointer at = JsonPointer.compile(line.substring(RULE.length()));
        JsonPointer deeper = at.append(inside);
        places.add(
            new TemplateLocation(
                Optional.empty(), instance.fields().at(deeper).isMissingNode() ? at : deeper));
      }
    }
    if (places.isEmpty()) {
      places.add(TemplateLocation.inRule("/" + TemplateInstance.TEMPLATE));
    }
    inTemplate(origin)
        .ifPresent(
            at ->
                places.add(
                    TemplateLocation.inTemplate(
                        family.name(), RuleTemplateReader.RULE.append(at))));
    return places;
  }
}
