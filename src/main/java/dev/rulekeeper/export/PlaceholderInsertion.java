package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.adopt.Doubts;
import dev.rulekeeper.adopt.NotLookedAt;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.adopt.UnnamedCredential;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.TextPacking;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.SecretNaming;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.ReverseSubstitution;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.work.WorkQueue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Puts placeholders into the rules of a site: first every credential is found in every rule and
 * named, then every value is replaced in every rule, since a token found in a header here may stand
 * in a text there.
 */
final class PlaceholderInsertion {
  /** So many rules are looked at without what the others of them prove. */
  private static final int AT_ONCE = 256;

  private final SecretMap secrets;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final Set<SecretName> formerlyHidden;
  private final NotSecrets notSecrets;
  private final Detector detector = new Detector();
  private final TextPacking packing = new TextPacking();

  /** Puts placeholders in the place of {@code secrets}. */
  PlaceholderInsertion(SecretMap secrets, Map<String, String> variables, Redactor redactor) {
    this(secrets, variables, redactor, Set.of(), NotSecrets.none());
  }

  /**
   * Puts placeholders in the place of {@code secrets}.
   *
   * @param formerlyHidden names for what was hidden before, to be named anew where it is shown
   * @param notSecrets what nobody is to be asked about again
   */
  PlaceholderInsertion(
      SecretMap secrets,
      Map<String, String> variables,
      Redactor redactor,
      Set<SecretName> formerlyHidden,
      NotSecrets notSecrets) {
    this.notSecrets = notSecrets;
    this.formerlyHidden = formerlyHidden;
    this.secrets = secrets;
    this.variables = variables;
    this.redactor = redactor;
  }

  /**
   * The rules with placeholders.
   *
   * @param entries them as the base is to have them
   * @param older what stands there of older values
   * @param adopted names that had no value before, with the values that stood in clear on the site
   * @param recovered values that stood on the site where Git has a placeholder whose secret has no
   *     value
   * @param found where the adopted ones stood
   * @param warnings what a person should look at: places that look like a credential but not
   *     surely, and placeholders that stand for several values
   * @param hidden names of placeholders for what the source left out
   * @param guarded values that no file may hold: all but those that stand in clear in ordinary
   *     texts, where they are words
   */
  record Result(
      SortedMap<RuleId, BaseRule> entries,
      OlderValuePlaces older,
      SecretMap adopted,
      SecretMap recovered,
      List<UnnamedCredential> found,
      List<String> warnings,
      Set<SecretName> hidden,
      SecretMap guarded) {}

  /** Makes what the base is to say of rules, where these values are known. */
  interface Entries {
    /** The same with the values that were named. */
    BaseEntries knowing(SecretMap adopted);
  }

  /**
   * Replaces.
   *
   * @param live the rules as read; all are taken out of there
   * @param history what Git and the base know of them
   * @param taken names that stand in the ledger or in files
   * @param emptyIsHidden whether an empty hidden header had a value that the source left out
   * @param entries makes what the base is to say of them
   */
  Result replace(
      LiveRules live,
      KnownRuleForms history,
      Set<SecretName> taken,
      boolean emptyIsHidden,
      Entries entries) {
    OrdinaryWordSecrets known = OrdinaryWordSecrets.of(secrets, live.all(), taken);
    ReversedRules reversed = reverse(live, history, secrets, known);
    SecretMap recovered = reversed.recovered();
    SecretMap valued = secrets.with(recovered);
    ReversedRules again =
        recovered.names().isEmpty() ? reversed : reverse(live, history, valued, known);
    SortedMap<RuleId, Rule> first = again.rules();
    SortedMap<RuleId, List<Finding>> findings = again.findings();
    reversed
        .older()
        .replaceIn(first)
        .forEach((id, rule) -> findings.put(id, live.find(rule, live.get(id))));
    Map<SecretValue, SecretName> names =
        EncodedDuplicates.distinct(SecretNaming.assign(certain(findings), valued, taken));
    Map<SecretName, SecretValue> adopted = new TreeMap<>();
    names.forEach(
        (value, name) -> {
          if (valued.value(name).isEmpty()) {
            adopted.put(name, value);
          }
        });
    SecretMap adoptedMap = SecretMap.of(adopted);
    redactor.learn(adoptedMap);
    Set<SecretName> named = new TreeSet<>(taken);
    named.addAll(names.values());
    OrdinaryWordSecrets common =
        known.with(OrdinaryWordSecrets.of(valued.with(adoptedMap), live.all(), named));
    SecretMap guarded =
        common
            .removedFrom(valued.with(adoptedMap))
            .guarding(OrdinaryWordSecrets.without(reversed.older().named(), live.all(), taken));
    List<String> warnings = new ArrayList<>(warnings(first, findings));
    List<UnnamedCredential> unknown = unknown(first, findings, names);
    // In what the first pass left: where a template of Git tells the name, no other one counts.
    NewPlaceholders placement =
        new NewPlaceholders(
            live,
            history,
            KnownValues.of(common.removedFrom(adoptedMap)),
            names,
            emptyIsHidden,
            entries.knowing(adoptedMap));
    SortedMap<RuleId, BaseRule> second = new TreeMap<>();
    NotLookedAt unread = new NotLookedAt();
    Set<SecretName> hidden = new TreeSet<>();
    for (NewPlaceholders.Placed each : placement.in(first, findings)) {
      NewPlaceholders.Placed placed =
          each.entry().isPresent() ? each : placement.hidden(each, named, hidden);
      Rule rule = placed.rule();
      second.put(rule.id(), placed.entry().orElseThrow());
      unread.add(rule.name() + " (" + rule.id() + ")", placed.unread());
    }
    warnings.addAll(unread.lines());
    warnings.addAll(reversed.ambiguous());
    warnings.addAll(common.warnings());
    return new Result(
        second,
        reversed.older(),
        adoptedMap,
        recovered,
        unknown,
        warnings,
        Set.copyOf(hidden),
        guarded);
  }

  private static SortedMap<RuleId, List<Finding>> certain(
      SortedMap<RuleId, List<Finding>> findings) {
    SortedMap<RuleId, List<Finding>> certain = new TreeMap<>();
    findings.forEach((id, list) -> certain.put(id, certain(list)));
    return certain;
  }

  private static List<Finding> certain(List<Finding> findings) {
    return findings.stream().filter(Finding::certain).toList();
  }

  private ReversedRules reverse(
      LiveRules live, KnownRuleForms history, SecretMap known, OrdinaryWordSecrets common) {
    ReverseSubstitution reverse =
        new ReverseSubstitution(
            KnownValues.of(common.removedFrom(known)),
            new Rendering(known, variables),
            rule -> pointers(certain(detector.find(rule.fields()))));
    SortedMap<RuleId, Rule> rules = new TreeMap<>();
    SortedMap<RuleId, List<Finding>> findings = new TreeMap<>();
    OlderValuePlaces older = new OlderValuePlaces();
    Map<SecretName, Set<SecretValue>> unset = new TreeMap<>();
    Set<RuleId> waiting = new TreeSet<>();
    try (WorkQueue<Reversed> work = new WorkQueue<>()) {
      for (RuleId id : live.ids()) {
        if (history.references().apply(id).isEmpty()) {
          // Nobody has seen it before, so no other rule proves anything of it.
          work.add(() -> reversed(reverse, live, id, history, older));
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
        for (Reversed reversed : reversed(reverse, live, some, history, older)) {
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
      ReverseSubstitution reverse,
      LiveRules live,
      List<RuleId> ids,
      KnownRuleForms history,
      OlderValuePlaces older) {
    try (WorkQueue<Reversed> work = new WorkQueue<>()) {
      ids.forEach(id -> work.add(() -> reversed(reverse, live, id, history, older)));
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

  private Reversed reversed(
      ReverseSubstitution reverse,
      LiveRules live,
      RuleId id,
      KnownRuleForms history,
      OlderValuePlaces older) {
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

  private static Set<JsonPointer> pointers(List<Finding> findings) {
    return findings.stream().map(Finding::pointer).collect(Collectors.toSet());
  }

  private List<UnnamedCredential> unknown(
      Map<RuleId, Rule> rules,
      Map<RuleId, List<Finding>> findings,
      Map<SecretValue, SecretName> names) {
    List<UnnamedCredential> unknown = new ArrayList<>();
    findings.forEach(
        (id, list) -> {
          for (Finding finding : list) {
            SecretName name = names.get(finding.value());
            if (finding.certain() && name != null && secrets.value(name).isEmpty()) {
              unknown.add(
                  new UnnamedCredential(
                      id, nameOf(rules, id), finding.pointer().toString(), finding.kind(), name));
            }
          }
        });
    return unknown;
  }

  private List<String> warnings(Map<RuleId, Rule> rules, Map<RuleId, List<Finding>> findings) {
    List<Doubt> doubts = new ArrayList<>();
    findings.forEach(
        (id, list) ->
            list.stream()
                .filter(finding -> !finding.certain())
                .map(finding -> Doubt.of(id, nameOf(rules, id) + " (" + id + ")", finding))
                .filter(doubt -> !notSecrets.covers(doubt))
                .forEach(doubts::add));
    return Doubts.lines(doubts);
  }

  private static String nameOf(Map<RuleId, Rule> rules, RuleId id) {
    return Optional.ofNullable(rules.get(id)).map(Rule::name).orElse("");
  }
}
