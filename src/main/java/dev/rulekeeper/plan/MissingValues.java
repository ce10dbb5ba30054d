package dev.rulekeeper.plan;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What becomes of a plan where secrets have no value: whether the site has the current value of
 * such a secret is not compared, and no rule that needs it is written. All else is planned.
 */
public final class MissingValues {
  private final Set<SecretName> names;

  /** The secrets without a value. */
  public MissingValues(Set<SecretName> names) {
    this.names = new TreeSet<>(names);
  }

  /** {@code options} for a reader: a plan that says nothing of what cannot be known. */
  public PlanOptions inPlan(PlanOptions options) {
    return options.notComparing(names);
  }

  /** What a reader of a plan for {@code rules} is told: how many of them were not compared. */
  public Optional<String> note(Collection<Rule> rules) {
    Set<SecretName> unknown = new TreeSet<>();
    int users = 0;
    for (Rule rule : rules) {
      Set<SecretName> missing = new TreeSet<>(Rendering.secretsIn(rule));
      missing.retainAll(names);
      unknown.addAll(missing);
      users += missing.isEmpty() ? 0 : 1;
    }
    return users == 0 ? Optional.empty() : Optional.of(note(users, unknown));
  }

  /** {@code planned} for a sync: what needs a value that is missing is blocked. */
  public PlanResult inSync(PlanResult planned) {
    if (names.isEmpty()) {
      return planned;
    }
    List<Change> changes =
        planned.plan().changes().stream()
            .map(
                change -> {
                  Set<SecretName> missing = missingFor(change);
                  boolean needed = change.kind().sendsBody() || isAbout(change, missing);
                  return missing.isEmpty() || !needed
                      ? change
                      : change.waiting(ChangeKind.BLOCKED, reason(missing));
                })
            .toList();
    Plan plan = planned.plan();
    return new PlanResult(
        new Plan(plan.site(), changes, plan.unchanged(), plan.notes()),
        planned.agreed(),
        planned.unsettled(),
        planned.rules());
  }

  private Set<SecretName> missingFor(Change change) {
    Set<SecretName> used = new TreeSet<>(change.secrets());
    change.after().ifPresent(rule -> used.addAll(Rendering.secretsIn(rule)));
    used.retainAll(names);
    return used;
  }

  /** Whether nothing but missing values makes it a change. */
  private static boolean isAbout(Change change, Set<SecretName> missing) {
    boolean values = change.kind() == ChangeKind.ROTATE || change.kind() == ChangeKind.UNPROVEN;
    return values && !missing.isEmpty() && missing.containsAll(change.secrets());
  }

  private static String note(int rules, Set<SecretName> unknown) {
    return (rules == 1 ? "1 rule uses" : rules + " rules use")
        + (unknown.size() == 1 ? " a secret" : " secrets")
        + " without a value here, so whether the site has the current one is not compared: "
        + names(unknown);
  }

  private static String reason(Set<SecretName> missing) {
    return (missing.size() == 1 ? "the secret " : "the secrets ")
        + names(missing)
        + (missing.size() == 1 ? " has" : " have")
        + " no value: not compared and not written. Give the secret map with --secrets-file FILE, "
        + "RULEKEEPER_SECRETS or RULEKEEPER_SECRET_<NAME>";
  }

  private static String names(Set<SecretName> names) {
    return names.stream().map(SecretName::value).collect(Collectors.joining(", "));
  }
}
