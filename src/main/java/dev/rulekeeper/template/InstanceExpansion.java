package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.rule.FileForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One instance of a family: the rule that it stands for. */
final class InstanceExpansion {
  private final RuleTemplate family;
  private final TemplateInstance instance;
  private final Fragments fragments;
  private final List<TemplateProblem> problems = new ArrayList<>();

  InstanceExpansion(RuleTemplate family, TemplateInstance instance, Fragments fragments) {
    this.family = family;
    this.instance = instance;
    this.fragments = fragments;
  }

  /**
   * The rule: the template's with parameters filled in, then the fields that the instance has of
   * its own, then the patch.
   *
   * @throws TemplateException with every problem of the instance
   */
  ObjectNode expand() {
    ObjectNode unpatched = unpatched();
    if (instance.patch().isEmpty()) {
      return unpatched;
    }
    ArrayNode patch = patch();
    stop();
    JsonNode patched = InstancePatch.apply(patch, unpatched, family.name());
    if (!(patched instanceof ObjectNode fields)
        || !fields.path("id").equals(unpatched.path("id"))) {
      report("/" + TemplateInstance.PATCH, "the patch changes the id", "change id itself");
      throw new TemplateException(problems);
    }
    return FileForm.ordered(fields);
  }

  /** The patch with fragments in its values; its paths are no texts of the rule. */
  private ArrayNode patch() {
    ArrayNode patch = ExactJson.array();
    for (int i = 0; i < instance.patch().size(); i++) {
      JsonNode operation = instance.patch().get(i).deepCopy();
      if (operation instanceof ObjectNode fields && fields.has("value")) {
        String at = "/" + TemplateInstance.PATCH + "/" + i + "/value";
        fields.set("value", expanded(at, fields.path("value")));
      }
      patch.add(operation);
    }
    return patch;
  }

  /** The rule before the patch. */
  ObjectNode unpatched() {
    shape();
    Map<String, JsonNode> values = values();
    stop();
    ObjectNode fields = new ParameterBinding(fragments, values).render(family.body());
    for (String key : instance.overrides()) {
      fields.set(
          key,
          expanded(
              JsonPointer.empty().appendProperty(key).toString(), instance.fields().path(key)));
    }
    stop();
    if (instance.fields().has("id")) {
      fields.set("id", instance.fields().path("id"));
    }
    return FileForm.ordered(fields);
  }

  private void shape() {
    ObjectNode fields = instance.fields();
    if (fields.hasNonNull(TemplateInstance.WITH)
        && !fields.path(TemplateInstance.WITH).isObject()) {
      report("/with", "with is not a mapping", "write a line 'PARAMETER: VALUE' each");
    }
    if (fields.hasNonNull(TemplateInstance.PATCH)
        && !fields.path(TemplateInstance.PATCH).isArray()) {
      report("/patch", "patch is not a list", "give a list of RFC 6902 operations");
    }
  }

  /** The values of the parameters without fragment tags; what has none is not among them. */
  Map<String, JsonNode> values() {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    ObjectNode with = instance.with();
    for (Parameter parameter : family.parameters().values()) {
      JsonNode given = with.get(parameter.name());
      if (given == null) {
        parameter.fallback().ifPresent(value -> values.put(parameter.name(), value));
        if (parameter.required()) {
          missing(parameter);
        }
      } else if (parameter.type().fits(given)) {
        values.put(parameter.name(), expanded("/with/" + parameter.name(), given));
      } else {
        wrongType(parameter, given);
      }
    }
    with.fieldNames()
        .forEachRemaining(
            name -> {
              if (!family.parameters().containsKey(name)) {
                unknown(name);
              }
            });
    return values;
  }

  private JsonNode expanded(String at, JsonNode value) {
    try {
      return Leaves.map(ExactJson.array().add(value), (pointer, text) -> fragments.text(text))
          .get(0);
    } catch (PlaceholderException e) {
      report(at, String.valueOf(e.getMessage()), e.hint());
      return value;
    }
  }

  private void missing(Parameter parameter) {
    problems.add(
        new TemplateProblem(
            "the template '" + family.name() + "' needs the parameter '" + parameter.name() + "'",
            "add '"
                + parameter.name()
                + ":' under with, of type "
                + parameter.type().label()
                + (parameter.description().isEmpty() ? "" : " (" + parameter.description() + ")"),
            List.of(
                TemplateLocation.inRule(
                    instance.fields().has(TemplateInstance.WITH) ? "/with" : "/template"),
                declared(parameter.name()))));
  }

  private void wrongType(Parameter parameter, JsonNode given) {
    problems.add(
        new TemplateProblem(
            "the parameter '"
                + parameter.name()
                + "' must be of type "
                + parameter.type().label()
                + ", not "
                + (given.isNull() ? "null" : Parameter.Type.of(given).label()),
            "correct the value, or the type in the template",
            List.of(
                TemplateLocation.inRule("/with/" + parameter.name()), declared(parameter.name()))));
  }

  private void unknown(String name) {
    problems.add(
        new TemplateProblem(
            "the template '" + family.name() + "' has no parameter '" + name + "'",
            family.parameters().isEmpty()
                ? "it has none: remove the line"
                : "it has " + String.join(", ", family.parameters().keySet()),
            List.of(
                new TemplateLocation(
                    Optional.empty(), JsonPointer.compile("/with").appendProperty(name)),
                TemplateLocation.inTemplate(family.name(), RuleTemplateReader.PARAMETERS))));
  }

  private TemplateLocation declared(String parameter) {
    return TemplateLocation.inTemplate(
        family.name(), RuleTemplateReader.PARAMETERS.appendProperty(parameter));
  }

  private void report(String at, String what, String hint) {
    problems.add(new TemplateProblem(what, hint, List.of(TemplateLocation.inRule(at))));
  }

  private void stop() {
    if (!problems.isEmpty()) {
      throw new TemplateException(problems);
    }
  }
}
