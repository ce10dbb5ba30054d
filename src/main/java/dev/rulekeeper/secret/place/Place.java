package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.secret.text.NameWords;
import java.util.Optional;

/**
 * One string leaf of a rule and what it is for.
 *
 * @param at the way to the leaf, in the file form of the rule
 * @param text its template text
 * @param role what the rule uses it for
 * @param key the key it stands at
 * @param label the name that goes with it: of the header, the variable or the field; else the key
 */
public record Place(
    LeafPath at, String text, Role role, String key, String label, ComponentContext surroundings) {

  /** The keys of the two texts that a condition compares. */
  private static final String FIRST = "first";

  private static final String SECOND = "second";

  /** What a rule does with a leaf. */
  public enum Role {
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

  /** The leaf, in the file form of the rule. */
  public JsonPointer pointer() {
    return at.pointer();
  }

  /** The host that its text is sent to, see {@link SecretUse}. */
  public String host() {
    return Host.name(surroundings.host());
  }

  /** The same as a destination, see {@link Host#destination}. */
  String destination() {
    return surroundings.host();
  }

  /** The kind of publishing place that it is, see {@code publish} of the ledger, or {@code ""}. */
  public String publish() {
    return surroundings.publish();
  }

  /** What a web request says of its body, in lower case, or {@code ""}. */
  String contentType() {
    return surroundings.contentType();
  }

  /** Whether a condition compares it with the smart value that gives it its {@link #label}. */
  public boolean isCompared() {
    return comparedWith(key).isPresent();
  }

  /** The key of what a condition compares the text at {@code key} with. */
  static Optional<String> comparedWith(String key) {
    return switch (key) {
      case FIRST -> Optional.of(SECOND);
      case SECOND -> Optional.of(FIRST);
      default -> Optional.empty();
    };
  }

  /** The name of the smart value that carries its text on, or {@code ""}. */
  public String variable() {
    return surroundings.variable();
  }

  /** The leaf for a reader, see {@link SecretUse}. */
  public String field() {
    if (role == Role.HEADER || role == Role.HIDDEN_HEADER || key.equals("keyOrValue")) {
      return "header " + label;
    }
    if (!variable().isEmpty()) {
      return "variable " + variable();
    }
    if (role == Role.BODY) {
      return "body";
    }
    String name = label.equals(key) ? String.join(" ", NameWords.of(key)) : label;
    if (publish().isEmpty()) {
      return name;
    }
    return name.equals("value") || name.equals(publish()) ? publish() : publish() + " " + name;
  }

  /** The same place, hidden. */
  public Place hidden() {
    return new Place(at, text, Role.HIDDEN_HEADER, key, label, surroundings);
  }

  /** A free text in the same place. */
  public Place text(String free) {
    return new Place(at, free, Role.TEXT, key, label, surroundings);
  }

  /** Where it is, without the text. */
  @Override
  public String toString() {
    return "Place[" + pointer() + "]";
  }
}
