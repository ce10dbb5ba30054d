package dev.rulekeeper.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

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
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private ExactJson() {}

  /**
   * Parses one JSON document, or gives nothing where {@code text} is not one (empty text, trailing
   * text and duplicate braces included).
   */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException | NumberFormatException e) {
      // A number whose exponent BigDecimal cannot hold is a NumberFormatException.
      return Optional.empty();
    }
  }

  /**
   * Parses one JSON document.
   *
   * @throws RuleException if {@code text} is not JSON; the message quotes none of it
   */
  public static JsonNode read(String text) {
    return parse(text).orElseThrow(() -> new RuleException("not valid JSON"));
  }

  /** The compact JSON text of {@code node}, object keys in the order of the tree. */
  public static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new RuleException("a JSON tree that cannot be written");
    }
  }

  /**
   * The JSON text of {@code node} over several lines, two spaces an indent, {@code \n} line ends.
   */
  public static String writePretty(JsonNode node) {
    try {
      return MAPPER
          .writer(
              new com.fasterxml.jackson.core.util.DefaultPrettyPrinter()
                  .withObjectIndenter(
                      new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(
                      new com.fasterxml.jackson.core.util.DefaultIndenter("  ", "\n")))
          .writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new RuleException("a JSON tree that cannot be written");
    }
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
