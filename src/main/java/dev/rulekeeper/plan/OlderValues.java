package dev.rulekeeper.plan;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Evidence;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The older values that one run knows: those that it was told, and those that it found. */
final class OlderValues {
  private final Map<SecretName, Set<SecretValue>> values = new TreeMap<>();

  /** Knows what the run was told. */
  OlderValues(Map<SecretName, Set<SecretValue>> told) {
    add(told);
  }

  /** Learns more. */
  void add(Map<SecretName, Set<SecretValue>> found) {
    found.forEach(
        (name, more) -> values.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(more));
  }

  /** What is known of the values of {@code live}. */
  Evidence evidence(ApiRule live, Optional<BaseRule> base, Optional<TagFingerprints> lasting) {
    return new Evidence(
        base.map(BaseRule::variables).orElseGet(TreeMap::new),
        base.flatMap(entry -> entry.standingAt(live.updated())),
        (tag, value) ->
            lasting.isPresent()
                && base.isPresent()
                && lasting.get().given(live.id(), tag, value, base.get().fingerprints()),
        values);
  }
}
