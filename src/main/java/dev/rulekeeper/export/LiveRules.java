package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules of a site in clear, and what may be a credential in them.
 *
 * @param rules in file form
 * @param sensitive leaves that the site itself calls sensitive
 * @param findings what may be a credential in each, as far as its text alone says
 */
record LiveRules(
    SortedMap<RuleId, Rule> rules,
    Map<RuleId, Set<JsonPointer>> sensitive,
    Map<RuleId, List<Finding>> findings) {
  private static final Detector DETECTOR = new Detector();

  /** Those of {@code read} that can be kept in a file. */
  static LiveRules of(Collection<LiveRule> read, Map<RuleId, Set<JsonPointer>> sensitive) {
    SortedMap<RuleId, Rule> rules = new TreeMap<>();
    Map<RuleId, List<Finding>> findings = new HashMap<>();
    for (LiveRule rule : read) {
      if (rule.problem().isEmpty()) {
        rules.put(rule.id(), rule.rule());
        findings.put(rule.id(), rule.findings());
      }
    }
    return new LiveRules(rules, sensitive, findings);
  }

  /** {@code rules}, which are searched now. */
  static LiveRules searched(Collection<Rule> rules) {
    return of(
        rules.stream()
            .map(rule -> new LiveRule(rule, "", Optional.empty(), DETECTOR.find(rule.fields())))
            .toList(),
        Map.of());
  }

  /** What may be a credential in {@code rule}, which was made from the one with its id. */
  List<Finding> find(Rule rule) {
    Rule live = rules.get(rule.id());
    List<Finding> found = findings.get(rule.id());
    // Those of the rule as it was read are without what the site calls sensitive.
    if (live == null || found == null || !sensitiveIn(rule).isEmpty()) {
      return DETECTOR.find(rule.fields(), sensitiveIn(rule));
    }
    return isSame(rule, live) ? found : again(rule, live, found);
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
