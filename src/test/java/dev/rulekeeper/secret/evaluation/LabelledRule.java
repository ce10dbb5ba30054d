package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A rule of which it is known what it holds.
 *
 * @param group {@link Group} it counts for
 * @param kind what is in it, the row of the report
 * @param where how it is written
 * @param secret the credential, or nothing for a decoy
 */
record LabelledRule(
    ObjectNode fields, Group group, String kind, String where, Optional<String> secret) {
  /** What a rule counts for. */
  enum Group {
    /** A credential by its position. */
    POSITION,
    /** An address that is a credential. */
    WEBHOOK,
    /** A token of known form in free text. */
    FORM,
    /** No credential. */
    DECOY
  }

  /** Where it is from, without the credential. */
  @Override
  public String toString() {
    return group + " " + kind + " " + where;
  }
}
