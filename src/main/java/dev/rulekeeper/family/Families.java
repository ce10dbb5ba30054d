package dev.rulekeeper.family;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.template.Tag;
import dev.rulekeeper.template.Template;
import dev.rulekeeper.template.TemplateException;
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
public record Families(Map<String, Family> byName, Fragments fragments) {
  /** A repository without any. */
  public static final Families NONE = new Families(Map.of(), new Fragments(Map.of()));

  /** Copies the map. */
  public Families {
    byName = Map.copyOf(byName);
  }

  /** These with one more template, or another one of its name. */
  public Families with(Family family) {
    Map<String, Family> more = new HashMap<>(byName);
    more.put(family.name(), family);
    return new Families(more, fragments);
  }

  /** The name of the template that {@code own}, the tree of a rule file, is an instance of. */
  public static Optional<String> templateOf(ObjectNode own) {
    return Instance.is(own) ? Optional.of(new Instance(own).template()) : Optional.empty();
  }

  /**
   * The rule that {@code own}, the tree of a rule file as it is written, stands for: no parameter
   * and no fragment is in it, secrets and variables stay tags. A leaf that is no template at all is
   * left as it is.
   *
   * @throws FamilyException with every problem
   */
  public ObjectNode expand(ObjectNode own) {
    ObjectNode fields = Instance.is(own) ? instantiation(own).expand() : plain(own);
    List<Problem> problems = new ArrayList<>();
    Leaves.forEach(
        fields,
        (at, text) -> {
          if (text.contains("<<param:") && hasParameter(text)) {
            problems.add(
                new Problem(
                    "a parameter outside of a template",
                    "write what is meant; <<param:…>> has a meaning in templates only",
                    places(own, at)));
          }
        });
    if (!problems.isEmpty()) {
      throw new FamilyException(problems);
    }
    return fields;
  }

  private static boolean hasParameter(String text) {
    try {
      return Template.parse(text).tags().stream().anyMatch(tag -> tag.kind() == Tag.Kind.PARAMETER);
    } catch (TemplateException e) {
      return false;
    }
  }

  private Instantiation instantiation(ObjectNode own) {
    Instance instance = new Instance(own);
    return new Instantiation(family(instance), instance, fragments);
  }

  private Family family(Instance instance) {
    Family family = byName.get(instance.template());
    if (family == null) {
      throw new FamilyException(
          List.of(
              new Problem(
                  "there is no template '" + instance.template() + "'",
                  byName.isEmpty()
                      ? "add templates/" + instance.template() + ".yaml"
                      : "add templates/"
                          + instance.template()
                          + ".yaml, or use one of "
                          + String.join(", ", byName.keySet().stream().sorted().toList()),
                  List.of(Place.inRule("/" + Instance.TEMPLATE)))));
    }
    return family;
  }

  private ObjectNode plain(ObjectNode own) {
    List<Problem> problems = new ArrayList<>();
    for (String key : List.of(Instance.WITH, Instance.PATCH)) {
      if (own.has(key)) {
        problems.add(
            new Problem(
                key + " without a template",
                "add the line 'template: NAME', or remove " + key,
                List.of(Place.inRule("/" + key))));
      }
    }
    boolean[] fragmentary = {false};
    Leaves.forEach(own, (at, text) -> fragmentary[0] |= text.contains("<<"));
    ObjectNode fields =
        fragmentary[0] ? Leaves.map(own, (at, text) -> plain(at, text, problems)) : own;
    if (!problems.isEmpty()) {
      throw new FamilyException(problems);
    }
    return fields;
  }

  private String plain(JsonPointer at, String text, List<Problem> problems) {
    try {
      if (text.contains("<<")) {
        Template.parse(text);
      }
    } catch (TemplateException e) {
      // The reader of rule files tells of it, together with what else is wrong.
      return text;
    }
    try {
      return fragments.text(text);
    } catch (TemplateException e) {
      problems.add(
          new Problem(
              String.valueOf(e.getMessage()), e.hint(), List.of(new Place(Optional.empty(), at))));
      return text;
    }
  }

  /** Where the leaf at {@code pointer} of the rule that {@code own} stands for is written. */
  public List<Place> places(ObjectNode own, JsonPointer pointer) {
    if (!Instance.is(own) || !byName.containsKey(new Instance(own).template())) {
      return List.of(new Place(Optional.empty(), pointer));
    }
    Instance instance = new Instance(own);
    return new Origins(family(instance), instance, fragments).of(pointer);
  }

  /**
   * What a rule file that is now {@code own} must say to stand for {@code target}: as much as can
   * be stays as it is, then parameters change, then the patch.
   */
  public ObjectNode fold(ObjectNode own, ObjectNode target) {
    return Instance.is(own)
        ? new Folding(this, family(new Instance(own))).fold(new Instance(own), target)
        : (ObjectNode) new Restoration(fragments).restore(own, expand(own), target);
  }
}
