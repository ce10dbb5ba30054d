package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignTextTest {
  private static String read(ForeignText text) {
    return text.read(UnaryOperator.identity());
  }

  @Test
  void user_and_password_of_a_url_are_left_out() {
    assertThat(
            read(
                ForeignText.of(
                    "cannot open https://bot:s3cr@tEXAMPLE@git.example.com:8443/x.git: no")))
        .isEqualTo("cannot open https://git.example.com:8443/x.git: no");
    assertThat(
            read(
                ForeignText.of(
                    "'https://ghpEXAMPLE@example.com/x' and ssh://git@example.com/y a@b")))
        .isEqualTo("'https://example.com/x' and ssh://example.com/y a@b");
  }

  @Test
  void escape_sequences_are_left_out_and_lines_kept() {
    assertThat(read(ForeignText.of("a\u001b[31mred\u001b[0m \r\n  b\n\n"))).isEqualTo("ared\n  b");
  }

  @Test
  void what_is_to_be_one_line_is_one() {
    assertThat(read(ForeignText.line(" a\r\n\tb\u2028c\u0007 d "))).isEqualTo("a b c d");
  }

  @Test
  void a_page_is_read_without_its_markup_however_broken() {
    String page = "<html><STYLE>p{}</style><p class='a'>no<!-- x --><b>w</b> &lt;<script>if(1<2)";
    assertThat(read(ForeignText.page(page))).isEqualTo("no w &lt;");
    assertThat(read(ForeignText.page("<".repeat(300_000)))).hasSizeLessThan(1_010);
    assertThat(read(ForeignText.page("<script>".repeat(40_000)))).isEmpty();
  }

  @Test
  void a_flood_is_cut_between_characters() {
    assertThat(read(ForeignText.of("x".repeat(100_000)))).hasSizeLessThan(4_010).endsWith("…");
    String cut = read(ForeignText.line("x" + "\ud83d\ude00".repeat(9_000)));
    assertThat(cut.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Test
  void each_line_of_a_program_can_be_marked_as_its_own() {
    ForeignText both = ForeignText.line("no").followedBy(ForeignText.of("a\nb").prefixed("it: "));
    assertThat(read(both)).isEqualTo("no\nit: a\nit: b");
  }

  @Test
  void the_redactor_sees_it_as_it_came_and_again_before_it_is_cut() {
    List<String> seen = new ArrayList<>();
    String came = "<p>a</p>\r\n" + "b".repeat(9_000);
    ForeignText.page(came)
        .read(
            text -> {
              seen.add(text);
              return text;
            });
    assertThat(seen).containsExactly(came, "a " + "b".repeat(9_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quoted", "ForeignText"})
  void it_cannot_be_printed_by_accident(String word) {
    assertThat(ForeignText.of("quoted").toString().contains(word)).isEqualTo(word.startsWith("F"));
  }
}
