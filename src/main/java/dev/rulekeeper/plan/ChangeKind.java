package dev.rulekeeper.plan;

import java.util.Locale;

/** What a plan says of a rule. */
public enum ChangeKind {
  /** The site has no such rule: it will be made. */
  CREATE,
  /** Git changed the content. */
  UPDATE,
  /** Only the values of secrets differ. */
  ROTATE,
  /** Only {@code state} differs: switched on or off by its own endpoint. */
  STATE,
  /** Only {@code scope} differs: set by its own endpoint. */
  SCOPE,
  /** The file is gone from Git: the rule will be switched off and deleted. */
  DELETE,
  /** The site changed and Git did not: nothing is done, export brings it into Git. */
  DRIFT,
  /**
   * A place of a secret holds what may be an older value or an edit, or what the site hides, and
   * nothing proves which: nothing is done until somebody decides.
   */
  UNPROVEN,
  /** Both changed the same place: nothing is done until somebody decides. */
  CONFLICT,
  /** A guard forbids it: nothing is done until somebody allows it. */
  BLOCKED;

  /** The word in plans: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a sync would write to the site. */
  public boolean writes() {
    return switch (this) {
      case CREATE, UPDATE, ROTATE, STATE, SCOPE, DELETE -> true;
      case DRIFT, UNPROVEN, CONFLICT, BLOCKED -> false;
    };
  }

  /** Whether a sync would send the whole rule, values included. */
  public boolean sendsBody() {
    return this == CREATE || this == UPDATE || this == ROTATE;
  }

  /** Whether the content of the rule changes, secrets aside: what the thresholds count. */
  public boolean structural() {
    return writes() && this != ROTATE;
  }
}
