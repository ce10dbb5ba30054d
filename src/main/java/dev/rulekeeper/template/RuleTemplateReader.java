package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a template and finds everything that is wrong with it. */
final class RuleTemplateReader {
  private static final Set<String> KEYS =
      Set.of("description", RuleTemplate.PARAMETERS, RuleTemplate.RULE);
  private static final Set<String> PARAMETER_KEYS =
      Set.of("type", "default", "description", "required");
  private static final Set<String> NOT_IN_A_RULE = Set.of("id", "template", "with", "patch");
  private static final JsonPointer ROOT = JsonPointer.empty();
  static final JsonPointer RULE = JsonPointer.compile("/" + RuleTemplate.RULE);
  static final JsonPointer PARAMETERS = JsonPointer.compile("/" + RuleTemplate.PARAMETERS);

  private final String name;
  private final Fragments fragments;
  private final List<TemplateProblem> problems = new ArrayList<>();

  RuleTemplateReader(String name, Fragments fragments) {
    this.name = name;
    this.fragments = fragments;
  }

  RuleTemplate read(JsonNode tree) {
    if (!(tree.path(RuleTemplate.RULE) instanceof ObjectNode body)) {
      report(ROOT, "the template has no rule", "add 'rule:' with the fields of a rule, without id");
      throw new TemplateException(problems);
    }
    refuseOthers(tree, KEYS, ROOT, "a template holds parameters and rule");
    for (String key : NOT_IN_A_RULE) {
      if (body.has(key)) {
        report(
            RULE.appendProperty(key),
            "the rule of a template has no " + key,
            "remove it: " + key + " stands in the instance");
      }
    }
    Map<String, Parameter> parameters = parameters(tree.path(RuleTemplate.PARAMETERS));
    Leaves.forEach(body, (at, text) -> check(RULE.append(at), text, parameters));
    if (!problems.isEmpty()) {
      throw new TemplateException(problems);
    }
    return new RuleTemplate(name, parameters, body);
  }

  private Map<String, Parameter> parameters(JsonNode tree) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    if (!tree.isMissingNode() && !tree.isNull() && !tree.isObject()) {
      report(PARAMETERS, "parameters is not a mapping", "write a line 'NAME: {type: string}' each");
      return parameters;
    }
    tree.properties().forEach(e -> parameters.put(e.getKey(), parameter(e.getKey(), e.getValue())));
    return parameters;
  }

  private Parameter parameter(String parameter, JsonNode tree) {
    JsonPointer at = PARAMETERS.appendProperty(parameter);
    try {
      new Tag(Tag.Kind.PARAMETER, parameter);
    } catch (PlaceholderException e) {
      report(at, "'" + parameter + "' is no name for a parameter", e.hint());
    }
    if (!tree.isNull() && !tree.isObject()) {
      report(at, "'" + parameter + "' is not described by a mapping", "write {type: string}");
    }
    refuseOthers(tree, PARAMETER_KEYS, at, "a parameter has type, default, description, required");
    String label = tree.path("type").asText(Parameter.Type.STRING.label());
    Optional<Parameter.Type> type = Parameter.Type.of(label);
    if (type.isEmpty()) {
      report(
          at.appendProperty("type"),
          "'" + label + "' is no type",
          "use one of " + Parameter.Type.labels());
    }
    Optional<JsonNode> fallback = Optional.ofNullable(tree.get("default"));
    type.filter(t -> fallback.isPresent() && !t.fits(fallback.get()))
        .ifPresent(
            t ->
                report(
                    at.appendProperty("default"),
                    "the default of '" + parameter + "' is not of type " + t.label(),
                    "correct the default, or the type"));
    boolean required = tree.path("required").asBoolean(fallback.isEmpty());
    if (required && fallback.isPresent()) {
      report(
          at.appendProperty("required"),
          "'" + parameter + "' is required and has a default",
          "remove one of the two");
    }
    return new Parameter(
        parameter,
        type.orElse(Parameter.Type.STRING),
        fallback.map(this::expanded),
        tree.path("description").asText(""),
        required);
  }

  /**
   * Fragments in a default are told of where the rule uses it, so a bad one stays as it is here.
   */
  private JsonNode expanded(JsonNode fallback) {
    try {
      return Leaves.map(ExactJson.array().add(fallback), (at, text) -> fragments.text(text)).get(0);
    } catch (PlaceholderException e) {
      report(PARAMETERS, String.valueOf(e.getMessage()), e.hint());
      return fallback;
    }
  }

  private void refuseOthers(JsonNode tree, Set<String> known, JsonPointer at, String hint) {
    tree.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                report(at.appendProperty(key), "'" + key + "' is not known here", hint);
              }
            });
  }

  private void check(JsonPointer at, String text, Map<String, Parameter> parameters) {
    if (!text.contains("<<")) {
      return;
    }
    PlaceholderText template;
    try {
      template = fragments.expand(text);
    } catch (PlaceholderException e) {
      report(at, String.valueOf(e.getMessage()), e.hint());
      return;
    }
    boolean alone = template.parts().size() == 1;
    for (Tag tag : template.tags()) {
      Parameter parameter = parameters.get(tag.name());
      if (tag.kind() != Tag.Kind.PARAMETER) {
        continue;
      }
      if (parameter == null) {
        report(
            at,
            "the parameter '" + tag.name() + "' is not declared",
            "declare it under parameters, or use one of " + parameters.keySet());
      } else if (!parameter.type().isInline()
          && !(alone && ParameterBinding.whole(template).isPresent())) {
        report(
            at,
            "'"
                + tag.name()
                + "' is of type "
                + parameter.type().label()
                + ", which cannot stand inside a text",
            "give it the leaf for itself, or make it a string or a number");
      }
    }
  }

  private void report(JsonPointer at, String what, String hint) {
    problems.add(new TemplateProblem(what, hint, List.of(TemplateLocation.inTemplate(name, at))));
  }
}
