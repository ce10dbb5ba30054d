package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.Rules;
import java.io.StringReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Places of a rule where a value stands in a syntax, each with a parser that is not ours. */
public enum Spot {
  JSON_BODY(
      Rules::body,
      "{\"user\": \"bot\", \"password\": \"%s\", \"n\": 1}",
      Encoding.JSON::encode,
      (rule, text) -> ExactJson.read(text).path("password").textValue()),
  JSON_BODY_WITH_SMART_VALUES(
      Rules::body,
      "{\"id\": {{issue.id}}, \"say\": \"{{issue.summary.replace(\"a\", \"b\")}}\", \"api_key\":"
          + " \"%s\"}",
      Encoding.JSON::encode,
      (rule, text) ->
          ExactJson.read(text.replaceAll("\\{\\{[^{}]*}}", "0")).path("api_key").textValue()),
  JSON_IN_JSON(
      Rules::body,
      "{\"payload\": \"{\\\"token\\\": \\\"%s\\\"}\"}",
      value -> Encoding.JSON.encode(Encoding.JSON.encode(value)),
      (rule, text) ->
          ExactJson.read(ExactJson.read(text).path("payload").textValue())
              .path("token")
              .textValue()),
  ADDRESS_IN_JSON(
      Rules::body,
      "{\"callback\": \"https://ci.example.com/x?token=%s&z=1\"}",
      Encoding.URLENCODE::encode,
      (rule, text) -> parameter(ExactJson.read(text).path("callback").textValue(), "token")),
  FORM_BODY(
      Rules::body,
      "user=bot&password=%s&z=1",
      Encoding.URLENCODE::encode,
      (rule, text) -> parameter("?" + text, "password")),
  JSON_IN_FORM(
      Rules::body,
      "payload=%%7B%%22token%%22%%3A%%22%s%%22%%7D&z=1",
      value -> Encoding.URLENCODE.encode(Encoding.JSON.encode(value)),
      (rule, text) -> ExactJson.read(parameter("?" + text, "payload")).path("token").textValue()),
  QUERY(
      Rules::request,
      "https://api.example.com/x?token=%s&z=1",
      Encoding.URLENCODE::encode,
      (rule, text) -> parameter(text, "token")),
  FRAGMENT(
      Rules::request,
      "https://api.example.com/x#access_token=%s",
      Encoding.URLENCODE::encode,
      (rule, text) -> decoded(text.substring(text.indexOf('=') + 1))),
  USER_INFO(
      Rules::request,
      "https://bot:%s@api.example.com/x",
      Encoding.URLENCODE::encode,
      (rule, text) -> {
        String authority = text.substring("https://bot:".length());
        return decoded(authority.substring(0, authority.lastIndexOf('@')));
      }),
  XML_ELEMENT(
      Rules::body,
      "<a><password>%s</password></a>",
      Encoding.XML::encode,
      (rule, text) -> xml(text).getFirstChild().getTextContent()),
  XML_ATTRIBUTE(
      Rules::body,
      "<?xml version=\"1.0\"?><!-- \"it's\" --><login user='bot' password=\"%s\"/>",
      Encoding.XML::encode,
      (rule, text) -> xml(text).getAttribute("password")),
  XML_IN_JSON(
      Rules::body,
      "{\"soap\": \"<a><password>%s</password></a>\"}",
      value -> Encoding.JSON.encode(Encoding.XML.encode(value)),
      (rule, text) ->
          xml(ExactJson.read(text).path("soap").textValue()).getFirstChild().getTextContent()),
  JSON_IN_DATA(
      Rules::body,
      "<a><![CDATA[{\"password\": \"%s\"}]]></a>",
      Encoding.JSON::encode,
      (rule, text) -> ExactJson.read(xml(text).getTextContent()).path("password").textValue()),
  JSON_IN_HEADER(
      text -> Rules.header("X-Config", text),
      "{\"token\": \"%s\"}",
      Encoding.JSON::encode,
      (rule, text) -> ExactJson.read(text).path("token").textValue()),
  ADDRESS_IN_XML(
      Rules::body,
      "<p>go <a href=\"https://ci.example.com/x?a=1&amp;token=%s&amp;z=1\">there</a></p>",
      Encoding.URLENCODE::encode,
      (rule, text) ->
          parameter(((Element) xml(text).getLastChild()).getAttribute("href"), "token")),
  BASIC(
      text -> Rules.header("Authorization", text),
      "Basic %s",
      value -> Encoding.BASE64.encode("bot:" + value),
      (rule, text) ->
          new String(
                  Base64.getDecoder().decode(text.substring("Basic ".length())),
                  StandardCharsets.UTF_8)
              .substring("bot:".length())),
  BEARER(
      text -> Rules.header("Authorization", text),
      "Bearer %s",
      UnaryOperator.identity(),
      (rule, text) -> text.substring("Bearer ".length())),
  ADDRESS_IN_TEXT(
      Rules::comment,
      "Built, see https://ci.example.com/x?token=%s&z=1 for more.",
      Encoding.URLENCODE::encode,
      (rule, text) -> parameter(text.replaceAll(".*(https://\\S+).*", "$1"), "token"));

  @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
  private final Function<String, ObjectNode> rule;

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
  private final UnaryOperator<String> writer;

  @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
  private final BiFunction<Spot, String, String> reader;

  Spot(
      Function<String, ObjectNode> rule,
      String text,
      UnaryOperator<String> writer,
      BiFunction<Spot, String, String> reader) {
    this.rule = rule;
    this.text = text;
    this.writer = writer;
    this.reader = reader;
  }

  /** The rule in file form with {@code value} written there as its syntax wants it. */
  public ObjectNode with(String value) {
    return withText(writer.apply(value));
  }

  /** The rule with {@code written} there, whatever that is. */
  public ObjectNode withText(String written) {
    return rule.apply(String.format(text, written));
  }

  /** The value that a parser of the syntax reads in a rule of this spot. */
  public String read(ObjectNode fields) {
    return reader.apply(this, leaf(fields));
  }

  /** The value that a parser of the syntax reads in a text of this spot. */
  public String parse(String text) {
    return reader.apply(this, text);
  }

  /** The leaf, the only text of the rule that the value changes. */
  public String leaf(ObjectNode fields) {
    JsonNode before = with("a");
    JsonNode after = with("b");
    return fields
        .at(difference(before, after, com.fasterxml.jackson.core.JsonPointer.empty()))
        .textValue();
  }

  private static com.fasterxml.jackson.core.JsonPointer difference(
      JsonNode left, JsonNode right, com.fasterxml.jackson.core.JsonPointer at) {
    if (left.isObject()) {
      for (var field : left.properties()) {
        if (!field.getValue().equals(right.get(field.getKey()))) {
          return difference(
              field.getValue(), right.get(field.getKey()), at.appendProperty(field.getKey()));
        }
      }
    }
    for (int i = 0; left.isArray() && i < left.size(); i++) {
      if (!left.get(i).equals(right.get(i))) {
        return difference(left.get(i), right.get(i), at.appendIndex(i));
      }
    }
    return at;
  }

  /** Whether the syntax can express {@code value} at all. */
  public boolean canHold(String value) {
    return switch (this) {
      case XML_ELEMENT, XML_ATTRIBUTE, XML_IN_JSON ->
          value
              .codePoints()
              .allMatch(c -> c == 9 || c == 10 || c == 13 || (c >= 32 && (c & 0xfffe) != 0xfffe));
      case BEARER ->
          value.strip().equals(value) && value.chars().noneMatch(c -> c < 32 || c == 127);
      case JSON_IN_DATA ->
          !value.contains("]]>")
              && value.codePoints().noneMatch(c -> c == 127 || (c & 0xfffe) == 0xfffe);
      case JSON_IN_HEADER -> value.indexOf(127) < 0;
      default -> true;
    };
  }

  /** The rule with {@code value} as other programs write it in this syntax. */
  public ObjectNode otherwise(String value) {
    return switch (this) {
      case JSON_BODY, JSON_BODY_WITH_SMART_VALUES, JSON_IN_HEADER ->
          withText(ascii(Encoding.JSON.encode(value).replace("/", "\\/")));
      case FORM_BODY, QUERY -> withText(URLEncoder.encode(value, StandardCharsets.UTF_8));
      case XML_ELEMENT -> withText(value.replace("&", "&amp;").replace("<", "&lt;"));
      default -> with(value);
    };
  }

  private static String ascii(String text) {
    var ascii = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ascii.append(c < 0x80 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
    return ascii.toString();
  }

  private static String parameter(String address, String name) {
    for (String pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && decoded(pair.substring(0, equals)).equals(name)) {
        return decoded(pair.substring(equals + 1));
      }
    }
    return "no such parameter";
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Element xml(String text) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
    } catch (org.xml.sax.SAXException
        | java.io.IOException
        | javax.xml.parsers.ParserConfigurationException e) {
      throw new IllegalArgumentException("not XML", e);
    }
  }
}
