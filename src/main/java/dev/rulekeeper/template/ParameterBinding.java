package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Fills in the parameters of a template's rule; secrets and variables stay tags. */
final class ParameterBinding {
  private final Fragments fragments;
  private final Map<String, JsonNode> values;

  /** Fills in {@code values}, which hold no fragment tags; what is not among them is left out. */
  ParameterBinding(Fragments fragments, Map<String, JsonNode> values) {
    this.fragments = fragments;
    this.values = values;
  }

  /** The parameter that is all there is in {@code template}. */
  static Optional<String> whole(PlaceholderText template) {
    return template.parts().size() == 1
            && template.parts().get(0) instanceof Part.Hole hole
            && hole.tag().kind() == Tag.Kind.PARAMETER
        ? Optional.of(hole.tag().name())
        : Optional.empty();
  }

  /** The rule. */
  ObjectNode render(ObjectNode body) {
    return (ObjectNode)
        walk(
            body,
            JsonPointer.empty(),
            (at, leaf) -> leaf.isTextual() ? leaf(leaf.textValue()) : leaf);
  }

  private JsonNode leaf(String text) {
    if (!text.contains("<<")) {
      return TextNode.valueOf(text);
    }
    PlaceholderText template = fragments.expand(text);
    Optional<String> whole = whole(template);
    if (whole.isPresent()) {
      JsonNode value = values.get(whole.get());
      return value == null ? MissingNode.getInstance() : value;
    }
    boolean parametric = template.tags().stream().anyMatch(t -> t.kind() == Tag.Kind.PARAMETER);
    return TextNode.valueOf(parametric ? fill(template, values).source() : fragments.text(text));
  }

  /**
   * {@code template} with {@code values} in the place of parameters, nothing where one has none.
   */
  static PlaceholderText fill(PlaceholderText template, Map<String, JsonNode> values) {
    return PlaceholderText.of(fill(template.parts(), values));
  }

  private static List<Part> fill(List<Part> parts, Map<String, JsonNode> values) {
    List<Part> filled = new ArrayList<>();
    for (Part part : parts) {
      if (part instanceof Part.Hole hole && hole.tag().kind() == Tag.Kind.PARAMETER) {
        JsonNode value = values.get(hole.tag().name());
        if (value != null) {
          filled.addAll(inline(value).parts());
        }
      } else if (part instanceof Part.Encoded encoded) {
        filled.add(new Part.Encoded(encoded.encoding(), fill(encoded.parts(), values)));
      } else {
        filled.add(part);
      }
    }
    return filled;
  }

  /** A number keeps its digits. */
  private static PlaceholderText inline(JsonNode value) {
    return value.isTextual()
        ? PlaceholderText.parse(value.textValue())
        : PlaceholderText.literal(ExactJson.write(value));
  }

  /**
   * A copy of {@code node} in which every leaf, which is a scalar or an empty collection, is what
   * {@code leaf} makes of it; what that gives as missing is left out.
   */
  static JsonNode walk(
      JsonNode node, JsonPointer at, BiFunction<JsonPointer, JsonNode, JsonNode> leaf) {
    if (node.isEmpty() && !(node.isObject() && at.matches())) {
      return leaf.apply(at, node);
    }
    if (node.isObject()) {
      ObjectNode copy = ExactJson.object();
      node.properties()
          .forEach(
              e -> {
                JsonNode value = walk(e.getValue(), at.appendProperty(e.getKey()), leaf);
                if (!value.isMissingNode()) {
                  copy.set(e.getKey(), value);
                }
              });
      return copy;
    }
    ArrayNode copy = ExactJson.array();
    for (int i = 0; i < node.size(); i++) {
      JsonNode value = walk(node.get(i), at.appendIndex(i), leaf);
      if (!value.isMissingNode()) {
        copy.add(value);
      }
    }
    return copy;
  }
}
