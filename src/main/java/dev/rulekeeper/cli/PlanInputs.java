package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanRules;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.template.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a plan is made from; every command takes the same way to it. */
record PlanInputs(
    Session session,
    SiteConnection connection,
    List<RuleFile> files,
    SecretMap secrets,
    CloudId cloud,
    Fingerprints fingerprints) {

  /** Asks the site for its cloud id, where the configuration does not say it. */
  static PlanInputs of(
      Session session, SiteConnection connection, List<RuleFile> files, SecretMap secrets) {
    return new PlanInputs(
        session,
        connection,
        files,
        secrets,
        connection.resolveCloudId(),
        Fingerprints.ofThisProcess());
  }

  Rendering rendering() {
    return session.rendering(standIns().with(secrets));
  }

  /**
   * For secrets that are not for this site: the rules that use them are blocked, and need no value
   * for that. The tag itself, since no body that holds one is ever sent.
   */
  private SecretMap standIns() {
    Map<SecretName, SecretValue> standIns = new TreeMap<>();
    session
        .ledger()
        .notFor(session.site().name())
        .forEach(name -> standIns.put(name, SecretValue.of(Tag.secret(name.value()).toString())));
    return SecretMap.of(standIns);
  }

  /** Fingerprints that the base may hold, where there is a key for them. */
  Optional<TagFingerprints> lasting() {
    return session.stateKey().map(key -> new TagFingerprints(key, rendering()));
  }

  /** Plans with the base as Git has it now; nothing is written. */
  Planned plan(Console console, PlanOptions options) {
    try (AutomationApi api = session.open(connection)) {
      return plan(console, api, Session.rules(session.base()), options);
    }
  }

  Planned plan(Console console, AutomationApi api, BaseRules base, PlanOptions options) {
    return new PlanRules(
            api,
            cloud,
            rendering(),
            KnownValues.of(secrets),
            console.redactor(),
            fingerprints,
            lasting(),
            Checks.of(
                session.ledger(), session.site().name(), rendering(), api, options.allowDisable()))
        .plan(session.site().name(), files, base, options, session.progress());
  }
}
