package dev.rulekeeper.secret;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One string leaf of a rule and what it is for.
 *
 * @param pointer the leaf, in the file form of the rule
 * @param text its template text
 * @param role what the rule uses it for
 * @param label the name that goes with it: of the header, the variable or the key; else {@code ""}
 * @param field the leaf for a reader, see {@link SecretUse}
 * @param host where its text is sent, see {@link SecretUse}
 * @param publish the kind of publishing place that it is, see {@link Ledger.Entry}, or {@code ""}
 * @param variable the name of the smart value that carries its text on, or {@code ""}
 */
record Place(
    JsonPointer pointer,
    String text,
    Role role,
    String label,
    String field,
    String host,
    String publish,
    String variable) {

  /** What a rule does with a leaf. */
  enum Role {
    /** The value of a header of a web request. */
    HEADER,
    /** The value of a header that people marked as hidden, or that the site calls sensitive. */
    HIDDEN_HEADER,
    /** An address that a web request goes to. */
    URL,
    /** The address of a webhook; who knows it may use it. */
    WEBHOOK_URL,
    /** The body of a web request. */
    BODY,
    /** Free text, or the value of a key named {@link Place#label}. */
    TEXT,
    /** What only the site reads: ids, types, names of keys that the site stores. */
    STRUCTURE
  }

  /** The same place, hidden. */
  Place hidden() {
    return new Place(pointer, text, Role.HIDDEN_HEADER, label, field, host, publish, variable);
  }

  /** Where it is, without the text. */
  @Override
  public String toString() {
    return "Place[" + pointer + "]";
  }
}
