package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Generators of JSON trees with the strings and numbers that tools like to misread. */
public final class JsonTrees {
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "no",
          "Yes",
          "on",
          "y",
          "NULL",
          "null",
          "true",
          "~",
          "~x",
          "0123",
          "0x1F",
          "0o17",
          "1e3",
          "1.10",
          "-0.0",
          ".5",
          ".inf",
          "-.INF",
          ".NaN",
          "1_000",
          "1,000",
          "12:30:45",
          "2026-11-24",
          "2026-11-24T10:00:00Z",
          "2026-11-24 10:00",
          "=",
          "<<",
          "<<EOF",
          "a: b",
          "a:",
          "a #b",
          "#a",
          "- a",
          "-",
          "-a",
          "? a",
          ": a",
          "?",
          "[a]",
          "{a}",
          "{{issue.key}}",
          "&a",
          "*a",
          "!a",
          "|",
          ">",
          "%a",
          "@a",
          "`a",
          "'a'",
          "\"a\"",
          "---",
          "...",
          "--- a",
          " lead",
          "trail ",
          "tab\there",
          "\tlead",
          "trail\t",
          "a\nb",
          "a\nb\n",
          "a\n\n",
          "\n",
          "\n\n",
          "\na",
          " a\nb",
          "\ta\nb",
          "a\n b\n",
          "a \nb ",
          "a\n \nb",
          "a\n   ",
          "   \na",
          "# a\nb",
          "a\r\nb",
          "a\rb",
          "\r",
          "a\u0085b",
          "a\nb\u0085",
          "a\u2028b",
          "a\u2029\nb",
          "\uFEFFa",
          "a\n\uFEFFb",
          "\u0000",
          "a\u0007b\n",
          "\u001b[31m",
          "\u007f",
          "\u009f",
          "\u00a0",
          "\u202ea",
          "😀",
          "a\n👩‍💻\n",
          "\uD83D",
          "\uDE00\n",
          "\uFFFE",
          "\uFFFF",
          "é",
          "日本語: x",
          "---\na",
          "a\n---\nb",
          "a\n...\n",
          "{\n\t\"k\": \"v\"\n}",
          "it's",
          "back\\slash",
          "\\\"",
          "<<secret:jira-bot>>",
          "Basic <<#base64>>a:<<secret:b>><</base64>>",
          "a,b",
          "a]b");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "42",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "1.10",
          "1.0",
          "-0.5",
          "1E+3",
          "1e-7",
          "0.000000001",
          "123456789012345678901234567890.1234567890",
          "1743568964.174");

  private JsonTrees() {}

  /** Strings: odd ones, mixtures of them, and others. */
  public static Arbitrary<String> strings() {
    Arbitrary<String> odd = Arbitraries.of(ODD);
    Arbitrary<String> any =
        Arbitraries.strings().withChars(" \t\n\r:#-'\"|{}a\\é\u0085\u2028<").ofMaxLength(12);
    return Arbitraries.frequencyOf(
        Tuple.of(5, odd),
        Tuple.of(2, odd.list().ofMaxSize(4).map(parts -> String.join("", parts))),
        Tuple.of(2, odd.list().ofMaxSize(4).map(parts -> String.join("\n", parts))),
        Tuple.of(2, any),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(20)));
  }

  /** Scalars of every kind. */
  public static Arbitrary<JsonNode> scalars() {
    return Arbitraries.frequencyOf(
        Tuple.of(6, strings().map(TextNode::valueOf)),
        Tuple.of(2, Arbitraries.of(NUMBERS).map(ExactJson::read)),
        Tuple.of(1, Arbitraries.of("null", "true", "false").map(ExactJson::read)));
  }

  /** Keys: sensible ones, odd ones, and now and then one that is too long for a simple key. */
  public static Arbitrary<String> keys() {
    return Arbitraries.frequencyOf(
        Tuple.of(10, Arbitraries.of("a", "b", "c", "type", "name", "value", "id")),
        Tuple.of(3, strings()),
        Tuple.of(1, Arbitraries.of("k".repeat(1500), "k\"".repeat(600))));
  }

  /** Trees of at most {@code depth} levels of collections. */
  public static Arbitrary<JsonNode> trees(int depth) {
    if (depth == 0) {
      return scalars();
    }
    Arbitrary<JsonNode> below = Arbitraries.lazy(() -> trees(depth - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(2, scalars()),
        Tuple.of(3, objects(below).map(node -> node)),
        Tuple.of(
            2, below.list().ofMaxSize(4).map(items -> (JsonNode) ExactJson.array().addAll(items))));
  }

  /** Objects with values from {@code values}. */
  public static Arbitrary<ObjectNode> objects(Arbitrary<JsonNode> values) {
    return Arbitraries.maps(keys(), values).ofMaxSize(4).map(JsonTrees::object);
  }

  /** The object with these fields. */
  public static ObjectNode object(Map<String, ? extends JsonNode> fields) {
    ObjectNode object = ExactJson.object();
    fields.forEach(object::set);
    return object;
  }
}
