package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.sync.SecretArrival;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a whole site once, and verifies secrets on it. */
public final class SiteVerification {
  private SiteVerification() {}

  /**
   * What the site shows of the secret {@code name}.
   *
   * @param old the value that must be gone, where that is known
   */
  public static SecretArrival of(
      Session session,
      List<RuleFile> files,
      SecretMap secrets,
      SecretName name,
      Optional<SecretValue> old) {
    return Objects.requireNonNull(of(session, files, secrets, Map.of(name, old)).get(name));
  }

  /**
   * What the site shows of each secret.
   *
   * @param old the secrets, each with the value that must be gone, where that is known
   */
  static SortedMap<SecretName, SecretArrival> of(
      Session session,
      List<RuleFile> files,
      SecretMap secrets,
      Map<SecretName, Optional<SecretValue>> old) {
    Rendering rendering = session.rendering(secrets);
    Map<RuleId, Rule> rules = new HashMap<>();
    files.forEach(file -> rules.put(file.rule().id(), file.rule()));
    Baseline base = session.base(files).baseline();
    SiteConnection connection = session.access().connection().resolved();
    SecretArrival.Expected expected =
        new SecretArrival.Expected(
            connection.resolveCloudId(),
            rendering,
            rules,
            base,
            session.stateKey().map(key -> new TagFingerprints(key, rendering)));
    SortedMap<SecretName, SecretArrival> verifications = new TreeMap<>();
    old.forEach((name, value) -> verifications.put(name, new SecretArrival(expected, name, value)));
    Progress progress = session.progress();
    try (AutomationApi api = session.open(connection)) {
      List<RuleId> all = api.summaries().stream().map(RuleSummary::id).toList();
      progress.begin("Reading rules", all.size());
      api.rules(
          all,
          rule -> {
            verifications.values().forEach(verification -> verification.look(rule));
            progress.step();
          });
      progress.end();
    }
    return verifications;
  }
}
