package dev.rulekeeper.cli;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.SiteMapping;
import dev.rulekeeper.ruleset.SiteRules;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Notes in {@code sites/<site>.yaml} which new files hold the ids of that site. */
final class OwnRules {
  private final SiteRules siteRules;
  private final Set<String> known;

  OwnRules(Session session) {
    this.siteRules = session.siteRules();
    this.known = Set.copyOf(session.repository().rulePaths());
  }

  /** {@code files} as an export wrote them, with the mapping of the site where it must change. */
  Map<String, Optional<byte[]>> noted(Map<String, Optional<byte[]>> files) {
    Set<RuleId> own = new TreeSet<>();
    files.forEach(
        (path, content) -> {
          if (path.startsWith("rules/") && !known.contains(path) && content.isPresent()) {
            RuleFile file = RuleFile.read(path, new String(content.get(), StandardCharsets.UTF_8));
            if (siteRules.isOwn(file)) {
              own.add(file.rule().id());
            }
          }
        });
    if (own.isEmpty()) {
      return files;
    }
    SiteMapping mapping = siteRules.mapping();
    Map<String, Optional<byte[]>> noted = new TreeMap<>(files);
    noted.put(mapping.path(), Optional.of(mapping.withOwn(own).getBytes(StandardCharsets.UTF_8)));
    return noted;
  }
}
