package dev.rulekeeper.export;

import dev.rulekeeper.adopt.EncodingAssignment;
import dev.rulekeeper.adopt.FindingSubstitution;
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
import org.jspecify.annotations.Nullable;

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
  private final UnreadTexts texts = new UnreadTexts();

  /**
   * Places {@code names}.
   *
   * @param history what Git and the base know of the rules
   * @param adopted the values that are replaced wherever they stand; the others only by place
   * @param emptyIsHidden whether an empty hidden header had a value that the source left out
   */
  NewPlaceholders(
      LiveRules live,
      KnownRuleForms history,
      KnownValues adopted,
      Map<SecretValue, SecretName> names,
      boolean emptyIsHidden) {
    this.live = live;
    this.history = history;
    this.adopted = adopted;
    this.names = names;
    this.emptyIsHidden = emptyIsHidden;
  }

  /**
   * A rule with placeholders.
   *
   * @param hides whether it still waits for {@link #hidden}
   * @param unread what no detection looks into
   */
  record Placed(Rule rule, boolean hides, List<UnreadTexts.Unread> unread) {}

  /**
   * All {@code rules}, in order.
   *
   * @param findings what may be a credential in them
   */
  List<Placed> in(SortedMap<RuleId, Rule> rules, Map<RuleId, List<Finding>> findings) {
    try (WorkQueue<Placed> work = new WorkQueue<>()) {
      rules.forEach(
          (id, rule) -> work.add(() -> placed(rule, findings.getOrDefault(id, List.of()))));
      return work.finish();
    }
  }

  private Placed placed(Rule rule, List<Finding> found) {
    Rule byValue = FindingSubstitution.substitute(rule, adopted);
    List<Finding> left = isSame(byValue, rule) ? found : live.again(byValue, rule, found);
    // By place too: a value that is short or a common word is not replaced wherever it stands.
    Rule byPlace =
        FindingSubstitution.replace(
            byValue, left.stream().filter(Finding::certain).toList(), names);
    return HiddenHeaders.hides(byPlace, emptyIsHidden)
        ? new Placed(byPlace, true, List.of())
        : encoded(byPlace);
  }

  /**
   * {@code rule}, which hides something, with placeholders for it.
   *
   * @param taken names that mean something already; receives those of the placeholders
   * @param named receives the names of the placeholders
   */
  Placed hidden(Rule rule, Set<SecretName> taken, Set<SecretName> named) {
    return encoded(HiddenHeaders.name(rule, taken, named, emptyIsHidden));
  }

  private Placed encoded(Rule rule) {
    Rule read = Objects.requireNonNull(live.rules().get(rule.id()), "a rule that was read");
    Rule encoded =
        EncodingAssignment.in(rule, history.references().apply(rule.id()), valuesIn(read));
    boolean same = isSame(encoded, rule) && isSame(rule, live.rules().get(rule.id()));
    return new Placed(same ? rule : encoded.packed(), false, texts.in(encoded.fields()));
  }

  /** What the site has for the tags of a text. */
  private static EncodingAssignment.Values valuesIn(Rule live) {
    return (at, template) -> {
      Map<Tag, String> values = template.unify(live.fields().at(at).asText()).orElseGet(Map::of);
      return tag -> Optional.ofNullable(values.get(tag));
    };
  }

  /** Where nothing was replaced in a rule, it is the same one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Rule rule, @Nullable Rule before) {
    return rule == before;
  }
}
