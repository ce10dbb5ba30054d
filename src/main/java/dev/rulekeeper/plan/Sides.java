package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One rule as Git, base and site have it. */
record Sides(Optional<RuleFile> git, Optional<BaseRule> base, Optional<Live> live) {

  /**
   * The site's side.
   *
   * @param raw as the API gave it, values in clear
   * @param fileForm the same in file form, values in clear
   * @param templates the same with placeholders
   * @param fingerprint of {@code fileForm}
   * @param masked leaves where the site shows a mask
   * @param outdated those of them whose value is known to be an older one
   * @param variables what the site had for variables when the base was written, by name
   */
  record Live(
      ApiRule raw,
      Rule fileForm,
      Rule templates,
      String fingerprint,
      Set<JsonPointer> masked,
      Set<JsonPointer> outdated,
      Map<String, String> variables) {
    @Override
    public String toString() {
      return "Live[" + raw.id() + "]";
    }
  }
}
