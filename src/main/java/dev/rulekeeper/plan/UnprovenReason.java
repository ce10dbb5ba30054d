package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import java.util.Set;
import java.util.stream.Collectors;

/** Why nobody can say whether places hold the current value, and how to settle it. */
final class UnprovenReason {
  private UnprovenReason() {}

  /** The rule was edited, and {@code places} hold what may be an older value or that edit. */
  static String edited(RuleId rule, Set<JsonPointer> places) {
    return "edited on the site, and what stands there at "
        + list(places)
        + " may be an older value or an edit. To settle it: sync with --with-old and the"
        + " older value keeps an edit; --rotate NAME writes the secret; --on-drift ours"
        + " with --select "
        + rule
        + " writes the whole rule";
  }

  /** The site hides what {@code places} hold of {@code secrets}. */
  static String hidden(Set<JsonPointer> places, Set<SecretName> secrets) {
    return "the site hides what stands at "
        + list(places)
        + ", and nothing proves that it is the current value. To settle it: sync"
        + rotate(secrets)
        + " or --on-drift ours writes it; RULEKEEPER_STATE_KEY, set in that run and in every later"
        + " one, lets them know";
  }

  /**
   * How to settle at once all that the site hides.
   *
   * @param rules how many rules it is
   * @param keyed whether this run has a key by which the base remembers values
   */
  static String hidden(int rules, Set<SecretName> secrets, boolean keyed) {
    return "the site hides values of "
        + Count.of(rules, "rule")
        + ", and nothing proves that they are the current ones: sync"
        + rotate(secrets)
        + " writes them. "
        + (keyed
            ? "The base then remembers it by RULEKEEPER_STATE_KEY"
            : "With RULEKEEPER_STATE_KEY set then and in every later run, the base remembers it");
  }

  /** JSON pointers for a reader. */
  static String list(Set<JsonPointer> places) {
    return places.stream().map(JsonPointer::toString).collect(Collectors.joining(", "));
  }

  private static String rotate(Set<SecretName> secrets) {
    return secrets.stream().map(name -> " --rotate " + name).collect(Collectors.joining());
  }
}
