package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.plan.ChangeChecks;
import dev.rulekeeper.plan.DeletionCheck;
import dev.rulekeeper.plan.MissingValues;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.plan.Planner;
import dev.rulekeeper.plan.SiteAsAgreed;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.ScopeSpelling;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a plan is made from; every command takes the same way to it.
 *
 * @param connection to the site, where it is asked
 * @param used the secrets that the files use
 */
record PlanInputs(
    Session session,
    Optional<SiteConnection> connection,
    List<RuleFile> files,
    SecretMap secrets,
    CloudId cloud,
    Fingerprints fingerprints,
    Set<SecretName> used) {

  /** Over a connection whose cloud id is known. */
  static PlanInputs of(
      Session session, SiteConnection connection, List<RuleFile> files, SecretMap secrets) {
    refuseUnknownProjects(files);
    return new PlanInputs(
        session,
        Optional.of(connection),
        files,
        secrets,
        connection.resolveCloudId(),
        Fingerprints.ofThisProcess(),
        usedIn(files));
  }

  /** As the other, with the credentials of the environment. */
  static PlanInputs of(Session session, Desired desired) {
    return of(session, session.connection(), desired.files(), desired.secrets());
  }

  /** What a plan is made from that asks no site: the cloud id stands in both sides alike. */
  static PlanInputs offline(Session session, Desired desired) {
    refuseUnknownProjects(desired.files());
    return new PlanInputs(
        session,
        Optional.empty(),
        desired.files(),
        desired.secrets(),
        new CloudId(session.site().cloudId().orElse("offline")),
        Fingerprints.ofThisProcess(),
        usedIn(desired.files()));
  }

  /** A rule whose project is not known is not sent to any. */
  static void refuseUnknownProjects(List<RuleFile> files) {
    List<InvalidFileException.Problem> problems = ScopeSpelling.unknown(files);
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
  }

  private static Set<SecretName> usedIn(List<RuleFile> files) {
    Set<SecretName> names = new TreeSet<>();
    files.forEach(file -> names.addAll(Rendering.secretsIn(file.rule())));
    return names;
  }

  /** The secrets that rules of the site use and that have no value here. */
  Set<SecretName> missing() {
    Set<SecretName> names = new TreeSet<>(used);
    names.removeAll(secrets.names());
    names.removeAll(session.ledger().notFor(session.site().name()));
    return names;
  }

  Rendering rendering() {
    return session.rendering(standIns().with(secrets));
  }

  /**
   * For secrets that have no value, or are not for this site: the rules that need them are blocked,
   * and need no value for that. The tag itself, since no body that holds one is ever sent.
   */
  private SecretMap standIns() {
    Map<SecretName, SecretValue> standIns = new TreeMap<>();
    Set<SecretName> names = new TreeSet<>(missing());
    names.addAll(session.ledger().notFor(session.site().name()));
    names.forEach(name -> standIns.put(name, SecretValue.of(Tag.secret(name.value()).toString())));
    return SecretMap.of(standIns);
  }

  /** Fingerprints that the base may hold, where there is a key for them. */
  Optional<TagFingerprints> lasting() {
    return session.stateKey().map(key -> new TagFingerprints(key, rendering()));
  }

  /** Plans with this base; nothing is written. */
  PlanResult plan(Baseline base, PlanOptions options) {
    if (connection.isEmpty()) {
      return plan(new SiteAsAgreed(base, rendering(), cloud), base, options);
    }
    try (AutomationApi api = session.open(connection.get())) {
      return plan(api, base, options);
    }
  }

  /** What a sync would do that nobody gave any option to. */
  Plan careful() {
    MissingValues missing = new MissingValues(missing());
    return plan(session.base(files).baseline(), missing.inPlan(PlanOptions.careful()))
        .plan()
        .withNotes(missing.note(Selection.everything().rules(files)).stream().toList());
  }

  PlanResult plan(AutomationApi api, Baseline base, PlanOptions options) {
    try (RuleHistory history = session.ruleHistory()) {
      return plan(api, base, options, history);
    }
  }

  /** The same; a rule is deleted only where {@code history} says that it was meant to be. */
  PlanResult plan(
      AutomationApi api, Baseline base, PlanOptions options, DeletionCheck.History history) {
    List<Planner.Check> checks = new ArrayList<>(List.of(new DeletionCheck(history)));
    checks.addAll(
        ChangeChecks.of(
            session.ledger(),
            session.site().name(),
            rendering(),
            api,
            options.has(PlanOptions.Choice.DISABLE)));
    return new Planner(
            new SiteContext(api, cloud, rendering(), fingerprints, lasting()),
            KnownValues.of(secrets),
            session.environment().redactor(),
            checks,
            session.environment().clock())
        .plan(session.site().name(), files, base, options, session.progress());
  }
}
