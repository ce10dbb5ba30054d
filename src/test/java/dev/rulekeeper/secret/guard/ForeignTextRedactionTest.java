package dev.rulekeeper.secret.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.rule.ForeignText;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.search.FragmentSearch;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** However somebody else quotes a value, no eight characters of it in a row can be read. */
class ForeignTextRedactionTest {
  /** How a program writes a text into another. */
  private static final List<UnaryOperator<String>> ENCODINGS =
      List.of(
          UnaryOperator.identity(),
          Encoding.JSON::encode,
          Encoding.URLENCODE::encode,
          Encoding.BASE64::encode,
          text -> Encoding.JSON.encode(Encoding.JSON.encode(text)),
          ForeignTextRedactionTest::decimalEntities,
          ForeignTextRedactionTest::hexEntities,
          ForeignTextRedactionTest::unicodeEscapes,
          text -> each(text, "\\%03o"),
          text -> each(text, "=%02X"),
          text -> each(text, "&#%d"),
          text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));

  /** What a program puts between the characters of a text. */
  private static final List<String> BETWEEN =
      List.of(
          "",
          "\n",
          "\r\n  ",
          " ",
          "\u200b",
          "\u00ad",
          "<wbr>",
          "</td><td class='x'>",
          "\u001b[1m",
          "\u2060",
          "\t",
          "=\r\n",
          "<!-- -->");

  private static final List<Function<String, ForeignText>> FORMS =
      List.of(ForeignText::of, ForeignText::line, ForeignText::page);

  /** A value, and a text by somebody else that quotes a part of it. */
  record Quotation(String value, String text, ForeignText foreign) {}

  @Provide
  Arbitrary<Quotation> quotations() {
    Arbitrary<String> values =
        Arbitraries.strings()
            .withCharRange('!', '~')
            .ofMinLength(12)
            .ofMaxLength(60)
            // The end of a tag beside seven characters of a value would pass for eight of them.
            .filter(value -> !value.contains("<") && !value.contains(">"))
            .filter(value -> !value.contains("&") && !value.contains("%"))
            .filter(value -> !value.contains("\\"));
    Arbitrary<String> around = Arbitraries.of("", "x", "value: ", "{\"a\":\"", "</p>\n<p>", "=");
    return Combinators.combine(
            values,
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(ENCODINGS),
            Arbitraries.of(BETWEEN),
            Arbitraries.integers().between(1, 9),
            around,
            Arbitraries.of(FORMS))
        .as(ForeignTextRedactionTest::quotation);
  }

  private static Quotation quotation(
      String value,
      int from,
      int to,
      UnaryOperator<String> encoding,
      String between,
      int every,
      String around,
      Function<String, ForeignText> form) {
    String encoded = encoding.apply(value);
    int start = Math.min(from, to) * encoded.length() / 100;
    int end = Math.max(from, to) * encoded.length() / 100;
    String cut = encoded.substring(start, end);
    String quoted =
        encoded.equals(value) ? wrapped(cut, between, every) : cut; // escapes are not wrapped
    String text = around + quoted + around;
    return new Quotation(value, text, form.apply(text));
  }

  private static String wrapped(String text, String between, int every) {
    StringBuilder wrapped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      wrapped.append(i > 0 && i % every == 0 ? between : "").append(text.charAt(i));
    }
    return wrapped.toString();
  }

  @Property(seed = Draws.SEED, tries = 600, edgeCases = EdgeCasesMode.NONE)
  void no_piece_of_a_value_can_be_read_however_it_is_cut_wrapped_and_encoded(
      @ForAll("quotations") Quotation quotation) {
    Redactor redactor = new Redactor();
    redactor.learn(List.of(SecretValue.of(quotation.value())));
    assertThat(piecesIn(redactor.read(quotation.foreign()), quotation.value())).isEmpty();
  }

  @Test
  void the_property_would_see_a_piece_that_is_there() {
    String value = "tok-EXAMPLE-0123456789";
    assertThat(piecesIn("x " + decimalEntities(value.substring(2, 11)), value)).isNotEmpty();
    assertThat(piecesIn("x " + Encoding.BASE64.encode("u:" + value), value)).isNotEmpty();
  }

  /** Read by other means than those of the redactor: everything is decoded that a person could. */
  private static List<String> piecesIn(String text, String value) {
    List<String> readings = List.of(text, bare(text), bare(bare(text)), base64(text));
    return java.util.stream.IntStream.rangeClosed(0, value.length() - FragmentSearch.LENGTH)
        .mapToObj(start -> value.substring(start, start + FragmentSearch.LENGTH))
        .filter(piece -> readings.stream().anyMatch(reading -> reading.contains(piece)))
        .toList();
  }

  private static String bare(String text) {
    String decoded =
        java.util.regex.Pattern.compile("&#(\\d+);|&#x(\\p{XDigit}+);|\\\\u(\\p{XDigit}{4})")
            .matcher(text)
            .replaceAll(
                match ->
                    java.util.regex.Matcher.quoteReplacement(
                        Character.toString(
                            match.group(1) != null
                                ? Integer.parseInt(match.group(1))
                                : Integer.parseInt(
                                    match.group(2) != null ? match.group(2) : match.group(3),
                                    16))));
    return decoded
        .replace("\\\\", "\\")
        .replace("\\\"", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replaceAll("[\\s\\p{Cf}\\p{Cc}]", "");
  }

  private static String base64(String text) {
    return java.util.regex.Pattern.compile("[A-Za-z0-9+/]{4,}=*")
        .matcher(text)
        .results()
        .map(run -> run.group().replace("=", ""))
        .flatMap(
            run ->
                java.util.stream.IntStream.range(0, Math.min(4, run.length()))
                    .mapToObj(run::substring))
        .map(run -> run.substring(0, run.length() / 4 * 4))
        .map(
            run ->
                new String(
                    java.util.Base64.getDecoder().decode(run),
                    java.nio.charset.StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining("\n"));
  }

  private static String decimalEntities(String text) {
    return text.chars().mapToObj(c -> "&#" + c + ";").collect(Collectors.joining());
  }

  private static String hexEntities(String text) {
    return text.chars()
        .mapToObj(c -> "&#x" + Integer.toHexString(c) + ";")
        .collect(Collectors.joining());
  }

  private static String each(String text, String format) {
    return text.chars().mapToObj(c -> String.format(format, c)).collect(Collectors.joining());
  }

  @Test
  void what_mails_and_programs_in_c_write_is_read_too() {
    String value = "tok-EXAMPLE-0123456789";
    Redactor redactor = new Redactor();
    redactor.learn(List.of(SecretValue.of(value)));
    for (String format : List.of("\\%03o", "=%02X", "&#%d")) {
      assertThat(redactor.read(ForeignText.of("no: " + each(value, format)))).isEqualTo("no: ***");
    }
    assertThat(redactor.read(ForeignText.of("no: tok-EXAM=\r\nPLE-0123456789")))
        .isEqualTo("no: ***");
  }

  private static String unicodeEscapes(String text) {
    return text.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
  }

  @Test
  void a_value_keeps_its_name_where_it_is_whole() {
    Redactor redactor = new Redactor();
    redactor.learn(
        dev.rulekeeper.secret.Secrets.map(java.util.Map.of("bot", "tok-EXAMPLE-0123456789")));
    assertThat(redactor.read(ForeignText.line("bad: tok-EXAMPLE-0123456789\nx")))
        .isEqualTo("bad: <<secret:bot>> x");
    assertThat(redactor.read(ForeignText.line("bad: tok-EXAMPLE-01234… x")))
        .isEqualTo("bad: ***… x");
  }

  @Test
  void what_was_learned_later_is_hidden_too() {
    Redactor redactor = new Redactor();
    redactor.learn(List.of(SecretValue.of("first-EXAMPLE-value")));
    assertThat(redactor.read(ForeignText.line("second-EXAMP"))).isEqualTo("second-EXAMP");
    redactor.learn(List.of(SecretValue.of("second-EXAMPLE-value")));
    assertThat(redactor.read(ForeignText.line("second-EXAMP"))).isEqualTo("***");
  }

  @Test
  void a_long_value_and_a_long_page_take_no_time_that_grows_with_the_square() {
    Redactor redactor = new Redactor();
    redactor.learn(List.of(SecretValue.of("0123456789abcdef".repeat(1_000))));
    String page = "<".repeat(200_000) + "x";
    assertThat(redactor.read(ForeignText.page(page))).startsWith("<");
  }
}
