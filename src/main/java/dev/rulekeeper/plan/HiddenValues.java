package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Leaves;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.Masks;
import dev.rulekeeper.template.Tag;
import dev.rulekeeper.template.Template;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of values that the site hides: what the base remembers of them, by their key. */
final class HiddenValues {
  private final Optional<TagFingerprints> lasting;
  private final Set<SecretName> rotate;

  /**
   * Knows what the base remembers.
   *
   * @param lasting fingerprints that can be compared with those in the base; without them nothing
   *     is known
   * @param rotate secrets that count as older wherever they are hidden
   */
  HiddenValues(Optional<TagFingerprints> lasting, Set<SecretName> rotate) {
    this.lasting = lasting;
    this.rotate = Set.copyOf(rotate);
  }

  /**
   * What is known of the hidden leaves of one rule.
   *
   * @param outdated leaves whose value is an older one
   * @param unknown whether of some leaf nothing is known
   */
  record Verdict(Set<JsonPointer> outdated, boolean unknown) {}

  /** Judges the leaves {@code masked} of {@code templates}, the live rule with placeholders. */
  Verdict judge(Rule templates, Set<JsonPointer> masked, Optional<BaseRule> base) {
    Set<JsonPointer> outdated = new LinkedHashSet<>();
    boolean unknown = false;
    for (JsonPointer at : masked) {
      for (Tag tag : Template.parse(templates.fields().at(at).asText()).tags()) {
        Optional<String> then =
            base.map(entry -> entry.fingerprints().get(tag.toString())).or(Optional::empty);
        if (asked(tag)) {
          outdated.add(at);
        } else if (lasting.isEmpty() || then.isEmpty()) {
          unknown = true;
        } else if (!lasting.get().of(templates.id(), tag).equals(then)) {
          outdated.add(at);
        }
      }
    }
    return new Verdict(outdated, unknown);
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

  /** What the base is to remember of a rule that was read. */
  SortedMap<String, String> remember(Rule templates, Rule clear, Optional<BaseRule> before) {
    return lasting
        .map(
            known ->
                known.seen(
                    templates, clear, before.map(BaseRule::fingerprints).orElseGet(TreeMap::new)))
        .orElseGet(TreeMap::new);
  }

  /** The first place of {@code rule} where a mask would be sent as the value of a header. */
  static Optional<JsonPointer> maskIn(Rule rule) {
    Set<JsonPointer> found = new LinkedHashSet<>();
    Leaves.forEach(
        rule.fields(),
        (at, text) -> {
          if (!text.isEmpty() && Masks.isMask(text) && at.toString().contains("/headers/")) {
            found.add(at);
          }
        });
    return found.stream().findFirst();
  }
}
