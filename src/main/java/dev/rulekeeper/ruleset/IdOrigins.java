package dev.rulekeeper.ruleset;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.ids.SiteMapping;
import dev.rulekeeper.rule.RuleId;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes in {@code sites/<site>.yaml} which new files hold the ids of that site. */
public final class IdOrigins {
  /** How export writes it, at the top of the file. */
  private static final Pattern ID = Pattern.compile("(?m)^id: ([0-9a-f-]{36})$");

  private final RulesOfSite siteRules;
  private final Set<String> known;

  /** For the site of {@code siteRules}; {@code known} are the paths of the rule files there are. */
  public IdOrigins(RulesOfSite siteRules, Collection<String> known) {
    this.siteRules = siteRules;
    this.known = Set.copyOf(known);
  }

  /** Of ten thousand files that were just written, none needs to be parsed for its id. */
  private static RuleId id(String path, String text) {
    Matcher line = ID.matcher(text);
    return line.find() ? RuleId.of(line.group(1)) : RuleFile.read(path, text).rule().id();
  }

  /** {@code files} as an export wrote them, with the mapping of the site where it must change. */
  public FileChanges noted(FileChanges files) {
    Set<RuleId> own = new TreeSet<>();
    files
        .contents()
        .forEach(
            (path, content) -> {
              if (path.startsWith("rules/") && !known.contains(path) && content.isPresent()) {
                String text = new String(content.get(), StandardCharsets.UTF_8);
                RuleId id = id(path, text);
                if (siteRules.isOwn(id, () -> RuleFile.read(path, text))) {
                  own.add(id);
                }
              }
            });
    if (own.isEmpty()) {
      return files;
    }
    SiteMapping mapping = siteRules.mapping();
    return files.with(FileChanges.writing(mapping.path(), mapping.withOwn(own)));
  }
}
