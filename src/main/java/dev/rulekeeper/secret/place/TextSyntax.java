package dev.rulekeeper.secret.place;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.text.Characters;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A syntax that a value can stand in: how it has to be written there, and which values stand there
 * as they are.
 */
public enum TextSyntax {
  /** Inside the quotes of a JSON string. */
  JSON_STRING("a JSON string", Encoding.JSON, text -> Encoding.JSON.encode(text).equals(text)),

  /** A JSON value without quotes, such as a number. */
  JSON_VALUE("a JSON value without quotes", text -> ExactJson.parse(text).isPresent()),

  /** Behind the {@code =} of a form field. */
  FORM_FIELD(
      "a form field",
      Encoding.URLENCODE,
      text -> text.chars().noneMatch(c -> c < ' ' || "%+&".indexOf(c) >= 0)),

  /** Behind the {@code =} of a parameter of an address, in its query or fragment. */
  ADDRESS_PARAMETER(
      "a parameter of an address",
      Encoding.URLENCODE,
      text -> text.chars().allMatch(c -> isUnreserved(c) || "!$'()*,;=:@/?".indexOf(c) >= 0)),

  /** Before the {@code @} of an address. */
  ADDRESS_USER(
      "user and password of an address",
      Encoding.URLENCODE,
      text -> text.chars().allMatch(c -> isUnreserved(c) || "!$&'()*,;=".indexOf(c) >= 0)),

  /** In the path of an address: one segment, or a piece of the address with slashes. */
  ADDRESS_PATH("the path of an address", Encoding.URLENCODE, TextSyntax::isPieceOfPath),

  /** Between the tags of XML and HTML. */
  MARKUP_TEXT(
      "XML or HTML text",
      Encoding.XML,
      text ->
          isMarkup(text)
              && text.chars().noneMatch(c -> "&<\r".indexOf(c) >= 0)
              && !text.contains("]]>")),

  /** Inside the quotes of an attribute of XML and HTML. */
  MARKUP_ATTRIBUTE(
      "an attribute of XML or HTML",
      Encoding.XML,
      text ->
          isMarkup(text)
              && Encoding.XML.encode(text.replace('>', ' ')).equals(text.replace('>', ' '))),

  /** In a CDATA section. */
  MARKUP_DATA(
      "a CDATA section", text -> isMarkup(text) && text.indexOf('\r') < 0 && !text.contains("]]>")),

  /** The value of a header, which ends with its line. */
  HEADER("a header", text -> text.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)),

  /** The beginning or end of a header, where nobody keeps white space. */
  HEADER_EDGE("the edge of a header", text -> text.strip().equals(text)),

  /** The user of Basic credentials, which ends at the first colon. */
  BASIC_USER("the user of Basic credentials", text -> text.indexOf(':') < 0),

  /** Behind half an escape, where only the value that happens to complete it can stand. */
  HALF_ESCAPE("the middle of an escape", text -> false);

  private static final Pattern PIECE_OF_PATH =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*+");

  private final String title;
  private final Optional<Encoding> encoding;

  @SuppressWarnings("ImmutableEnumChecker") // Its lambdas capture nothing.
  private final Predicate<String> bare;

  TextSyntax(String title, Predicate<String> bare) {
    this(title, Optional.empty(), bare);
  }

  TextSyntax(String title, Encoding encoding, Predicate<String> bare) {
    this(title, Optional.of(encoding), bare);
  }

  TextSyntax(String title, Optional<Encoding> encoding, Predicate<String> bare) {
    this.title = title;
    this.encoding = encoding;
    this.bare = bare;
  }

  /** What a message calls it, with its article. */
  public String title() {
    return title;
  }

  /** What makes any text that it can hold stand there, where something does. */
  public Optional<Encoding> encoding() {
    return encoding;
  }

  /** Whether {@code text} may stand there as it is, and is read as itself. */
  boolean holdsBare(String text) {
    return bare.test(text);
  }

  /** Whether {@code text} is read as itself once it is encoded. */
  boolean holdsEncoded(String text) {
    return encoding.isEmpty() ? holdsBare(text) : encoding.get() != Encoding.XML || isMarkup(text);
  }

  /**
   * Whether a value needs the encoding: a bare one in a path may be a piece of the address, which
   * has its encoding in it.
   */
  boolean needsEncoding() {
    return encoding.isPresent() && this != ADDRESS_PATH;
  }

  /** Whether whatever {@code inner} makes of a text stands here as it is. */
  boolean holdsOutputOf(Encoding inner) {
    boolean plain = inner == Encoding.BASE64URL || inner == Encoding.URLENCODE;
    return switch (this) {
      case JSON_STRING,
          MARKUP_TEXT,
          MARKUP_ATTRIBUTE,
          MARKUP_DATA,
          HEADER,
          HEADER_EDGE,
          BASIC_USER ->
          plain || inner == Encoding.BASE64;
      case FORM_FIELD, ADDRESS_PARAMETER, ADDRESS_USER, ADDRESS_PATH -> inner == Encoding.BASE64URL;
      case JSON_VALUE, HALF_ESCAPE -> false;
    };
  }

  private static boolean isUnreserved(int c) {
    return c < 0x80 && (Characters.isWord((char) c) || c == '.' || c == '~');
  }

  private static boolean isPieceOfPath(String text) {
    return PIECE_OF_PATH.matcher(text).matches();
  }

  /** XML 1.0 section 2.2: what a document can hold, also by reference. */
  private static boolean isMarkup(String text) {
    return text.codePoints()
        .allMatch(
            c ->
                c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || (c >= ' ' && c < 0xd800)
                    || (c > 0xdfff && c < 0xfffe)
                    || c > 0xffff);
  }
}
