package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a plan tells its reader of one rule. Holds placeholders, never a value.
 *
 * @param file the rule file, where there is one, relative to the root of the rule repository
 * @param template the template that the file is an instance of, as a path like that of the file
 * @param reason why, where the kind of the change does not say it all
 * @param secrets the secrets that the rule uses, for a rotation those whose value differs
 * @param patch RFC 6902 operations in API form, masked: what sync does to the live rule; of a
 *     drift, what was edited on the site since it last agreed with Git
 */
public record PlanEntry(
    RuleId id,
    String name,
    Optional<String> file,
    Optional<String> template,
    Optional<String> reason,
    SortedSet<SecretName> secrets,
    ArrayNode patch) {
  /** Copies the set. */
  public PlanEntry {
    secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
  }

  /** Of the rule {@code name}, with nothing to show yet. */
  public static PlanEntry of(RuleId id, String name) {
    return new PlanEntry(
        id,
        name,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Collections.emptySortedSet(),
        ExactJson.array());
  }

  /** The same, of this file. */
  public PlanEntry in(RuleFile source) {
    return new PlanEntry(
        id, name, Optional.of(source.path()), source.templatePath(), reason, secrets, patch);
  }

  /** The same, with this reason. */
  public PlanEntry because(String why) {
    return new PlanEntry(id, name, file, template, Optional.of(why), secrets, patch);
  }

  /** The same, about these secrets. */
  public PlanEntry about(Set<SecretName> names) {
    return new PlanEntry(id, name, file, template, reason, new TreeSet<>(names), patch);
  }

  /** The same, shown by these operations. */
  public PlanEntry showing(ArrayNode operations) {
    return new PlanEntry(id, name, file, template, reason, secrets, operations);
  }

  /** The same with a name and a reason in which {@code redaction} left no value. */
  PlanEntry told(UnaryOperator<String> redaction) {
    return new PlanEntry(
        id, redaction.apply(name), file, template, reason.map(redaction), secrets, patch);
  }

  /** The rule file and its template, where there are any, with a comma between. */
  Optional<String> places() {
    return file.map(path -> template.map(of -> path + ", " + of).orElse(path));
  }
}
