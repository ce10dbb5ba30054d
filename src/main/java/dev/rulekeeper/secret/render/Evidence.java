package dev.rulekeeper.secret.render;

import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * What is known of a rule before its values are looked at.
 *
 * @param former what the site had for variables when the base was written, by name
 * @param standing the rule with template texts as the base says that the site has it, where the
 *     site's time shows that nobody changed it since
 * @param given whether the site was last given this value for this tag, by a keyed fingerprint
 * @param older older values that are known in this run
 */
public record Evidence(
    Map<String, String> former,
    Optional<Rule> standing,
    BiPredicate<Tag, String> given,
    Map<SecretName, Set<SecretValue>> older) {

  /** Nothing is known but what variables were. */
  public static Evidence none(Map<String, String> former) {
    return new Evidence(former, Optional.empty(), (tag, value) -> false, Map.of());
  }

  /** The same without what the base says of the rule: it was edited. */
  Evidence edited() {
    return new Evidence(former, Optional.empty(), given, older);
  }

  /** The same with these older values. */
  public Evidence knowing(Map<SecretName, Set<SecretValue>> values) {
    return new Evidence(former, standing, given, values);
  }

  /** The known older values of {@code tag}. */
  Stream<String> olderOf(Tag tag) {
    return tag.kind() == Tag.Kind.SECRET && SecretName.isValid(tag.name())
        ? older.getOrDefault(new SecretName(tag.name()), Set.of()).stream().map(SecretValue::reveal)
        : Stream.empty();
  }
}
