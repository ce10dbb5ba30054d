package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.render.Rendering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules as a plan may show them: masked leaf by leaf, before anything is formatted. */
final class PlanMasking {
  /** What a plan says behind the left side of a leaf of which only the value is another. */
  static final String OLDER = " (older value)";

  private final Detector detector;
  private final Set<SecretName> uncompared;

  PlanMasking(Detector detector) {
    this(detector, Set.of());
  }

  /** As far as it is about values: says nothing of those of {@code uncompared}. */
  PlanMasking(Detector detector, Set<SecretName> uncompared) {
    this.detector = detector;
    this.uncompared = uncompared;
  }

  /**
   * The places of {@code rule} in {@code places} whose value there is something to compare with.
   */
  Set<JsonPointer> comparable(Rule rule, Set<JsonPointer> places) {
    Set<JsonPointer> comparable = new LinkedHashSet<>(places);
    comparable.removeIf(at -> isUncompared(rule.fields().at(at).asText()));
    return comparable;
  }

  private boolean isUncompared(String text) {
    return !Collections.disjoint(Rendering.secretsIn(text), uncompared);
  }

  /**
   * A rule (template texts) in which credentials were looked for, which takes a plan most of its
   * time.
   *
   * @param findings those that still stand in clear
   */
  record Searched(Rule rule, List<Finding> findings) {
    /** The rule with every one of them hidden. */
    Rule masked() {
      return mask(rule, findings);
    }

    /** As {@link #masked()}, but for what only might be a credential: good to be put back. */
    Rule maskedCertainly() {
      return mask(rule, findings.stream().filter(Finding::certain).toList());
    }
  }

  /** Looks for credentials in {@code rule}. */
  Searched search(Rule rule) {
    return new Searched(rule, detector.find(rule.fields()));
  }

  /** {@code rule} (template texts) with every credential that still stands in clear hidden. */
  Rule mask(Rule rule) {
    return search(rule).masked();
  }

  /** Where credentials stand in clear in {@code rule}. */
  Set<JsonPointer> unnamed(Rule rule) {
    Set<JsonPointer> places = new LinkedHashSet<>();
    credentials(rule).forEach(finding -> places.add(finding.pointer()));
    return places;
  }

  /** The credentials that stand in clear in {@code rule} and not in {@code file}. */
  Set<JsonPointer> unnamed(Rule rule, Rule file) {
    Set<String> known = new HashSet<>();
    credentials(file).forEach(finding -> known.add(finding.value().reveal()));
    Set<JsonPointer> places = new LinkedHashSet<>();
    for (Finding finding : credentials(rule)) {
      if (!known.contains(finding.value().reveal())) {
        places.add(finding.pointer());
      }
    }
    return places;
  }

  private List<Finding> credentials(Rule rule) {
    return detector.find(rule.fields()).stream().filter(Finding::certain).toList();
  }

  private static Rule mask(Rule rule, List<Finding> findings) {
    if (findings.isEmpty()) {
      return rule;
    }
    Map<JsonPointer, List<Finding>> byLeaf = new HashMap<>();
    findings.forEach(f -> byLeaf.computeIfAbsent(f.pointer(), at -> new ArrayList<>()).add(f));
    ObjectNode masked =
        Leaves.map(
            rule.fields(),
            (at, text) -> {
              List<Finding> here = byLeaf.getOrDefault(at, List.of());
              String hidden = text;
              // From the right, so that the offsets of what is left stay true.
              for (int i = here.size() - 1; i >= 0; i--) {
                hidden = here.get(i).replace(hidden, Change.UNNAMED);
              }
              return hidden;
            });
    return new Rule(rule.id(), masked);
  }

  /**
   * The live rule with placeholders, and with the text of variables that are another one by now.
   */
  Rule onSite(RuleVersions.Live live, Rendering rendering) {
    if (live.variables().isEmpty()) {
      return live.templates();
    }
    ObjectNode filled =
        Leaves.map(
            live.templates().fields(),
            (at, text) -> {
              Map<Tag, String> former = former(live, at, text, rendering);
              return former.isEmpty()
                  ? text
                  : PlaceholderText.parse(text)
                      .fill(tag -> Optional.ofNullable(former.get(tag)))
                      .source();
            });
    return new Rule(live.templates().id(), filled);
  }

  private static Map<Tag, String> former(
      RuleVersions.Live live, JsonPointer at, String text, Rendering rendering) {
    return live.variables().isEmpty() || !text.contains("<<var:")
        ? Map.of()
        : rendering.former(
            PlaceholderText.parse(text),
            live.fileForm().fields().at(at).asText(),
            live.variables());
  }

  /**
   * The live rule as the left side of a diff: rotated leaves are marked.
   *
   * @param masked it as {@link #onSite} gives it, with credentials hidden
   */
  Rule before(RuleVersions.Live live, Rule masked, Rendering rendering) {
    ObjectNode marked =
        Leaves.map(
            masked.fields(),
            (at, text) -> isRotated(live, at, text, rendering) ? text + OLDER : text);
    return new Rule(masked.id(), marked);
  }

  /**
   * The secrets of the leaves that are the same template on both sides and another value on the
   * site.
   */
  Set<SecretName> rotated(RuleVersions.Live live, Rule target, Rendering rendering) {
    Set<SecretName> names = new TreeSet<>();
    Leaves.forEach(
        live.templates().fields(),
        (at, text) -> {
          if (isRotated(live, at, text, rendering)) {
            names.addAll(Rendering.secretsIn(text));
          }
        });
    names.retainAll(Rendering.secretsIn(target));
    return names;
  }

  /**
   * The secrets of which the site is certain to have an older value: a leaf that holds several does
   * not tell which of them.
   */
  Set<SecretName> certainlyRotated(RuleVersions.Live live, Rendering rendering) {
    Set<SecretName> names = new TreeSet<>();
    Leaves.forEach(
        live.templates().fields(),
        (at, text) -> {
          if (isRotated(live, at, text, rendering) && Rendering.secretsIn(text).size() == 1) {
            names.addAll(Rendering.secretsIn(text));
          }
        });
    return names;
  }

  private boolean isRotated(
      RuleVersions.Live live, JsonPointer at, String text, Rendering rendering) {
    if (!text.contains("<<secret:") || isUncompared(text)) {
      return false;
    }
    if (live.masks().all().contains(at)) {
      return live.masks().outdated().contains(at);
    }
    if (live.unproven().contains(at)) {
      return true;
    }
    JsonNode actual = live.fileForm().fields().at(at);
    Map<Tag, String> former = former(live, at, text, rendering);
    PlaceholderText template =
        PlaceholderText.parse(text).fill(tag -> Optional.ofNullable(former.get(tag)));
    return template.tags().stream().allMatch(tag -> rendering.valueOf(tag).isPresent())
        && !template.render(rendering::valueOf).equals(actual.asText());
  }
}
