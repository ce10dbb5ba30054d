package dev.rulekeeper.export;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the base is to say of rules that were read, once they have their placeholders. */
final class BaseEntries {
  private final RepositorySnapshot git;
  private final Rendering rendering;
  private final Optional<TagFingerprints> values;

  /**
   * Entries with the {@code variables} of the site.
   *
   * @param secrets all values that are known
   * @param lasting fingerprints that later runs can compare
   */
  BaseEntries(
      RepositorySnapshot git,
      SecretMap secrets,
      Map<String, String> variables,
      Optional<Fingerprints> lasting) {
    this.git = git;
    this.rendering = new Rendering(secrets, variables);
    this.values = lasting.map(key -> new TagFingerprints(key, rendering));
  }

  /** That of {@code rule}, which was {@code live} on the site. */
  BaseRule of(Rule rule, LiveRule live) {
    return new BaseRule(
        rule,
        live.updated(),
        values
            .map(known -> known.seen(rule, live.rule(), remembered(live.id(), live.updated())))
            .orElseGet(TreeMap::new),
        rendering.variablesIn(rule, live.rule(), former(live.id())));
  }

  private SortedMap<String, String> remembered(RuleId id, String updated) {
    return git.agreed(id)
        .map(entry -> entry.fingerprintsAt(updated))
        .orElseGet(Collections::emptySortedMap);
  }

  private SortedMap<String, String> former(RuleId id) {
    return git.agreed(id).map(BaseRule::variables).orElseGet(TreeMap::new);
  }
}
