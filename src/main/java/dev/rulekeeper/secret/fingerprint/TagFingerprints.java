package dev.rulekeeper.secret.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.SiteMasks;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keyed fingerprints of the values behind the tags of a rule, so that a later run knows whether a
 * value is still the one that the site was last given or seen with, although it cannot see it. The
 * rule and the tag enter the fingerprint: equal values do not look equal.
 */
public final class TagFingerprints {
  private final Fingerprints fingerprints;
  private final Rendering rendering;

  /** Fingerprints, with a key that lasts, of the values that {@code rendering} gives to tags. */
  public TagFingerprints(Fingerprints fingerprints, Rendering rendering) {
    this.fingerprints = fingerprints;
    this.rendering = rendering;
  }

  /** The fingerprint of the value that {@code tag} has now, where it has one. */
  public Optional<String> of(RuleId id, Tag tag) {
    return rendering.valueOf(tag).map(value -> of(id, tag, value));
  }

  /** The fingerprint of {@code tag} with this value. */
  private String of(RuleId id, Tag tag, String value) {
    return fingerprints.of(
        ExactJson.object()
            .put("rule", id.toString())
            .put("tag", tag.toString())
            .put("value", value));
  }

  /** Whether {@code known} says that the site was last given {@code value} for {@code tag}. */
  public boolean given(RuleId id, Tag tag, String value, SortedMap<String, String> known) {
    String then = known.get(tag.toString());
    return then != null && then.equals(of(id, tag, value));
  }

  /**
   * What the site has of {@code rule} (template texts) once it was sent with the current values.
   */
  public SortedMap<String, String> sent(Rule rule) {
    return record(rule, tags(rule));
  }

  /**
   * What is known of a rule that was read: of the tags that read in clear as they render now, their
   * value; of those that the site hides, what was known before; of the others nothing.
   *
   * @param templates the rule that was read, with template texts
   * @param clear the same as it was read
   * @param before what was known of it before
   */
  public SortedMap<String, String> seen(
      Rule templates, Rule clear, SortedMap<String, String> before) {
    if (templates.tagged().isEmpty()) {
      return Collections.emptySortedMap();
    }
    Set<Tag> hidden = new TreeSet<>();
    Set<Tag> current = new TreeSet<>();
    Set<Tag> other = new TreeSet<>();
    Leaves.forEach(
        templates.fields(),
        PlaceholderText::holdsTags,
        (at, text) -> {
          Set<Tag> tags = new TreeSet<>(PlaceholderText.parse(text).tags());
          JsonNode leaf = clear.fields().at(at);
          if (leaf.isNull() || SiteMasks.isMask(leaf.asText())) {
            hidden.addAll(tags);
          } else {
            (rendersTo(text, leaf.asText()) ? current : other).addAll(tags);
          }
        });
    current.removeAll(other);
    hidden.removeAll(other);
    SortedMap<String, String> known = new TreeMap<>();
    for (Tag tag : hidden) {
      Optional.ofNullable(before.get(tag.toString())).ifPresent(f -> known.put(tag.toString(), f));
    }
    current.removeAll(hidden);
    known.putAll(record(templates, current));
    return Collections.unmodifiableSortedMap(known);
  }

  /** Whether every tag of {@code rule} has the value that {@code known} says the site has. */
  public boolean current(Rule rule, SortedMap<String, String> known) {
    return tags(rule).stream()
        .allMatch(
            tag -> {
              Optional<String> now = of(rule.id(), tag);
              return now.isPresent() && now.equals(Optional.ofNullable(known.get(tag.toString())));
            });
  }

  /** The tags that stand in {@code rule}, a rule with template texts. */
  public static Set<Tag> tags(Rule rule) {
    Set<Tag> tags = new TreeSet<>();
    rule.tagged().forEach(text -> tags.addAll(PlaceholderText.parse(text).tags()));
    return tags;
  }

  private boolean rendersTo(String template, String text) {
    PlaceholderText parsed = PlaceholderText.parse(template);
    return parsed.tags().stream().allMatch(tag -> rendering.valueOf(tag).isPresent())
        && parsed.render(rendering::valueOf).equals(text);
  }

  private SortedMap<String, String> record(Rule rule, Set<Tag> tags) {
    SortedMap<String, String> known = new TreeMap<>();
    tags.forEach(tag -> of(rule.id(), tag).ifPresent(f -> known.put(tag.toString(), f)));
    return Collections.unmodifiableSortedMap(known);
  }
}
