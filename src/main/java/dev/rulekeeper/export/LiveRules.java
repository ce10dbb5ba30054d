package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of a site in clear, and what may be a credential in them. Of very many, each is held
 * only until it has its placeholders: whoever is the last to need it takes it away.
 */
final class LiveRules {
  private static final Detector DETECTOR = new Detector();

  private final SortedMap<RuleId, LiveRule> rules = new TreeMap<>();
  private final SortedMap<RuleId, String> problems = new TreeMap<>();
  private final Map<RuleId, Set<JsonPointer>> sensitive;

  /**
   * Those of {@code read}.
   *
   * @param sensitive leaves that the site itself calls sensitive
   */
  LiveRules(Collection<LiveRule> read, Map<RuleId, Set<JsonPointer>> sensitive) {
    this.sensitive = sensitive;
    for (LiveRule rule : read) {
      rule.problem()
          .ifPresentOrElse(
              problem -> problems.put(rule.id(), problem), () -> rules.put(rule.id(), rule));
    }
  }

  /** {@code rules}, which are searched now. */
  static LiveRules searched(Collection<Rule> rules) {
    return new LiveRules(
        rules.stream()
            .map(rule -> new LiveRule(rule, "", Optional.empty(), DETECTOR.find(rule.fields())))
            .toList(),
        Map.of());
  }

  /** Why some cannot be kept in a file; those are not among the others. */
  SortedMap<RuleId, String> problems() {
    return Collections.unmodifiableSortedMap(problems);
  }

  /** The ids of those that nobody took, in order. */
  Set<RuleId> ids() {
    return new TreeSet<>(rules.keySet());
  }

  /** Those that nobody took, in the order of their ids. */
  Collection<Rule> all() {
    return new AbstractCollection<>() {
      @Override
      public Iterator<Rule> iterator() {
        return rules.values().stream().map(LiveRule::rule).iterator();
      }

      @Override
      public int size() {
        return rules.size();
      }
    };
  }

  /** The rule {@code id}, which was read and not taken. */
  LiveRule get(RuleId id) {
    return Objects.requireNonNull(rules.get(id), "a rule that was read");
  }

  /** The same, which nobody can ask for any more. */
  LiveRule take(RuleId id) {
    return Objects.requireNonNull(rules.remove(id), "a rule that was read");
  }

  /** When the site changed the rule {@code id}; {@code ""} where it was not read, or was taken. */
  String updated(RuleId id) {
    LiveRule rule = rules.get(id);
    return rule == null ? "" : rule.updated();
  }

  /** What may be a credential in {@code rule}, which was made from {@code live}. */
  List<Finding> find(Rule rule, LiveRule live) {
    // Those of the rule as it was read are without what the site calls sensitive.
    if (!sensitiveIn(rule).isEmpty()) {
      return DETECTOR.find(rule.fields(), sensitiveIn(rule));
    }
    return isSame(rule, live.rule()) ? live.findings() : again(rule, live.rule(), live.findings());
  }

  /** Where nothing was replaced in a rule, it is the same one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Rule rule, Rule before) {
    return rule == before;
  }

  /**
   * What may be a credential in {@code rule}, which was made from {@code before}.
   *
   * @param found what may be one in {@code before}
   */
  List<Finding> again(Rule rule, Rule before, List<Finding> found) {
    return DETECTOR.again(rule.fields(), sensitiveIn(rule), before.fields(), found);
  }

  private Set<JsonPointer> sensitiveIn(Rule rule) {
    return sensitive.getOrDefault(rule.id(), Set.of());
  }
}
