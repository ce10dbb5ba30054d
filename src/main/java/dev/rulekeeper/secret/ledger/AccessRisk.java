package dev.rulekeeper.secret.ledger;

import dev.rulekeeper.rule.SecretName;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A change of a rule that opens its secrets to more people, though none of them moves.
 *
 * @param secrets the secrets that it concerns
 * @param what the change, a sentence without full stop
 */
public record AccessRisk(Kind kind, SortedSet<SecretName> secrets, String what) {
  /** What is opened; all but the last two are words of {@code access} in the ledger. */
  public enum Kind {
    /** Other recipients of a mail, a message or a comment that holds the secret. */
    AUDIENCE,
    /** More people may edit the rule, and so read it. */
    EDITORS,
    /** A header is no longer hidden. */
    HEADER,
    /** The rule belongs to somebody else. */
    OWNER,
    /** The rule is for more projects, whose administrators may read it. */
    SCOPE,
    /** More can start the rule. */
    TRIGGER,
    /** The rule is switched on: only told. */
    ENABLED,
    /** The rule did not use the secret before: only told. */
    FIRST_USE;

    /** The word in plans and in the ledger. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the ledger has to allow it. */
    public boolean needsLeave() {
      return this != ENABLED && this != FIRST_USE;
    }
  }

  /** Copies the set. */
  public AccessRisk {
    secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
  }

  /** The change and the secrets that it concerns. */
  public String message() {
    return what
        + ": "
        + secrets.stream().map(name -> "<<secret:" + name + ">>").collect(Collectors.joining(", "));
  }
}
