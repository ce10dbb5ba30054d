package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.ledger.AccessComparison;
import dev.rulekeeper.secret.ledger.AccessRisk;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What is to happen to one rule, and why. Holds placeholders, never a value.
 *
 * @param file the rule file, where there is one, relative to the root of the rule repository
 * @param template the template that the file is an instance of, as a path like that of the file
 * @param reason why, for a reader, where the kind does not say it all
 * @param secrets the secrets that the rule uses, for a rotation those whose value differs
 * @param patch RFC 6902 operations in API form, masked: what sync does to the live rule; of a
 *     drift, what was edited on the site since it last agreed with Git
 * @param fingerprint names the state of the rule on the site that the plan saw, see {@link
 *     LiveStateId}; nothing where the site has no such rule
 * @param before the live rule with placeholders, where the site has it: what the site must still
 *     hold when the change is made
 * @param after the rule with placeholders as it is to be, where it is to be
 * @param edited when the site says that the rule was last changed there
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
    Optional<Rule> after,
    Optional<String> edited) {
  /** Stands where {@code before} held a credential that has no name: there is no way back to it. */
  public static final SecretName UNNAMED = new SecretName("unknown");

  /** Copies the set. */
  public Change {
    secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
  }

  /** The same with a name and a reason in which {@code redaction} left no value. */
  Change told(UnaryOperator<String> redaction) {
    return with(kind, redaction.apply(name), reason.map(redaction), secrets, patch);
  }

  private Change with(
      ChangeKind other,
      String called,
      Optional<String> why,
      SortedSet<SecretName> names,
      ArrayNode operations) {
    return new Change(
        id,
        other,
        called,
        file,
        template,
        why,
        names,
        operations,
        fingerprint,
        before,
        after,
        edited);
  }

  /** A change of a rule of which nobody asks when it was last edited. */
  public Change(
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
    this(
        id,
        kind,
        name,
        file,
        template,
        reason,
        secrets,
        patch,
        fingerprint,
        before,
        after,
        Optional.empty());
  }

  /**
   * Whether nothing differs but what the site may hide: nothing proves that a value there is the
   * current one, and nobody is known to have edited the rule.
   */
  public boolean isHidden() {
    return kind == ChangeKind.UNPROVEN && after.isPresent();
  }

  /** The rule file and its template, where there are any, with a comma between. */
  public Optional<String> places() {
    return file.map(path -> template.map(of -> path + ", " + of).orElse(path));
  }

  /** What the change opens to more people, where it is to be made or was blocked. */
  public List<AccessRisk> risks() {
    boolean considered = kind.writes() || kind == ChangeKind.BLOCKED;
    return after
        .filter(rule -> considered)
        .map(rule -> AccessComparison.between(before.map(Rule::fields), rule.fields()))
        .orElse(List.of());
  }

  /** The same change, shown by these operations. */
  public Change withPatch(ArrayNode operations) {
    return with(kind, name, reason, secrets, operations);
  }

  /** The same change, about these secrets. */
  Change withSecrets(Set<SecretName> names) {
    return with(kind, name, reason, new TreeSet<>(names), patch);
  }

  /** The same change, not to be made for this reason. */
  public Change withKind(ChangeKind other, String why) {
    return with(other, name, Optional.of(why), secrets, patch);
  }
}
