package dev.rulekeeper.export;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.Naming;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.known.Redactor;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.known.ReverseSubstitution;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.template.Part;
import dev.rulekeeper.template.Tag;
import dev.rulekeeper.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Puts placeholders into the rules of a site: first every credential is found in every rule and
 * named, then every value is replaced in every rule, since a token found in a header here may stand
 * in a text there.
 */
final class Placeholders {
  private final SecretMap secrets;
  private final Map<String, String> variables;
  private final Redactor redactor;
  private final Detector detector = new Detector();

  /** Puts placeholders in the place of {@code secrets}. */
  Placeholders(SecretMap secrets, Map<String, String> variables, Redactor redactor) {
    this.secrets = secrets;
    this.variables = variables;
    this.redactor = redactor;
  }

  /**
   * The rules with placeholders.
   *
   * @param adopted names that had no value before, with the values that stood in clear on the site
   * @param recovered values that stood on the site where Git has a placeholder whose secret has no
   *     value
   * @param found where the adopted ones stood
   * @param warnings what a person should look at: places that look like a credential but not
   *     surely, and placeholders that stand for several values
   * @param hidden names of placeholders for what the source left out
   * @param common values that stand in clear in ordinary texts, where they are words
   */
  record Result(
      SortedMap<RuleId, Rule> rules,
      SecretMap adopted,
      SecretMap recovered,
      List<UnknownSecret> found,
      List<String> warnings,
      Set<SecretName> hidden,
      CommonWords common) {}

  /**
   * Replaces.
   *
   * @param live the rules as read, in file form
   * @param references the same rule as Git or the base has it, with template texts, best first
   * @param former what the site had for the variables in it, by name
   * @param taken names that stand in the ledger or in files
   * @param sensitive leaves that the site itself calls sensitive
   * @param emptyIsHidden whether an empty hidden header had a value that the source left out
   */
  Result replace(
      SortedMap<RuleId, Rule> live,
      Function<RuleId, List<Rule>> references,
      Function<RuleId, ? extends Map<String, String>> former,
      Set<SecretName> taken,
      Map<RuleId, Set<JsonPointer>> sensitive,
      boolean emptyIsHidden) {
    CommonWords known = CommonWords.of(secrets, live.values(), taken);
    Reversed reversed = reverse(live, references, former, secrets, known);
    SecretMap recovered = reversed.recovered();
    SecretMap valued = secrets.with(recovered);
    SortedMap<RuleId, Rule> first =
        recovered.names().isEmpty()
            ? reversed.rules()
            : reverse(live, references, former, valued, known).rules();
    reversed.older().replaceIn(first);
    SortedMap<RuleId, List<Finding>> findings = new TreeMap<>();
    first.forEach((id, rule) -> findings.put(id, find(rule, sensitive)));
    Map<SecretValue, SecretName> names =
        withoutEncoded(Naming.assign(certain(findings), valued, taken));
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
    CommonWords common = known.with(CommonWords.of(valued.with(adoptedMap), live.values(), named));
    KnownValues adoptedValues = KnownValues.of(common.removedFrom(adoptedMap));
    // In what the first pass left: where a template of Git tells the name, no other one counts.
    SortedMap<RuleId, Rule> second = new TreeMap<>(first);
    second.replaceAll((id, rule) -> NamedFindings.substitute(rule, adoptedValues));
    Set<SecretName> hidden = new TreeSet<>();
    // By place too: a value that is short or a common word is not replaced wherever it stands.
    second.replaceAll(
        (id, rule) ->
            HiddenHeaders.name(
                NamedFindings.replace(rule, certain(find(rule, sensitive)), names),
                named,
                hidden,
                emptyIsHidden));
    List<String> warnings = new ArrayList<>(warnings(first, findings));
    warnings.addAll(reversed.ambiguous());
    warnings.addAll(common.warnings());
    return new Result(
        second, adoptedMap, recovered, unknown(first, findings, names), warnings, hidden, common);
  }

  private List<Finding> find(Rule rule, Map<RuleId, Set<JsonPointer>> sensitive) {
    return detector.find(rule.fields(), sensitive.getOrDefault(rule.id(), Set.of()));
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

  /**
   * {@code names} without the values that only are another one of them in an encoding: that one's
   * placeholder takes their place.
   */
  private static Map<SecretValue, SecretName> withoutEncoded(Map<SecretValue, SecretName> names) {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    names.forEach((value, name) -> values.put(name, value));
    KnownValues all = KnownValues.of(SecretMap.of(values));
    Map<SecretValue, SecretName> distinct = new LinkedHashMap<>();
    names.forEach(
        (value, name) -> {
          boolean alone =
              all.find(value.reveal()).stream().allMatch(hit -> hit.name().equals(name));
          if (alone || !isEncoded(value, SecretMap.of(values).without(Set.of(name)))) {
            distinct.put(value, name);
          } else {
            values.remove(name);
          }
        });
    return distinct;
  }

  private static boolean isEncoded(SecretValue value, SecretMap others) {
    List<Part> parts = KnownValues.of(others).substitute(Template.literal(value.reveal())).parts();
    return parts.size() == 1 && parts.get(0) instanceof Part.Encoded;
  }

  /** Rules with the placeholders that are known. */
  private record Reversed(
      SortedMap<RuleId, Rule> rules, OlderValues older, Map<SecretName, Set<SecretValue>> unset) {
    /** What stands for a placeholder without a value, where it is one and the same everywhere. */
    SecretMap recovered() {
      Map<SecretName, SecretValue> values = new TreeMap<>();
      unset.forEach(
          (name, found) -> {
            if (found.size() == 1) {
              values.put(name, found.iterator().next());
            }
          });
      return SecretMap.of(values);
    }

    List<String> ambiguous() {
      return unset.entrySet().stream()
          .filter(entry -> entry.getValue().size() > 1)
          .map(
              entry ->
                  Tag.secret(entry.getKey().value())
                      + " has no value, and stands for "
                      + entry.getValue().size()
                      + " different ones on the site: give each place its own name, or give the "
                      + "value that all shall have")
          .toList();
    }
  }

  private Reversed reverse(
      SortedMap<RuleId, Rule> live,
      Function<RuleId, List<Rule>> references,
      Function<RuleId, ? extends Map<String, String>> former,
      SecretMap known,
      CommonWords common) {
    ReverseSubstitution reverse =
        new ReverseSubstitution(
            KnownValues.of(common.removedFrom(known)), new Rendering(known, variables));
    SortedMap<RuleId, Rule> rules = new TreeMap<>();
    OlderValues older = new OlderValues();
    Map<SecretName, Set<SecretValue>> unset = new TreeMap<>();
    live.forEach(
        (id, rule) -> {
          ReverseSubstitution.Result result =
              reverse.apply(rule, references.apply(id), former.apply(id));
          redactor.learn(result.older());
          older.note(result.olderByName());
          result
              .unset()
              .forEach(
                  (name, values) -> {
                    redactor.learn(values);
                    unset.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(values);
                  });
          rules.put(id, result.rule());
        });
    return new Reversed(rules, older, unset);
  }

  private List<UnknownSecret> unknown(
      Map<RuleId, Rule> rules,
      Map<RuleId, List<Finding>> findings,
      Map<SecretValue, SecretName> names) {
    List<UnknownSecret> unknown = new ArrayList<>();
    findings.forEach(
        (id, list) -> {
          for (Finding finding : list) {
            SecretName name = names.get(finding.value());
            if (finding.certain() && name != null && secrets.value(name).isEmpty()) {
              unknown.add(
                  new UnknownSecret(
                      id, nameOf(rules, id), finding.pointer().toString(), finding.kind(), name));
            }
          }
        });
    return unknown;
  }

  private static List<String> warnings(
      Map<RuleId, Rule> rules, Map<RuleId, List<Finding>> findings) {
    List<String> warnings = new ArrayList<>();
    findings.forEach(
        (id, list) ->
            list.stream()
                .filter(finding -> !finding.certain())
                .forEach(
                    finding ->
                        warnings.add(
                            nameOf(rules, id)
                                + " ("
                                + id
                                + "): "
                                + finding.pointer()
                                + " may hold a credential ("
                                + finding.kind()
                                + "); if it does, name it with `secrets adopt`")));
    return warnings;
  }

  private static String nameOf(Map<RuleId, Rule> rules, RuleId id) {
    return Optional.ofNullable(rules.get(id)).map(Rule::name).orElse("");
  }
}
