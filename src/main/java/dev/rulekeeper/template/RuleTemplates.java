package dev.rulekeeper.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The templates and fragments of a repository: what a rule file stands for, and what it must say to
 * stand for a given rule.
 *
 * @param byName the templates
 */
public record RuleTemplates(Map<String, RuleTemplate> byName, Fragments fragments) {
  /** A repository without any. */
  public static final RuleTemplates NONE = new RuleTemplates(Map.of(), new Fragments(Map.of()));

  /** Copies the map. */
  public RuleTemplates {
    byName = Map.copyOf(byName);
  }

  /** These with one more template, or another one of its name. */
  public RuleTemplates with(RuleTemplate family) {
    Map<String, RuleTemplate> more = new HashMap<>(byName);
    more.put(family.name(), family);
    return new RuleTemplates(more, fragments);
  }

  /** The name of the template that {@code own}, the tree of a rule file, is an instance of. */
  public static Optional<String> templateOf(ObjectNode own) {
    return TemplateInstance.is(own)
        ? Optional.of(new TemplateInstance(own).template())
        : Optional.empty();
  }

  /**
   * The rule that {@code own}, the tree of a rule file as it is written, stands for: no parameter
   * and no fragment is in it, secrets and variables stay tags. A leaf that is no template at all is
   * left as it is.
   *
   * @throws TemplateException with every problem
   */
  public ObjectNode expand(ObjectNode own) {
    ObjectNode fields = TemplateInstance.is(own) ? instantiation(own).expand() : plain(own);
    List<TemplateProblem> problems = new ArrayList<>();
    Leaves.forEach(
        fields,
        text -> text.contains("<<param:"),
        (at, text) -> {
          if (hasParameter(text)) {
            problems.add(
                new TemplateProblem(
                    "a parameter outside of a template",
                    "write what is meant; <<param:…>> has a meaning in templates only",
                    places(own, at)));
          }
        });
    if (!problems.isEmpty()) {
      throw new TemplateException(problems);
    }
    return fields;
  }

  private static boolean hasParameter(String text) {
    try {
      return PlaceholderText.parse(text).tags().stream()
          .anyMatch(tag -> tag.kind() == Tag.Kind.PARAMETER);
    } catch (PlaceholderException e) {
      return false;
    }
  }

  private InstanceExpansion instantiation(ObjectNode own) {
    TemplateInstance instance = new TemplateInstance(own);
    return new InstanceExpansion(family(instance), instance, fragments);
  }

  private RuleTemplate family(TemplateInstance instance) {
    RuleTemplate family = byName.get(instance.template());
    if (family == null) {
      throw new TemplateException(
          List.of(
              new TemplateProblem(
                  "there is no template '" + instance.template() + "'",
                  byName.isEmpty()
                      ? "add templates/" + instance.template() + ".yaml"
                      : "add templates/"
                          + instance.template()
                          + ".yaml, or use one of "
                          + String.join(", ", byName.keySet().stream().sorted().toList()),
                  List.of(TemplateLocation.inRule("/" + TemplateInstance.TEMPLATE)))));
    }
    return family;
  }

  private ObjectNode plain(ObjectNode own) {
    List<TemplateProblem> problems = new ArrayList<>();
    for (String key : List.of(TemplateInstance.WITH, TemplateInstance.PATCH)) {
      if (own.has(key)) {
        problems.add(
            new TemplateProblem(
                key + " without a template",
                "add the line 'template: NAME', or remove " + key,
                List.of(TemplateLocation.inRule("/" + key))));
      }
    }
    boolean[] fragmentary = {false};
    Leaves.forEachText(own, text -> fragmentary[0] |= text.contains("<<"));
    ObjectNode fields =
        fragmentary[0]
            ? Leaves.map(own, PlaceholderText::holdsTags, (at, text) -> plain(at, text, problems))
            : own;
    if (!problems.isEmpty()) {
      throw new TemplateException(problems);
    }
    return fields;
  }

  private String plain(JsonPointer at, String text, List<TemplateProblem> problems) {
    try {
      if (text.contains("<<")) {
        PlaceholderText.parse(text);
      }
    } catch (PlaceholderException e) {
      // The reader of rule files tells of it, together with what else is wrong.
      return text;
    }
    try {
      return fragments.text(text);
    } catch (PlaceholderException e) {
      problems.add(
          new TemplateProblem(
              String.valueOf(e.getMessage()),
              e.hint(),
              List.of(new TemplateLocation(Optional.empty(), at))));
      return text;
    }
  }

  /** Where the leaf at {@code pointer} of the rule that {@code own} stands for is written. */
  public List<TemplateLocation> places(ObjectNode own, JsonPointer pointer) {
    if (!TemplateInstance.is(own) || !byName.containsKey(new TemplateInstance(own).template())) {
      return List.of(new TemplateLocation(Optional.empty(), pointer));
    }
    TemplateInstance instance = new TemplateInstance(own);
    return new LeafOrigins(family(instance), instance, fragments).of(pointer);
  }

  /**
   * What a rule file that is now {@code own} must say to stand for {@code target}: as much as can
   * be stays as it is, then parameters change, then the patch.
   */
  public ObjectNode fold(ObjectNode own, ObjectNode target) {
    return TemplateInstance.is(own)
        ? new ReverseExpansion(this, family(new TemplateInstance(own)))
            .fold(new TemplateInstance(own), target)
        : (ObjectNode) new FragmentRestoration(fragments).restore(own, expand(own), target);
  }
}
