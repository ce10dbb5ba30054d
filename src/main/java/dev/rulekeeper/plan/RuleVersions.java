package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One rule as Git, base and site have it. */
record RuleVersions(Optional<RuleFile> git, Optional<BaseRule> base, Optional<Live> live) {

  /**
   * The site's side.
   *
   * @param raw as the API gave it, values in clear
   * @param fileForm the same in file form, values in clear
   * @param templates the same with placeholders
   * @param fingerprint of {@code fileForm}
   * @param masks what is known of the leaves where the site shows a mask
   * @param unproven leaves that hold what may be an older value or an edit
   * @param variables what the site had for variables when the base was written, by name
   */
  record Live(
      ApiRule raw,
      Rule fileForm,
      Rule templates,
      String fingerprint,
      MaskedValues.Masks masks,
      Set<JsonPointer> unproven,
      Map<String, String> variables) {
    @Override
    public String toString() {
      return "Live[" + raw.id() + "]";
    }
  }
}
