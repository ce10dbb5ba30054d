package dev.rulekeeper.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** JSON text and trees in which a number keeps its digits: 1.10 stays 1.10 and 2^63 stays exact. */
public final class ExactJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNumberLength(10_000)
                          .build())
                  // An exception must not quote its source: the source may hold a secret.
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          // As in a text: a pair is one character of four bytes, and no two escapes.
          .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(new CanonicalNumbers())
          .build();

  /** The length of {@code \\ud83d}. */
  private static final int ESCAPE = 6;

  private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

  private ExactJson() {}

  /**
   * Parses one JSON document, or gives nothing where {@code text} is not one (empty text, trailing
   * text and duplicate braces included).
   */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(unescapedHalves(text));
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException | NumberFormatException e) {
      // A number whose exponent BigDecimal cannot hold is a NumberFormatException.
      return Optional.empty();
    }
  }

  /** As {@link #parse(String)}, of a text in UTF-8; twice as fast. */
  public static Optional<JsonNode> parse(byte[] json) {
    // Jackson guesses the encoding of other beginnings, needs a text for escaped halves, and takes
    // a character in more bytes than it needs.
    if (isPlainBeginning(json) && !hasEscapedHalf(json) && !hasDoubtfulByte(json)) {
      try {
        JsonNode node = MAPPER.readTree(json);
        return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
      } catch (IOException | NumberFormatException e) {
        // Below, what is no UTF-8 is replaced.
      }
    }
    return parse(new String(json, StandardCharsets.UTF_8));
  }

  /** Whether a text begins as an object or array does, in one byte a character. */
  private static boolean isPlainBeginning(byte[] json) {
    return json.length > 3
        && (json[0] == '{' || json[0] == '[')
        && json[1] != 0
        && json[2] != 0
        && json[3] != 0;
  }

  /** Whether half of a surrogate pair may be written as an escape. */
  private static boolean hasEscapedHalf(byte[] json) {
    for (int i = 0; i < json.length - 2; i++) {
      if (json[i] == '\\' && json[i + 1] == 'u' && (json[i + 2] | 0x20) == 'd') {
        return true;
      }
    }
    return false;
  }

  /** Whether a byte may begin one of those that the JDK replaces and Jackson reads (RFC 3629). */
  private static boolean hasDoubtfulByte(byte[] json) {
    for (byte each : json) {
      if (each < 0
          && (each == (byte) 0xC0
              || each == (byte) 0xC1
              || each == (byte) 0xE0
              || each == (byte) 0xED
              || each >= (byte) 0xF0)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Jackson takes half of a surrogate pair as it is in the name of a field, and no escape of it.
   */
  private static String unescapedHalves(String json) {
    if (!json.contains("\\ud") && !json.contains("\\uD")) {
      return json;
    }
    StringBuilder text = new StringBuilder(json.length());
    int at = 0;
    for (int escape = json.indexOf('\\'); escape >= 0; escape = json.indexOf('\\', at)) {
      text.append(json, at, escape);
      int half = escapedHalf(json, escape);
      // A backslash takes the next character with it, so that an escaped one escapes nothing.
      at = half >= 0 ? escape + ESCAPE : Math.min(json.length(), escape + 2);
      if (half >= 0) {
        text.append((char) half);
      } else {
        text.append(json, escape, at);
      }
    }
    return text.append(json, at, json.length()).toString();
  }

  /** The half of a surrogate pair that the escape at {@code at} stands for, or -1. */
  private static int escapedHalf(String json, int at) {
    if (!json.startsWith("\\u", at) || at + ESCAPE > json.length()) {
      return -1;
    }
    int code = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0 || json.charAt(i) > 'f') {
        return -1;
      }
      code = code * 16 + digit;
    }
    return Character.isSurrogate((char) code) ? code : -1;
  }

  /**
   * Parses one JSON document in UTF-8.
   *
   * @throws JsonException if {@code json} is not JSON; the message quotes none of it
   */
  public static JsonNode read(byte[] json) {
    return parse(json).orElseThrow(() -> new JsonException("not valid JSON"));
  }

  /**
   * Parses one JSON document.
   *
   * @throws JsonException if {@code text} is not JSON; the message quotes none of it
   */
  public static JsonNode read(String text) {
    return parse(text).orElseThrow(() -> new JsonException("not valid JSON"));
  }

  /** The compact JSON text of {@code node}, object keys in the order of the tree. */
  public static String write(JsonNode node) {
    try {
      return carried(MAPPER.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new JsonException("a JSON tree that cannot be written");
    }
  }

  /** {@link #write} in UTF-8; twice as fast. */
  public static byte[] bytes(JsonNode node) {
    return bytes(node, MAPPER.writer(), ExactJson::write);
  }

  /** {@link #writePretty} in UTF-8; twice as fast. */
  public static byte[] prettyBytes(JsonNode node) {
    return bytes(node, pretty(), ExactJson::writePretty);
  }

  private static byte[] bytes(JsonNode node, ObjectWriter writer, Function<JsonNode, String> text) {
    try {
      byte[] json = writer.writeValueAsBytes(node);
      // To bytes, Jackson writes halves of pairs as escapes of its own.
      return hasEscapedHalf(json) ? text.apply(node).getBytes(StandardCharsets.UTF_8) : json;
    } catch (JsonProcessingException e) {
      throw new JsonException("a JSON tree that cannot be written");
    }
  }

  private static ObjectWriter pretty() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return MAPPER.writer(
        new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
  }

  /**
   * The JSON text of {@code node} over several lines, two spaces an indent, {@code \n} line ends.
   */
  public static String writePretty(JsonNode node) {
    try {
      return carried(pretty().writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new JsonException("a JSON tree that cannot be written");
    }
  }

  /** Half of a surrogate pair, which no encoding can carry, as an escape. */
  private static String carried(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (Character.isSurrogate(json.charAt(i))) {
        return HALF_PAIR
            .matcher(json)
            .replaceAll(half -> "\\\\u" + HexFormat.of().toHexDigits(half.group().charAt(0)));
      }
    }
    return json;
  }

  /** A new empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A new empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }
}
