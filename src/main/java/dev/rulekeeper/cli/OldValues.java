package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The values that secrets have before a rotation. */
final class OldValues {
  /** So many rules may have been edited between the plan and the first write. */
  private static final int CANDIDATES = 3;

  private OldValues() {}

  /** The old values as they were given, else those of the secret map that are not the new ones. */
  static SortedMap<SecretName, SecretValue> of(
      Console console,
      SortedSet<SecretName> names,
      List<String> given,
      SecretMap map,
      Map<SecretName, SecretValue> fresh) {
    SortedMap<SecretName, SecretValue> old = new TreeMap<>();
    for (SecretName name : names) {
      map.value(name)
          .filter(value -> !isFresh(value, name, fresh))
          .ifPresent(value -> old.put(name, value));
    }
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals < 0 && names.size() != 1) {
        throw new CliException(
            ExitCode.USAGE,
            "'" + text + "' does not say which secret had the value",
            "with several secrets write --old-from-env NAME=VAR");
      }
      SecretName name = equals < 0 ? names.first() : new SecretName(text.substring(0, equals));
      SecretValue value = SecretValues.fromEnvironment(console, "old", text.substring(equals + 1));
      if (isFresh(value, name, fresh)) {
        throw new CliException(
            ExitCode.USAGE,
            "the old value of '" + name + "' is its new value; nothing was sent",
            "give the new value, or leave the old one out");
      }
      old.put(name, value);
    }
    console.redactor().learn(SecretMap.of(old));
    return old;
  }

  private static boolean isFresh(
      SecretValue value, SecretName name, Map<SecretName, SecretValue> fresh) {
    return Optional.ofNullable(fresh.get(name)).equals(Optional.of(value));
  }

  /**
   * The secret map that gives back what stands on the site now, for each of the rules that a
   * rotation may write first; none where that cannot be told.
   */
  static Map<RuleId, SecretMap> standing(
      AutomationApi api, PlanInputs inputs, Plan plan, SecretMap map) {
    Map<RuleId, SecretMap> standing = new TreeMap<>();
    plan.changes().stream()
        .sorted(Comparator.comparing(OldValues::isOff))
        .limit(CANDIDATES)
        .forEach(
            change ->
                api.rule(change.id())
                    .map(rule -> FileForm.of(rule, inputs.cloud()))
                    .flatMap(live -> values(change, live))
                    .ifPresent(values -> standing.put(change.id(), map.with(values))));
    return standing;
  }

  private static boolean isOff(Change change) {
    return change
        .after()
        .map(rule -> rule.fields().path("state").asText().equals("DISABLED"))
        .orElse(false);
  }

  private static Optional<SecretMap> values(Change change, Rule live) {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    boolean[] unclear = {false};
    Rule template = change.before().or(change::after).orElseThrow();
    Leaves.forEach(
        template.fields(),
        PlaceholderText::holdsTags,
        (at, text) ->
            PlaceholderText.parse(text)
                .unifyOnly(live.fields().at(at).asText(""))
                .ifPresent(
                    found ->
                        found.forEach(
                            (tag, value) -> {
                              SecretValue now = SecretValue.of(value);
                              if (tag.kind() == Tag.Kind.SECRET) {
                                SecretName name = new SecretName(tag.name());
                                SecretValue other = values.putIfAbsent(name, now);
                                unclear[0] |= other != null && !other.equals(now);
                              }
                            })));
    return unclear[0] || values.isEmpty() ? Optional.empty() : Optional.of(SecretMap.of(values));
  }
}
