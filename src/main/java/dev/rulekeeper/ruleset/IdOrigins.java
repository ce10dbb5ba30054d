package dev.rulekeeper.ruleset;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.ids.SiteMapping;
import dev.rulekeeper.rule.RuleId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Notes in {@code sites/<site>.yaml} which new files hold the ids of that site. */
public final class IdOrigins {
  private final RulesOfSite siteRules;

  /** For the site of {@code siteRules}. */
  public IdOrigins(RulesOfSite siteRules) {
    this.siteRules = siteRules;
  }

  /**
   * {@code files} as an export wrote them, with the mapping of the site where it must change.
   *
   * @param fresh the new files among them, by the rules that they hold
   */
  public FileChanges noted(FileChanges files, Map<RuleId, String> fresh) {
    Set<RuleId> own = new TreeSet<>();
    fresh.forEach(
        (id, path) -> {
          if (siteRules.isOwn(id, () -> RuleFile.read(path, files.text(path).orElseThrow()))) {
            own.add(id);
          }
        });
    if (own.isEmpty()) {
      return files;
    }
    SiteMapping mapping = siteRules.mapping();
    return files.with(FileChanges.writing(mapping.path(), mapping.withOwn(own)));
  }
}
