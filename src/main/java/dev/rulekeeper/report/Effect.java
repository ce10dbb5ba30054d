package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.plan.Change;
import java.util.Locale;

/** What a change means to whoever reviews it, the gravest first. */
enum Effect {
  BLOCKED("✗", 31),
  UNPROVEN("!", 31),
  CONFLICT("!", 31),
  DELETE("-", 31),
  DISABLE("○", 31),
  DRIFT("?", 33),
  UPDATE("~", 36),
  SCOPE("~", 36),
  CREATE("+", 32),
  ENABLE("●", 32),
  ROTATE("↻", 34);

  private final String sign;
  private final int colour;

  Effect(String sign, int colour) {
    this.sign = sign;
    this.colour = colour;
  }

  /** What {@code change} means. An update that also switches the rule off is a disabling. */
  static Effect of(Change change) {
    return switch (change.kind()) {
      case BLOCKED -> BLOCKED;
      case UNPROVEN -> UNPROVEN;
      case CONFLICT -> CONFLICT;
      case DELETE -> DELETE;
      case DRIFT -> DRIFT;
      case CREATE -> CREATE;
      case SCOPE -> SCOPE;
      case ROTATE -> ROTATE;
      case UPDATE -> state(change).equals("DISABLED") ? DISABLE : UPDATE;
      case STATE -> state(change).equals("DISABLED") ? DISABLE : ENABLE;
    };
  }

  /** The state that the rule is given, or {@code ""} where it keeps the one it has. */
  private static String state(Change change) {
    for (JsonNode operation : change.patch()) {
      if (operation.path("path").asText().equals("/state")
          && operation.path("op").asText().equals("replace")) {
        return operation.path("value").asText();
      }
    }
    return "";
  }

  /** Whether a reviewer must not overlook it. */
  boolean grave() {
    return compareTo(DISABLE) <= 0;
  }

  /** Whether sync would write it. */
  boolean writes() {
    return this != BLOCKED && this != UNPROVEN && this != CONFLICT && this != DRIFT;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One character that takes one column. */
  String sign() {
    return sign;
  }

  /** The SGR number of its colour. */
  int colour() {
    return colour;
  }
}
