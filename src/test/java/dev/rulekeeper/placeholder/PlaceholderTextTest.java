package dev.rulekeeper.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.placeholder.Part.Encoded;
import dev.rulekeeper.placeholder.Part.Hole;
import dev.rulekeeper.placeholder.Part.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderTextTest {
  private static final Map<String, String> VALUES = Map.of("token", "t-1", "site", "acme");

  @Test
  void every_tag_has_its_part() {
    assertThat(
            PlaceholderText.parse("a<<secret:x>>b<<var:y.1>>c<<param:z_2>>d<<>foot-er>>e").parts())
        .containsExactly(
            new Text("a"),
            new Hole(Tag.secret("x")),
            new Text("b"),
            new Hole(new Tag(Tag.Kind.VARIABLE, "y.1")),
            new Text("c"),
            new Hole(new Tag(Tag.Kind.PARAMETER, "z_2")),
            new Text("d"),
            new Hole(new Tag(Tag.Kind.FRAGMENT, "foot-er")),
            new Text("e"));
  }

  @Test
  void sections_nest() {
    assertThat(
            PlaceholderText.parse("Basic <<#base64>>bot:<<#json>><<secret:x>><</json>><</base64>>"))
        .isEqualTo(
            PlaceholderText.of(
                List.of(
                    new Text("Basic "),
                    new Encoded(
                        Encoding.BASE64,
                        List.of(
                            new Text("bot:"),
                            new Encoded(Encoding.JSON, List.of(new Hole(Tag.secret("x")))))))));
  }

  @Test
  void a_section_encodes_what_its_inside_renders_to() {
    assertThat(render("Basic <<#base64>>bot@acme.com:<<secret:token>><</base64>>"))
        .isEqualTo("Basic Ym90QGFjbWUuY29tOnQtMQ==");
    assertThat(render("https://<<var:site>>/?q=<<#urlencode>>a b&<<secret:token>><</urlencode>>"))
        .isEqualTo("https://acme/?q=a%20b%26t-1");
    assertThat(render("<<#base64>><</base64>>")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no tag",
        "a < b > c >> d",
        "{{issue.key}} {{#if(equals(1, 2))}}",
        "line\nline\r\nline\rline\u0085\u2028",
        "  <<secret:token>>  \n\t<<#base64>>\n \r\n<<secret:token>>\n<</base64>>\n\n",
        "\n<<>a>>\n",
        "<<secret:token>>>",
        "<<secret:token>><",
        "<<open>>EOF",
        "<<lt>><<secret:token>>",
        "<<open>><<lt>><<secret:token>>",
        "<<#base64>><<lt>><</base64>>",
        "\ufdd0\ufdd1<<open>>\n\ufdef\r",
      })
  void a_text_keeps_every_character(String text) {
    assertThat(PlaceholderText.parse(text).source()).isEqualTo(text);
  }

  @Test
  void literal_less_than_signs_are_understood_wherever_somebody_wrote_them() {
    assertThat(render("a <<lt>> b <<lt>><<lt>> c <<open>><<open>>")).isEqualTo("a < b << c <<<<");
    assertThat(PlaceholderText.parse("a <<lt>> b <<lt>><<lt>>").source())
        .isEqualTo("a < b <<open>>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat <<EOF                 | <<EOF is not closed by >>          | write <<open>> for a literal <<",
        "<<secret:jira             | <<secret:jira is not closed by >>  | close the tag with >>",
        "<<secret:jira>            | <<secret:jira> is not closed by >> | close the tag with >>",
        "<<secrets:jira>>          | unknown tag <<secrets:jira>>       | did you mean <<secret:jira>>?",
        "<<Secret:Jira>>           | unknown tag <<Secret:Jira>>        | did you mean <<secret:jira>>?",
        "<<sercet:jira>>           | unknown tag <<sercet:jira>>        | did you mean <<secret:jira>>?",
        "<< secret:jira >>         | unknown tag << secret:jira >>      | did you mean <<secret:jira>>?",
        "<<secret: jira>>          | unknown tag <<secret: jira>>       | did you mean <<secret:jira>>?",
        "<<> foot>>                | unknown tag <<> foot>>             | did you mean <<>foot>>?",
        "<<# base64>>x<</base64>>  | unknown tag <<# base64>>           | did you mean <<#base64>>?",
        "<<#base64>>x<</base64 >>  | unknown tag <</base64 >>           | did you mean <</base64>>?",
        "<<#bas64>>x<</bas64>>     | unknown tag <<#bas64>>             | did you mean <<#base64>>?",
        "<<base64>>                | unknown tag <<base64>>             | did you mean <<#base64>>?",
        "<<#hex>>x<</hex>>         | unknown tag <<#hex>>               | the sections are base64,",
        "<<secret:a/b>>            | unknown tag <<secret:a/b>>         | a name is made of",
        "<<secret:>>               | unknown tag <<secret:>>            | a name is made of",
        "<<secret:-a>>             | unknown tag <<secret:-a>>          | a name is made of",
        "<<jira>>                  | unknown tag <<jira>>               | write <<open>>",
        "<<>>                      | unknown tag <<>>                   | write <<open>>",
        "<<                        | << is not closed by >>             | write <<open>>",
        "<<>x                      | <<>x is not closed by >>           | write <<open>>",
        "<<!x                      | <<!x is not closed by >>           | write <<open>>",
        "<<{x                      | <<{x is not closed by >>           | write <<open>>",
        "<<{x}>>                   | unknown tag <<{x}>>                | no meaning in rule files",
        "<<!x>>                    | unknown tag <<!x>>                 | no meaning in rule files",
        "<<&secret:x>>             | unknown tag <<&secret:x>>          | did you mean <<secret:x>>?",
        "<<^base64>>x<</base64>>   | unknown tag <<^base64>>            | did you mean <<#base64>>?",
        "<<=[[ ]]=>>               | unknown tag <<=[[ ]]>>             | no meaning in rule files",
        "<<<secret:x>>             | unknown tag <<<secret:x>>          | write <<lt>>",
        "<<< word                  | <<< word is not closed by >>       | write <<lt>>",
        "<<#base64>>x              | the section <<#base64>> is not closed | close it with <</base64>>",
        "<</base64>>               | closes a section that is not open  | write <<#base64>> before it",
        "<<#base64>>x<</json>>     | where <<#base64>> has to be closed | write <</base64>>",
      })
  void anything_else_after_two_less_than_signs_is_an_error_with_a_hint(
      String text, String problem, String hint) {
    assertThatExceptionOfType(PlaceholderException.class)
        .isThrownBy(() -> PlaceholderText.parse(text))
        .withMessageContaining(problem)
        .satisfies(e -> assertThat(e.hint()).contains(hint));
  }

  @Test
  void an_error_says_where_the_tag_begins() {
    assertThatExceptionOfType(PlaceholderException.class)
        .isThrownBy(() -> PlaceholderText.parse("one\r\ntwo <<secret:x>>\n  <<oops>> <<secret:y>>"))
        .satisfies(e -> assertThat(e.offset()).hasValue(24));
    assertThatExceptionOfType(PlaceholderException.class)
        .isThrownBy(() -> PlaceholderText.parse("one <<#json>> two"))
        .satisfies(e -> assertThat(e.offset()).hasValue(4));
  }

  @Test
  void an_error_quotes_the_tag_and_not_what_follows() {
    assertThatThrownBy(() -> PlaceholderText.parse("cat <<EOF\nATATT3xFfGF0EXAMPLE"))
        .hasMessage("<<EOF… is not closed by >>");
    assertThatThrownBy(() -> PlaceholderText.parse("<<token=ATATT3xFfGF0EXAMPLE0123456789>>"))
        .hasMessageNotContaining("EXAMPLE0123456789");
  }

  @Test
  void sections_nest_no_deeper_than_anybody_needs() {
    assertThatThrownBy(() -> PlaceholderText.parse("<<#json>>".repeat(100_000)))
        .isInstanceOf(PlaceholderException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void tags_come_in_order_of_first_appearance() {
    assertThat(PlaceholderText.parse("<<var:b>><<#json>><<secret:a>><</json>><<var:b>>").tags())
        .containsExactly(new Tag(Tag.Kind.VARIABLE, "b"), Tag.secret("a"));
  }

  @Test
  void a_tag_without_a_value_is_an_error_that_names_it() {
    assertThatThrownBy(() -> render("<<secret:unset>>"))
        .hasMessage("no value for <<secret:unset>>");
  }

  @Test
  void a_value_is_never_read_as_a_template() {
    assertThat(
            PlaceholderText.parse("<<secret:x>>").render(tag -> Optional.of("<<secret:y>> {{z}}")))
        .isEqualTo("<<secret:y>> {{z}}");
  }

  @Test
  void nothing_of_a_text_is_printed_by_accident() {
    PlaceholderText template = PlaceholderText.literal("ATATT3xFfGF0EXAMPLE");
    assertThat(template + " " + template.parts()).doesNotContain("ATATT3x");
  }

  @Test
  void fragments_take_the_place_of_their_tags() {
    Map<String, PlaceholderText> fragments =
        Map.of(
            "outer", PlaceholderText.parse("[<<>inner>>]"),
            "inner", PlaceholderText.parse("token <<secret:token>>\n"));
    assertThat(
            PlaceholderText.parse("a <<>outer>> <<#base64>><<>inner>><</base64>>")
                .expand(name -> Optional.ofNullable(fragments.get(name)))
                .source())
        .isEqualTo("a [token <<secret:token>>\n] <<#base64>>token <<secret:token>>\n<</base64>>");
  }

  @Test
  void a_fragment_that_holds_itself_is_refused() {
    Map<String, PlaceholderText> fragments =
        Map.of("a", PlaceholderText.parse("<<>b>>"), "b", PlaceholderText.parse("x <<>a>>"));
    assertThatThrownBy(
            () ->
                PlaceholderText.parse("<<>a>>")
                    .expand(name -> Optional.ofNullable(fragments.get(name))))
        .isInstanceOf(PlaceholderException.class)
        .hasMessage("the fragment <<>a>> holds itself, by way of a, b");
  }

  @Test
  void a_missing_fragment_is_named_with_the_file_to_add() {
    assertThatExceptionOfType(PlaceholderException.class)
        .isThrownBy(() -> PlaceholderText.parse("<<>gone>>").expand(name -> Optional.empty()))
        .withMessage("no fragment for <<>gone>>")
        .satisfies(e -> assertThat(e.hint()).contains("templates/fragments/gone.txt"));
  }

  @Test
  void fragments_cannot_blow_up() {
    PlaceholderText twice = PlaceholderText.parse("<<>f>> <<>f>>");
    assertThatThrownBy(
            () ->
                twice.expand(
                    name ->
                        name.length() > 20
                            ? Optional.of(PlaceholderText.literal("x"))
                            : Optional.of(
                                PlaceholderText.parse(
                                    twice.source().replace("f>>", name + "f>>")))))
        .isInstanceOf(PlaceholderException.class)
        .hasMessageContaining("more than 10000 parts");
    assertThatThrownBy(
            () ->
                PlaceholderText.parse("<<>f0>>")
                    .expand(
                        name -> {
                          String next = "<<>f" + (Integer.parseInt(name.substring(1)) + 1) + ">>";
                          return Optional.of(PlaceholderText.parse(next + " " + next));
                        }))
        .isInstanceOf(PlaceholderException.class)
        .hasMessageContaining("more than 32 deep");
  }

  private static String render(String text) {
    return PlaceholderText.parse(text).render(tag -> Optional.ofNullable(VALUES.get(tag.name())));
  }
}
