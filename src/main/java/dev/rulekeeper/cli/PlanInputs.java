package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
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

/** What a plan is made from; plan and sync take the same way to it. */
record PlanInputs(
    Session session,
    List<RuleFile> files,
    SecretMap secrets,
    CloudId cloud,
    Fingerprints fingerprints) {

  Rendering rendering() {
    return session.rendering(secrets);
  }

  /** Fingerprints that the base may hold, where there is a key for them. */
  Optional<TagFingerprints> lasting() {
    return session.stateKey().map(key -> new TagFingerprints(key, rendering()));
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
