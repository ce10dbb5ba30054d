package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.json.TextPacking;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.ReverseSubstitution;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.work.WorkQueue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts the placeholders that Git, the base and the secret map know of into the rules of a site.
 * What one rule holds may prove what stands in another one.
 */
final class KnownPlaceholders {
  /** So many rules are looked at without what the others of them prove. */
  private static final int AT_ONCE = 256;

  private final LiveRules live;
  private final KnownRuleForms history;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final Set<SecretName> formerlyHidden;
  private final Detector detector = new Detector();
  private final TextPacking packing = new TextPacking();

  /**
   * Works on the rules in {@code live}.
   *
   * @param history what Git and the base know of them
   * @param variables of the site
   * @param redactor learns the older values that are found
   * @param formerlyHidden names for what was hidden before, to be named anew where it is shown
   */
  KnownPlaceholders(
      LiveRules live,
      KnownRuleForms history,
      Map<String, String> variables,
      Redactor redactor,
      Set<SecretName> formerlyHidden) {
    this.live = live;
    this.history = history;
    this.variables = variables;
    this.redactor = redactor;
    this.formerlyHidden = formerlyHidden;
  }

  /**
   * The rules that were read, with placeholders.
   *
   * @param known the values that are known
   * @param words those of them that are ordinary words, which are replaced by place only
   */
  ReversedRules in(SecretMap known, OrdinaryWordSecrets words) {
    ReverseSubstitution reverse =
        new ReverseSubstitution(
            KnownValues.of(words.removedFrom(known)),
            new Rendering(known, variables),
            this::certain);
    SortedMap<RuleId, Rule> rules = new TreeMap<>();
    SortedMap<RuleId, List<Finding>> findings = new TreeMap<>();
    OlderValuePlaces older = new OlderValuePlaces();
    Map<SecretName, Set<SecretValue>> unset = new TreeMap<>();
    Set<RuleId> waiting = new TreeSet<>();
    try (WorkQueue<Reversed> work = new WorkQueue<>()) {
      for (RuleId id : live.ids()) {
        if (history.references().apply(id).isEmpty()) {
          // Nobody has seen it before, so no other rule proves anything of it.
          work.add(() -> reversed(reverse, id, older));
        } else {
          waiting.add(id);
        }
      }
      work.finish().forEach(each -> each.addTo(rules, findings));
    }
    boolean further = true;
    while (!waiting.isEmpty() && further) {
      // What one rule holds may prove what another one does, whatever their order.
      int before = waiting.size();
      int proven = older.size();
      List<RuleId> all = List.copyOf(waiting);
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<RuleId> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
        for (Reversed reversed : reversed(reverse, some, older)) {
          reversed.addTo(rules, findings);
          redactor.learn(reversed.result().older());
          older.note(reversed.rule().id(), reversed.result());
          if (!reversed.result().isUnproven()) {
            waiting.remove(reversed.rule().id());
            note(reversed.result(), Rendering.secretsIn(reversed.rule()), unset);
          }
        }
      }
      further = waiting.size() < before || older.size() > proven;
    }
    return new ReversedRules(rules, findings, older, unset);
  }

  /** Several rules, none of which proves anything of another of them yet. */
  private List<Reversed> reversed(
      ReverseSubstitution reverse, List<RuleId> ids, OlderValuePlaces older) {
    try (WorkQueue<Reversed> work = new WorkQueue<>()) {
      ids.forEach(id -> work.add(() -> reversed(reverse, id, older)));
      return work.finish();
    }
  }

  /** One rule with the placeholders that are known, and what may be a credential in it. */
  private record Reversed(List<Finding> findings, ReverseSubstitution.Result result) {
    Rule rule() {
      return result.rule();
    }

    void addTo(Map<RuleId, Rule> rules, Map<RuleId, List<Finding>> found) {
      rules.put(rule().id(), rule());
      found.put(rule().id(), findings);
    }
  }

  private Reversed reversed(ReverseSubstitution reverse, RuleId id, OlderValuePlaces older) {
    LiveRule read = live.get(id);
    Rule rule = read.rule();
    UnaryOperator<Rule> shown = each -> HiddenHeaders.shown(each, rule, formerlyHidden);
    ReverseSubstitution.Result result =
        reverse.apply(
            rule,
            history.references().apply(rule.id()).stream().map(shown).toList(),
            older.known(history.evidence().apply(rule.id())));
    Rule substituted = shown.apply(result.rule());
    boolean same = isSame(substituted, rule) || substituted.fields().equals(rule.fields());
    return new Reversed(
        live.find(same ? rule : substituted, read),
        new ReverseSubstitution.Result(same ? rule : substituted.packed(packing), result.places()));
  }

  /** Where nothing was replaced in a rule, it is the same one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Rule rule, Rule before) {
    return rule == before;
  }

  private void note(
      ReverseSubstitution.Result result,
      Set<SecretName> used,
      Map<SecretName, Set<SecretValue>> unset) {
    result
        .places()
        .unset()
        .forEach(
            (name, values) -> {
              redactor.learn(values);
              if (used.contains(name)) {
                unset.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(values);
              }
            });
  }

  private Set<JsonPointer> certain(Rule rule) {
    return detector.find(rule.fields()).stream()
        .filter(Finding::certain)
        .map(Finding::pointer)
        .collect(Collectors.toSet());
  }
}
