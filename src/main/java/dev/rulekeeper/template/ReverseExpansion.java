package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance must say to stand for a given rule. Every way is tried out, and the one that
 * changes least is taken.
 */
final class ReverseExpansion {
  private final RuleTemplates families;
  private final RuleTemplate family;
  private final FragmentRestoration restoration;

  ReverseExpansion(RuleTemplates families, RuleTemplate family) {
    this.families = families;
    this.family = family;
    this.restoration = new FragmentRestoration(families.fragments());
  }

  /** An instance that stands for {@code target}, and what it costs a reader. */
  private record Candidate(TemplateInstance instance, int cost) {}

  ObjectNode fold(TemplateInstance instance, ObjectNode target) {
    ObjectNode expanded = families.expand(instance.fields());
    if (Equality.same(expanded, target)) {
      return instance.fields();
    }
    TemplateInstance overridden = override(instance, expanded, target);
    Map<String, JsonNode> inferred =
        new ParameterInference(family, instance, families.fragments()).infer(expanded, target);
    List<Candidate> candidates = new ArrayList<>();
    if (!inferred.isEmpty()) {
      patched(given(overridden, inferred), target, inferred.size(), candidates);
    }
    patched(overridden, target, 0, candidates);
    return candidates.stream()
        .min(Comparator.comparingInt(Candidate::cost))
        .map(candidate -> candidate.instance().fields())
        // What no instance of this family can say stands for itself.
        .orElse(target);
  }

  /** A field that the instance has of its own is edited there. */
  private TemplateInstance override(
      TemplateInstance instance, ObjectNode expanded, ObjectNode target) {
    TemplateInstance overridden = instance;
    for (String key : instance.overrides()) {
      JsonNode wanted = target.path(key);
      if (!wanted.isMissingNode() && !Equality.same(expanded.path(key), wanted)) {
        JsonNode own = instance.fields().path(key);
        overridden = overridden.with(key, restoration.restore(own, expanded.path(key), wanted));
      }
    }
    return overridden;
  }

  private TemplateInstance given(TemplateInstance instance, Map<String, JsonNode> inferred) {
    Map<String, JsonNode> before =
        new InstanceExpansion(family, instance, families.fragments()).values();
    ObjectNode with = instance.with().deepCopy();
    inferred.forEach(
        (name, value) ->
            with.set(
                name,
                restoration.restore(
                    with.path(name),
                    Optional.ofNullable(before.get(name)).orElse(with.path(name)),
                    value)));
    return instance.with(TemplateInstance.WITH, with);
  }

  /** The patch kept, with more operations where needed; and a new one in its place. */
  private void patched(
      TemplateInstance instance, ObjectNode target, int parameters, List<Candidate> candidates) {
    try {
      ObjectNode kept = families.expand(instance.fields());
      ArrayNode patch = instance.patch().deepCopy().addAll(InstancePatch.between(kept, target));
      add(instance.with(TemplateInstance.PATCH, patch), target, parameters, candidates);
    } catch (TemplateException e) {
      // The patch does not fit these parameters: only a new one can.
    }
    try {
      TemplateInstance bare = instance.with(TemplateInstance.PATCH, ExactJson.array());
      ArrayNode patch = InstancePatch.between(families.expand(bare.fields()), target);
      add(instance.with(TemplateInstance.PATCH, patch), target, parameters, candidates);
    } catch (TemplateException e) {
      // These parameters do not fit the template.
    }
  }

  private void add(
      TemplateInstance instance, ObjectNode target, int parameters, List<Candidate> candidates) {
    if (Equality.same(families.expand(instance.fields()), target)) {
      candidates.add(new Candidate(instance, parameters + InstancePatch.count(instance.patch())));
    }
  }
}
