package dev.rulekeeper.secret.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Compares a rule that the site has not changed with the templates that it stood for: the same
 * tree, and the same text outside the holes.
 */
final class UntouchedRuleComparison {
  private final Function<PlaceholderText, ? extends Iterable<PlaceholderText>> withVariables;
  private final Map<JsonPointer, PlaceholderText> holes = new LinkedHashMap<>();
  private final Set<JsonPointer> masked = new LinkedHashSet<>();

  /**
   * Compares.
   *
   * @param withVariables gives a template with the texts that its variables may have
   */
  UntouchedRuleComparison(
      Function<PlaceholderText, ? extends Iterable<PlaceholderText>> withVariables) {
    this.withVariables = withVariables;
  }

  /**
   * What was found.
   *
   * @param templates the rule with template texts
   * @param holes the template of each text that holds values, variables filled in
   * @param masked where the site shows a mask
   */
  record Found(Rule templates, Map<JsonPointer, PlaceholderText> holes, Set<JsonPointer> masked) {}

  /** Nothing where the text outside the holes is another one. */
  Optional<Found> find(Rule standing, Rule live) {
    ObjectNode templates = standing.fields();
    // The site switches a rule on and off by an endpoint of its own.
    if (live.fields().path("state").isTextual()) {
      templates = templates.deepCopy();
      templates.set("state", live.fields().path("state"));
    }
    return fits(templates, live.fields(), JsonPointer.empty())
        ? Optional.of(new Found(new Rule(live.id(), templates), holes, masked))
        : Optional.empty();
  }

  private boolean fits(JsonNode template, JsonNode live, JsonPointer at) {
    if (template.isTextual()) {
      return fitsText(template.textValue(), live, at);
    }
    if (template.isObject() && live.isObject()) {
      return template.size() == live.size()
          && template.properties().stream()
              .allMatch(
                  field ->
                      fits(
                          field.getValue(),
                          live.path(field.getKey()),
                          at.appendProperty(field.getKey())));
    }
    if (template.isArray() && live.isArray() && template.size() == live.size()) {
      for (int i = 0; i < template.size(); i++) {
        if (!fits(template.get(i), live.get(i), at.appendIndex(i))) {
          return false;
        }
      }
      return true;
    }
    return Equality.same(template, live);
  }

  private boolean fitsText(String text, JsonNode live, JsonPointer at) {
    PlaceholderText template = PlaceholderText.parse(text);
    boolean secret = template.tags().stream().anyMatch(tag -> tag.kind() == Tag.Kind.SECRET);
    boolean hidden = live.isNull() && secret;
    if (!hidden && !live.isTextual()) {
      return false;
    }
    String shown = live.asText("");
    if (hidden || (SiteMasks.isMask(shown) && (secret || !shown.isEmpty()))) {
      masked.add(at);
      return true;
    }
    for (PlaceholderText filled : withVariables.apply(template)) {
      if (filled.unify(shown).isPresent()) {
        holes.put(at, filled);
        return true;
      }
    }
    return false;
  }
}
