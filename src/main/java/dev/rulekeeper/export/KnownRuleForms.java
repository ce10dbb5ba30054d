package dev.rulekeeper.export;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What Git and the base know of the rules that were read.
 *
 * @param references the same rule as Git or the base has it, with template texts, best first
 * @param evidence what is known of its values
 */
record KnownRuleForms(
    Function<RuleId, List<Rule>> references, Function<RuleId, Evidence> evidence) {

  /** Nothing: no rule was ever in Git. */
  static KnownRuleForms none() {
    return new KnownRuleForms(id -> List.of(), id -> Evidence.none(Map.of()));
  }

  /**
   * What {@code git} knows.
   *
   * @param files its files by id
   * @param updated the site's time of a rule that was read
   * @param lasting fingerprints that can be compared with those in the base
   */
  static KnownRuleForms of(
      RepositorySnapshot git,
      Map<RuleId, RuleFile> files,
      Function<RuleId, String> updated,
      Optional<TagFingerprints> lasting) {
    return new KnownRuleForms(
        id -> git.references(id, Optional.ofNullable(files.get(id))),
        id -> {
          Optional<BaseRule> agreed = git.agreed(id);
          return new Evidence(
              agreed.map(BaseRule::variables).orElseGet(TreeMap::new),
              agreed.flatMap(entry -> entry.standingAt(updated.apply(id))),
              (tag, value) ->
                  lasting.isPresent()
                      && agreed.isPresent()
                      && lasting.get().given(id, tag, value, agreed.get().fingerprints()),
              Map.of());
        });
  }
}
