package dev.rulekeeper.secret.map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.rulekeeper.rule.SecretName;
import java.io.IOException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Secret maps as a JSON object; numbers and booleans are the text as it is written. */
final class JsonMap {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  /** Plain scalars that YAML 1.1 or 1.2 readers take for something else than a text. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private JsonMap() {}

  /** Adds what {@code text} holds to {@code entries}. */
  static void read(String text, SecretEntries entries) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String where = "line " + parser.currentTokenLocation().getLineNr();
        SecretEntries.Key name = entries.name(where, parser.getText());
        @Nullable JsonToken token = parser.nextToken();
        if (token == JsonToken.VALUE_NULL) {
          throw entries.problem(where + ": " + name + " has no value", "set it, or leave it out");
        }
        if (token != null && token.isStructStart()) {
          throw entries.problem(
              where + ": " + name + " holds more than one value", "write one text for each name");
        }
        entries.add(where, name, parser.getText());
      }
      if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
        throw entries.problem("something follows the JSON object", "give one object");
      }
    } catch (IOException e) {
      // Not even as a cause: the message quotes what it could not read.
      throw entries.problem(
          "this begins like JSON and is not", "give one object of names and strings");
    }
  }

  /** {@code map} as a JSON object, an entry a line. */
  static String write(SecretMap map) {
    return lines(map, name -> "  " + quote(name.value()), ",\n", "{\n", "\n}\n");
  }

  /** {@code map} as a YAML mapping; a JSON string is a YAML scalar. */
  static String writeYaml(SecretMap map) {
    return lines(map, JsonMap::yamlKey, "\n", "", "\n");
  }

  private static String lines(
      SecretMap map,
      Function<SecretName, String> key,
      String separator,
      String first,
      String last) {
    if (map.names().isEmpty()) {
      return "{}\n";
    }
    return map.names().stream()
        .map(name -> key.apply(name) + ": " + quote(map.value(name).orElseThrow().reveal()))
        .collect(Collectors.joining(separator, first, last));
  }

  private static String yamlKey(SecretName name) {
    boolean plain = !WORDS.contains(name.value()) && !Character.isDigit(name.value().charAt(0));
    return plain ? name.value() : quote(name.value());
  }

  private static String quote(String value) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c == '\n') {
        quoted.append("\\n");
      } else if (isPrintableInYaml(c)) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** YAML 1.2 section 5.1, without what some readers take for a line end or a byte order mark. */
  private static boolean isPrintableInYaml(char c) {
    return (c >= ' ' && c < 0x7f)
        || (c > 0xa0 && c < 0xfffe && c != 0x2028 && c != 0x2029 && c != 0xfeff);
  }
}
