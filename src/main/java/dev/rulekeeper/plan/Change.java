package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to happen to one rule, and why. Holds placeholders, never a value.
 *
 * @param file the rule file, where there is one, relative to the root of the rule repository
 * @param template the template that the file is an instance of, as a path like that of the file
 * @param reason why, for a reader, where the kind does not say it all
 * @param secrets the secrets that the rule uses, for a rotation those whose value differs
 * @param patch RFC 6902 operations against the live rule in API form, masked; empty where nothing
 *     is written
 * @param fingerprint names the state of the rule on the site that the plan saw, see {@link
 *     SiteState}; nothing where the site has no such rule
 * @param before the live rule with placeholders, where the site has it: what the site must still
 *     hold when the change is made
 * @param after the rule with placeholders as it is to be, where it is to be
 */
public record Change(
    RuleId id,
    ChangeKind kind,
    String name,
    Optional<String> file,
    Optional<String> template,
    Optional<String> reason,
    SortedSet<SecretName> secrets,
    ArrayNode patch,
    Optional<String> fingerprint,
    Optional<Rule> before,
    Optional<Rule> after) {
  /** Stands where {@code before} held a credential that has no name: there is no way back to it. */
  public static final SecretName UNNAMED = new SecretName("unknown");

  /** Copies the set. */
  public Change {
    secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
  }

  /** The rule file and its template, where there are any, with a comma between. */
  public Optional<String> places() {
    return file.map(path -> template.map(of -> path + ", " + of).orElse(path));
  }

  /** The same change, not to be made for this reason. */
  public Change withKind(ChangeKind other, String why) {
    return new Change(
        id,
        other,
        name,
        file,
        template,
        Optional.of(why),
        secrets,
        patch,
        fingerprint,
        before,
        after);
  }
}
