package dev.rulekeeper.secret.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Fills the placeholders of rules with the values of a secret map and the variables of a site. */
public final class Rendering {
  private final SecretMap secrets;
  private final Map<String, String> variables;

  /** Renders with {@code secrets} and {@code variables} (name to text). */
  public Rendering(SecretMap secrets, Map<String, String> variables) {
    this.secrets = secrets;
    this.variables = Map.copyOf(variables);
  }

  /** The value of {@code tag}, where it has one. */
  public Optional<String> valueOf(Tag tag) {
    return switch (tag.kind()) {
      case SECRET ->
          SecretName.isValid(tag.name())
              ? secrets.value(new SecretName(tag.name())).map(SecretValue::reveal)
              : Optional.empty();
      case VARIABLE -> Optional.ofNullable(variables.get(tag.name()));
      case PARAMETER, FRAGMENT -> Optional.empty();
    };
  }

  /** The tags of {@code rule} that have no value, each with the first leaf that needs it. */
  public Map<Tag, JsonPointer> unresolved(Rule rule) {
    if (rule.tagged().stream().allMatch(this::isResolved)) {
      return Map.of();
    }
    Map<Tag, JsonPointer> missing = new LinkedHashMap<>();
    Leaves.forEach(
        rule.fields(),
        PlaceholderText::holdsTags,
        (at, text) -> {
          for (Tag tag : PlaceholderText.parse(text).tags()) {
            if (valueOf(tag).isEmpty()) {
              missing.putIfAbsent(tag, at);
            }
          }
        });
    return missing;
  }

  private boolean isResolved(String text) {
    return PlaceholderText.parse(text).tags().stream().allMatch(tag -> valueOf(tag).isPresent());
  }

  /**
   * {@code rule} with every placeholder replaced.
   *
   * @throws dev.rulekeeper.placeholder.PlaceholderException if a tag has no value: see {@link
   *     #unresolved}
   */
  public Rule render(Rule rule) {
    ObjectNode rendered =
        Leaves.mapTexts(
            rule.fields(),
            text ->
                PlaceholderText.holdsTags(text)
                    ? PlaceholderText.parse(text).render(this::valueOf)
                    : text);
    return new Rule(rule.id(), rendered);
  }

  /**
   * {@code rule} with everything replaced that is no secret: what anybody can know of the text that
   * the site will have.
   */
  public Rule withVariables(Rule rule) {
    return new Rule(rule.id(), Leaves.mapTexts(rule.fields(), this::withVariables));
  }

  private String withVariables(String text) {
    if (!PlaceholderText.holdsTags(text)) {
      return text;
    }
    return PlaceholderText.parse(text)
        .fill(tag -> tag.kind() == Tag.Kind.SECRET ? Optional.empty() : valueOf(tag))
        .source();
  }

  /** The variables that stand in {@code rule}, a rule with template texts, with what they are. */
  public SortedMap<String, String> variablesIn(Rule rule) {
    return variablesIn(rule, rule, Map.of());
  }

  /**
   * What the site has for the variables of a rule that was read.
   *
   * @param templates the rule with template texts
   * @param clear the same as it was read
   * @param former what the site had before
   */
  public SortedMap<String, String> variablesIn(
      Rule templates, Rule clear, Map<String, String> former) {
    SortedMap<String, String> found = new TreeMap<>();
    if (templates.tagged().stream().noneMatch(Rendering::holdsVariables)) {
      return found;
    }
    Leaves.forEach(
        templates.fields(),
        PlaceholderText::holdsTags,
        (at, text) -> {
          if (holdsVariables(text)) {
            PlaceholderText template = PlaceholderText.parse(text);
            Map<Tag, String> there = former(template, clear.fields().at(at).asText(), former);
            for (Tag tag : template.tags()) {
              if (tag.kind() == Tag.Kind.VARIABLE) {
                Optional.ofNullable(there.get(tag))
                    .or(() -> valueOf(tag))
                    .ifPresent(value -> found.put(tag.name(), value));
              }
            }
          }
        });
    return found;
  }

  private static boolean holdsVariables(String text) {
    return text.contains("<<var:");
  }

  /**
   * The variables of {@code template} for which a text of the site has what they were before.
   *
   * @param former what they were, by name
   */
  public Map<Tag, String> former(
      PlaceholderText template, String live, Map<String, String> former) {
    Map<Tag, String> found = new LinkedHashMap<>();
    template
        .unify(live)
        .ifPresent(
            values ->
                values.forEach(
                    (tag, value) -> {
                      if (tag.kind() == Tag.Kind.VARIABLE
                          && !valueOf(tag).equals(Optional.of(value))
                          && value.equals(former.get(tag.name()))) {
                        found.put(tag, value);
                      }
                    }));
    return found;
  }

  /** The names of the secrets that stand in {@code rule}, a rule with template texts. */
  public static Set<SecretName> secretsIn(Rule rule) {
    return rule.secrets(Rendering::secretsIn);
  }

  /** The names of the secrets that stand in {@code text}, a template text. */
  public static Set<SecretName> secretsIn(String text) {
    if (!PlaceholderText.holdsTags(text)) {
      return Set.of();
    }
    Set<SecretName> names = new TreeSet<>();
    for (Tag tag : PlaceholderText.parse(text).tags()) {
      if (tag.kind() == Tag.Kind.SECRET) {
        names.add(new SecretName(tag.name()));
      }
    }
    return names;
  }
}
