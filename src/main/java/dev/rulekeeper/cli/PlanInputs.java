package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanRules;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.List;
import java.util.Optional;

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
    return session.rendering(secrets);
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
            Checks.of(session.ledger(), api, options.allowDisable()))
        .plan(session.site().name(), files, base, options, session.progress());
  }
}
