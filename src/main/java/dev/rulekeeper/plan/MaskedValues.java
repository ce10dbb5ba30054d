package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.SiteMasks;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of values that the site hides: what the base remembers of them, by their key. */
final class MaskedValues {
  private final Rendering rendering;
  private final Optional<TagFingerprints> lasting;
  private final Set<SecretName> rotate;

  /**
   * Knows what the base remembers.
   *
   * @param rendering the values of today
   * @param lasting fingerprints that can be compared with those in the base; without them nothing
   *     is known
   * @param rotate secrets that count as older wherever they are hidden
   */
  MaskedValues(Rendering rendering, Optional<TagFingerprints> lasting, Set<SecretName> rotate) {
    this.rendering = rendering;
    this.lasting = lasting;
    this.rotate = Set.copyOf(rotate);
  }

  /**
   * What is known of the hidden leaves of one rule.
   *
   * @param all of them
   * @param outdated those whose value is an older one, or is to be written in any case
   * @param unknown those of which nothing proves that they hold the current value
   */
  record Masks(Set<JsonPointer> all, Set<JsonPointer> outdated, Set<JsonPointer> unknown) {
    /** The same where what is unknown is to be written, too. */
    Masks overwritten() {
      Set<JsonPointer> written = new LinkedHashSet<>(outdated);
      written.addAll(unknown);
      return new Masks(all, written, Set.of());
    }
  }

  /**
   * Judges the leaves {@code masked} of {@code templates}, the live rule with placeholders.
   *
   * @param updated the site's time of the rule: where the base has another, somebody may have typed
   *     over what is hidden
   */
  Masks judge(Rule templates, Set<JsonPointer> masked, Optional<BaseRule> base, String updated) {
    Set<JsonPointer> outdated = new LinkedHashSet<>();
    Set<JsonPointer> unknown = new LinkedHashSet<>();
    boolean standing = base.flatMap(entry -> entry.standingAt(updated)).isPresent();
    for (JsonPointer at : masked) {
      for (Tag tag : PlaceholderText.parse(templates.fields().at(at).asText()).tags()) {
        Optional<Boolean> current = base.flatMap(entry -> lastGiven(templates, tag, entry));
        if (asked(tag) || current.equals(Optional.of(false))) {
          outdated.add(at);
        } else if (!standing || current.isEmpty()) {
          unknown.add(at);
        }
      }
    }
    unknown.removeAll(outdated);
    return new Masks(masked, outdated, unknown);
  }

  /** Whether the site was last given the value of today for {@code tag}, where that is known. */
  private Optional<Boolean> lastGiven(Rule templates, Tag tag, BaseRule base) {
    if (tag.kind() == Tag.Kind.VARIABLE && base.variables().containsKey(tag.name())) {
      return Optional.of(
          rendering.valueOf(tag).equals(Optional.of(base.variables().get(tag.name()))));
    }
    Optional<String> then = Optional.ofNullable(base.fingerprints().get(tag.toString()));
    return lasting.flatMap(
        known -> then.map(fingerprint -> known.of(templates.id(), tag).equals(then)));
  }

  /** Those of {@code unproven} that hold a secret which nobody asked to write in any case. */
  Set<JsonPointer> notAsked(Rule templates, Set<JsonPointer> unproven) {
    Set<JsonPointer> left = new LinkedHashSet<>();
    for (JsonPointer at : unproven) {
      boolean asked =
          PlaceholderText.parse(templates.fields().at(at).asText()).tags().stream()
              .anyMatch(this::asked);
      if (!asked) {
        left.add(at);
      }
    }
    return left;
  }

  private boolean asked(Tag tag) {
    return tag.kind() == Tag.Kind.SECRET
        && SecretName.isValid(tag.name())
        && rotate.contains(new SecretName(tag.name()));
  }

  /**
   * Whether the values of {@code rule} need no look at the site, as the base remembers them all.
   */
  boolean settled(Rule rule, BaseRule base) {
    Set<Tag> tags = TagFingerprints.tags(rule);
    return tags.isEmpty()
        || (tags.stream().noneMatch(this::asked)
            && lasting.filter(known -> known.current(rule, base.fingerprints())).isPresent());
  }

  /** What the base is to remember of a rule that was read at its time {@code updated}. */
  SortedMap<String, String> remember(
      Rule templates, Rule clear, Optional<BaseRule> before, String updated) {
    return lasting
        .map(
            known ->
                known.seen(
                    templates,
                    clear,
                    before
                        .map(entry -> entry.fingerprintsAt(updated))
                        .orElseGet(Collections::emptySortedMap)))
        .orElseGet(TreeMap::new);
  }

  /** The first place of {@code rule} where a mask would be sent as the value of a header. */
  static Optional<JsonPointer> maskIn(Rule rule) {
    Set<JsonPointer> found = new LinkedHashSet<>();
    Leaves.forEach(
        rule.fields(),
        text -> !text.isEmpty() && SiteMasks.isMask(text),
        (at, text) -> {
          if (at.toString().contains("/headers/")) {
            found.add(at);
          }
        });
    return found.stream().findFirst();
  }
}
