package dev.rulekeeper.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.adopt.EncodingAssignment;
import dev.rulekeeper.adopt.FindingSubstitution;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.TextPacking;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.UnreadTexts;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.work.WorkQueue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Puts the names that an export has given into the rules. What happens in one rule depends on no
 * other one, but for the names of what is hidden.
 */
final class NewPlaceholders {
  private final LiveRules live;
  private final KnownRuleForms history;
  private final KnownValues adopted;
  private final Map<SecretValue, SecretName> names;
  private final boolean emptyIsHidden;
  private final BaseEntries entries;
  private final TextPacking packing = new TextPacking();
  private final UnreadTexts texts = new UnreadTexts();

  /**
   * Places {@code names}.
   *
   * @param history what Git and the base know of the rules
   * @param adopted the values that are replaced wherever they stand; the others only by place
   * @param emptyIsHidden whether an empty hidden header had a value that the source left out
   * @param entries makes what the base is to say of the rules
   */
  NewPlaceholders(
      LiveRules live,
      KnownRuleForms history,
      KnownValues adopted,
      Map<SecretValue, SecretName> names,
      boolean emptyIsHidden,
      BaseEntries entries) {
    this.entries = entries;
    this.live = live;
    this.history = history;
    this.adopted = adopted;
    this.names = names;
    this.emptyIsHidden = emptyIsHidden;
  }

  /**
   * A rule with placeholders.
   *
   * @param entry what the base is to say of it; nothing while the rule waits for {@link #hidden}
   * @param live the same rule as the site has it, while it waits
   * @param unread what no detection looks into
   */
  record Placed(
      Rule rule,
      Optional<BaseRule> entry,
      Optional<LiveRule> live,
      List<UnreadTexts.Unread> unread) {}

  /**
   * All {@code rules}, in order. They are taken out of there, and as they are in clear out of where
   * they are held: each is in memory once.
   *
   * @param findings what may be a credential in them; likewise taken out
   */
  List<Placed> in(SortedMap<RuleId, Rule> rules, Map<RuleId, List<Finding>> findings) {
    try (WorkQueue<Placed> work = new WorkQueue<>()) {
      while (!rules.isEmpty()) {
        RuleId id = rules.firstKey();
        Rule rule = Objects.requireNonNull(rules.remove(id), "the first one");
        LiveRule read = live.take(id);
        List<Finding> found = Objects.requireNonNullElse(findings.remove(id), List.of());
        work.add(() -> placed(rule, read, found));
      }
      return work.finish();
    }
  }

  private Placed placed(Rule rule, LiveRule read, List<Finding> found) {
    Rule byValue = FindingSubstitution.substitute(rule, adopted);
    List<Finding> left = isSame(byValue, rule) ? found : live.again(byValue, rule, found);
    // By place too: a value that is short or a common word is not replaced wherever it stands.
    Rule byPlace =
        FindingSubstitution.replace(
            byValue, left.stream().filter(Finding::certain).toList(), names);
    return HiddenHeaders.hides(byPlace, emptyIsHidden)
        ? new Placed(byPlace.packed(packing), Optional.empty(), Optional.of(read), List.of())
        : encoded(byPlace, read);
  }

  /**
   * {@code waiting}, which hides something, with placeholders for it.
   *
   * @param taken names that mean something already; receives those of the placeholders
   * @param named receives the names of the placeholders
   */
  Placed hidden(Placed waiting, Set<SecretName> taken, Set<SecretName> named) {
    return encoded(
        HiddenHeaders.name(waiting.rule(), taken, named, emptyIsHidden),
        waiting.live().orElseThrow());
  }

  private Placed encoded(Rule rule, LiveRule read) {
    Rule encoded =
        EncodingAssignment.in(
            rule, history.references().apply(rule.id()), valuesIn(read.rule().fields()));
    boolean same = isSame(encoded, rule) && isSame(rule, read.rule());
    Rule packed = same ? rule : encoded.packed(packing);
    return new Placed(
        packed,
        Optional.of(entries.of(packed, read)),
        Optional.empty(),
        texts.in(encoded.fields()));
  }

  /** What the site has for the tags of a text. */
  private static EncodingAssignment.Values valuesIn(ObjectNode live) {
    return (at, template) -> {
      Map<Tag, String> values = template.unify(live.at(at).asText()).orElseGet(Map::of);
      return tag -> Optional.ofNullable(values.get(tag));
    };
  }

  /** Where nothing was replaced in a rule, it is the same one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Rule rule, Rule before) {
    return rule == before;
  }
}
