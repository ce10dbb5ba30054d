package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.Alignment;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the values of parameters out of a rule that an instance was and somebody edited. */
final class ParameterInference {
  private final RuleTemplate family;
  private final Fragments fragments;
  private final JsonNode origins;
  private final Map<String, JsonNode> current;
  private final Map<String, Set<JsonNode>> found = new LinkedHashMap<>();

  ParameterInference(RuleTemplate family, TemplateInstance instance, Fragments fragments) {
    this.family = family;
    this.fragments = fragments;
    this.origins = new LeafOrigins(family, instance, fragments).tree();
    this.current = new InstanceExpansion(family, instance, fragments).values();
  }

  /**
   * The parameters that have another value in {@code target} than in {@code expanded}, the rule
   * that the instance stands for now. Only those that every place agrees on.
   */
  Map<String, JsonNode> infer(ObjectNode expanded, ObjectNode target) {
    walk(origins, expanded, target);
    Map<String, JsonNode> inferred = new LinkedHashMap<>();
    found.forEach(
        (name, values) -> {
          JsonNode value = values.iterator().next();
          Parameter parameter = family.parameters().get(name);
          if (values.size() == 1
              && parameter != null
              && parameter.type().fits(value)
              && !Equality.same(value, currently(name))) {
            inferred.put(name, value);
          }
        });
    return inferred;
  }

  private JsonNode currently(String name) {
    return Optional.ofNullable(current.get(name)).orElse(MissingNode.getInstance());
  }

  private void walk(JsonNode origin, JsonNode expanded, JsonNode target) {
    if (origin.isTextual()) {
      LeafOrigins.inTemplate(origin)
          .map(family.body()::at)
          .filter(leaf -> leaf.isTextual() && leaf.textValue().contains("<<"))
          .ifPresent(leaf -> leaf(fragments.expand(leaf.textValue()), expanded, target));
    } else if (origin.isObject()) {
      origin
          .properties()
          .forEach(e -> walk(e.getValue(), expanded.path(e.getKey()), target.path(e.getKey())));
    } else if (origin.isArray() && expanded.isArray() && target.isArray()) {
      Alignment alignment = Alignment.of(expanded, target);
      for (int i = 0; i < target.size(); i++) {
        int before = alignment.before(i);
        walk(origin.path(before), expanded.path(before), target.get(i));
      }
    }
  }

  private void leaf(PlaceholderText template, JsonNode expanded, JsonNode target) {
    Optional<String> whole = ParameterBinding.whole(template);
    if (whole.isPresent()) {
      // Where the patch changed the value it says nothing of the parameter.
      if (!target.isMissingNode() && Equality.same(expanded, currently(whole.get()))) {
        vote(whole.get(), target);
      }
    } else if (Equality.same(expanded, target)) {
      template.tags().stream()
          .filter(tag -> tag.kind() == Tag.Kind.PARAMETER)
          .forEach(tag -> vote(tag.name(), currently(tag.name())));
    } else if (expanded.isTextual() && target.isTextual()) {
      onlyParameters(template)
          .unify(literally(target.textValue()))
          .ifPresent(values -> values.forEach((tag, text) -> vote(tag.name(), value(tag, text))));
    }
  }

  private void vote(String name, JsonNode value) {
    found.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(value);
  }

  /** A number inside a text is a number again. */
  private JsonNode value(Tag tag, String text) {
    Parameter parameter = family.parameters().get(tag.name());
    if (parameter != null && parameter.type() == Parameter.Type.NUMBER) {
      return ExactJson.parse(text).filter(JsonNode::isNumber).orElse(TextNode.valueOf(text));
    }
    return TextNode.valueOf(text);
  }

  /**
   * The template of the text as a file holds it: every tag but a parameter is the text of that tag.
   * Live texts hold secrets as tags too, so both sides can be compared letter by letter.
   */
  private static PlaceholderText onlyParameters(PlaceholderText template) {
    List<Part> parts = new ArrayList<>();
    String rest = template.source();
    for (Tag tag : inOrder(template.parts(), new ArrayList<>())) {
      String written = tag.toString();
      int at = rest.indexOf(written);
      parts.add(new Part.Text(rest.substring(0, at)));
      parts.add(new Part.Hole(tag));
      rest = rest.substring(at + written.length());
    }
    parts.add(new Part.Text(rest));
    return PlaceholderText.of(parts);
  }

  private static List<Tag> inOrder(List<Part> parts, List<Tag> tags) {
    for (Part part : parts) {
      if (part instanceof Part.Hole hole && hole.tag().kind() == Tag.Kind.PARAMETER) {
        tags.add(hole.tag());
      } else if (part instanceof Part.Encoded encoded) {
        inOrder(encoded.parts(), tags);
      }
    }
    return tags;
  }

  private static String literally(String text) {
    try {
      return PlaceholderText.parse(text).source();
    } catch (PlaceholderException e) {
      return text;
    }
  }
}
