package dev.rulekeeper.secret.known;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.template.Tag;
import dev.rulekeeper.template.Template;
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
    Map<Tag, JsonPointer> missing = new LinkedHashMap<>();
    Leaves.forEach(
        rule.fields(),
        (at, text) -> {
          for (Tag tag : Template.parse(text).tags()) {
            if (valueOf(tag).isEmpty()) {
              missing.putIfAbsent(tag, at);
            }
          }
        });
    return missing;
  }

  /**
   * {@code rule} with every placeholder replaced.
   *
   * @throws dev.rulekeeper.template.TemplateException if a tag has no value: see {@link
   *     #unresolved}
   */
  public Rule render(Rule rule) {
    ObjectNode rendered =
        Leaves.map(rule.fields(), (at, text) -> Template.parse(text).render(this::valueOf));
    return new Rule(rule.id(), rendered);
  }

  /**
   * {@code rule} with everything replaced that is no secret: what anybody can know of the text that
   * the site will have.
   */
  public Rule withVariables(Rule rule) {
    return new Rule(rule.id(), Leaves.map(rule.fields(), (at, text) -> withVariables(text)));
  }

  private String withVariables(String text) {
    return Template.parse(text)
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
    Leaves.forEach(
        templates.fields(),
        (at, text) -> {
          if (text.contains("<<var:")) {
            Template template = Template.parse(text);
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

  /**
   * The variables of {@code template} for which a text of the site has what they were before.
   *
   * @param former what they were, by name
   */
  public Map<Tag, String> former(Template template, String live, Map<String, String> former) {
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
    Set<SecretName> names = new TreeSet<>();
    Leaves.forEach(rule.fields(), (at, text) -> names.addAll(secretsIn(text)));
    return names;
  }

  /** The names of the secrets that stand in {@code text}, a template text. */
  public static Set<SecretName> secretsIn(String text) {
    Set<SecretName> names = new TreeSet<>();
    for (Tag tag : Template.parse(text).tags()) {
      if (tag.kind() == Tag.Kind.SECRET) {
        names.add(new SecretName(tag.name()));
      }
    }
    return names;
  }
}
