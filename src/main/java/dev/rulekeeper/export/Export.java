package dev.rulekeeper.export;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export would write: computed in full before the first byte is written.
 *
 * @param files path relative to the rule repository, to its new content, or to nothing for one to
 *     remove; only files that differ
 * @param adopted secrets that had no name or no value before, for {@code --secrets-out}
 * @param recovered what stands on the site for placeholders whose secret has no value, likewise
 * @param found where the adopted ones stood
 * @param warnings what a person should look at, one sentence each
 * @param message the message of the commit
 * @param base the rules as Git and site agree on them now
 * @param rules how many rules the site has
 */
public record Export(
    SortedMap<String, Optional<byte[]>> files,
    SecretMap adopted,
    SecretMap recovered,
    List<UnknownSecret> found,
    List<String> warnings,
    String message,
    Map<RuleId, BaseRule> base,
    int rules) {
  /** Copies what can be changed. */
  public Export {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    found = List.copyOf(found);
    warnings = List.copyOf(warnings);
    base = Map.copyOf(base);
  }
}
