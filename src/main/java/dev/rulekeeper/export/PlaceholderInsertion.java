package dev.rulekeeper.export;

import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.adopt.Doubts;
import dev.rulekeeper.adopt.NotLookedAt;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.adopt.UnnamedCredential;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.SecretNaming;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts placeholders into the rules of a site: first every credential is found in every rule and
 * named, then every value is replaced in every rule, since a token found in a header here may stand
 * in a text there.
 */
final class PlaceholderInsertion {
  private final SecretMap secrets;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final Set<SecretName> formerlyHidden;
  private final NotSecrets notSecrets;

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
    OrdinaryWordSecrets words = OrdinaryWordSecrets.of(secrets, live.all(), taken);
    KnownPlaceholders known =
        new KnownPlaceholders(live, history, variables, redactor, formerlyHidden);
    ReversedRules reversed = known.in(secrets, words);
    SecretMap recovered = reversed.recovered();
    SecretMap valued = secrets.with(recovered);
    ReversedRules again = recovered.names().isEmpty() ? reversed : known.in(valued, words);
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
        words.with(OrdinaryWordSecrets.of(valued.with(adoptedMap), live.all(), named));
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
