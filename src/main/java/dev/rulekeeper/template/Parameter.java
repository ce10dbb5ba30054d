package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a template leaves open.
 *
 * @param fallback its value where an instance gives none
 * @param required whether an instance must give it; where one that is not required has no value at
 *     all, the field that holds nothing else is left out, and inside a text stands nothing
 */
public record Parameter(
    String name, Type type, Optional<JsonNode> fallback, String description, boolean required) {

  /** The kinds of values. */
  public enum Type {
    STRING,
    NUMBER,
    BOOLEAN,
    LIST,
    OBJECT,
    /** Whatever YAML can say, null too. */
    ANY;

    /** Whether {@code value} is of this type. */
    boolean fits(JsonNode value) {
      return switch (this) {
        case STRING -> value.isTextual();
        case NUMBER -> value.isNumber();
        case BOOLEAN -> value.isBoolean();
        case LIST -> value.isArray();
        case OBJECT -> value.isObject();
        case ANY -> true;
      };
    }

    /** Whether a value may stand inside a text. */
    boolean isInline() {
      return this == STRING || this == NUMBER;
    }

    /** As it is written in a template. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Type> of(String label) {
      return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
    }

    /** The type of {@code value}. */
    static Type of(JsonNode value) {
      return Arrays.stream(values()).filter(type -> type.fits(value)).findFirst().orElse(ANY);
    }

    static String labels() {
      return Arrays.stream(values()).map(Type::label).collect(Collectors.joining(", "));
    }
  }
}
