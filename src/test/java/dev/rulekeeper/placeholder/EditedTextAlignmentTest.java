package dev.rulekeeper.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class EditedTextAlignmentTest {
  private static final String BODY =
      """
      {
        "text": "hello",
        "token": "<<secret:x>>",
        "auth": "Basic <<#base64>>bot:<<secret:y>><</base64>>"
      }
      """;

  @Test
  void an_unedited_text_keeps_its_template() {
    assertThat(adapt("Bearer <<secret:x>>", "Bearer old-1")).contains("Bearer <<secret:x>>");
    assertThat(adapt("<<secret:x>>", "***")).contains("<<secret:x>>");
  }

  @Test
  void a_mask_stands_for_any_value() {
    String basic = "Basic <<#base64>>bot:<<secret:x>><</base64>>";
    assertThat(adapt("Bearer <<secret:x>>", "***")).contains("Bearer <<secret:x>>");
    assertThat(adapt("Bearer <<secret:x>>", "Bearer ***")).contains("Bearer <<secret:x>>");
    assertThat(adapt(basic, "Basic ***")).contains(basic);
    assertThat(adapt("a=<<secret:x>>&b=" + basic + "&end", "a=old&b=Basic ***&end, edited"))
        .contains("a=<<secret:x>>&b=" + basic + "&end, edited");
    assertThat(adapt("first: <<secret:x>>\nsecond: <<secret:x>>\n", "first: old\nsecond: ***\n"))
        .contains("first: <<secret:x>>\nsecond: <<secret:x>>\n");
  }

  @Test
  void an_edit_elsewhere_is_text_and_the_holes_stay() {
    String live = live("old-1").replace("hello", "good bye, {{issue.key}}");
    assertThat(adapt(BODY, live)).contains(BODY.replace("hello", "good bye, {{issue.key}}"));
  }

  @Test
  void edits_on_both_sides_of_a_hole_leave_it_where_it_is() {
    String edited = BODY.replace("hello", "bye").replace("\"auth\"", "\"n\": 1, \"auth\"");
    String live = live("old-1").replace("hello", "bye").replace("\"auth\"", "\"n\": 1, \"auth\"");
    assertThat(adapt(BODY, live)).contains(edited);
  }

  @Test
  void what_is_inserted_after_a_hole_is_not_swallowed() {
    assertThat(adapt("u?token=<<secret:x>>&page=1", "u?token=old&size=2&page=1"))
        .contains("u?token=<<secret:x>>&size=2&page=1");
    assertThat(adapt("{\"token\":\"<<secret:x>>\"}", "{\"token\":\"old\",\"n\":\"1\"}"))
        .contains("{\"token\":\"<<secret:x>>\",\"n\":\"1\"}");
    assertThat(
            adapt(
                "Basic <<#base64>>bot:<<secret:x>><</base64>>\nend", "Basic Ym90Om9sZA==, a\nfin"))
        .contains("Basic <<#base64>>bot:<<secret:x>><</base64>>, a\nfin");
  }

  @Test
  void a_hole_whose_line_is_gone_goes_with_it() {
    String live = live("old-1").replace("  \"token\": \"old-1\",\n", "");
    assertThat(adapt(BODY, live)).contains(BODY.replace("  \"token\": \"<<secret:x>>\",\n", ""));
  }

  @Test
  void an_edit_inside_an_encoded_text_keeps_the_hole_inside() {
    assertThat(adapt("Basic <<#base64>>bot:<<secret:x>><</base64>>", "Basic Ym9iOm9sZA=="))
        .isEmpty();
    assertThat(
            adapt(
                "Basic <<#base64>>bot@acme.com:<<secret:x>><</base64>>",
                "Basic " + Encoding.BASE64.encode("new@acme.com:old")))
        .contains("Basic <<#base64>>new@acme.com:<<secret:x>><</base64>>");
  }

  @Test
  void equal_surroundings_are_told_apart_by_their_order() {
    String line = "curl -H 'Authorization: Bearer <<secret:%s>>' https://acme.com/\n";
    String template = line.formatted("a") + line.formatted("b");
    String live = template.replace("<<secret:a>>", "old-a").replace("<<secret:b>>", "old-b");
    assertThat(adapt(template, "set -e\n" + live)).contains("set -e\n" + template);
  }

  @Test
  void nothing_is_certain_where_the_surroundings_are_gone() {
    assertThat(adapt("Bearer <<secret:x>>", "GenieKey 1234-5678")).isEmpty();
    assertThat(adapt("Bearer <<secret:x>> for me", "")).isEmpty();
    assertThat(adapt("no hole", "no holes")).isEmpty();
  }

  @Test
  void one_tag_with_two_values_is_no_template() {
    assertThat(
            adapt(
                "first: <<secret:x>>\nsecond: <<secret:x>>\nend",
                "first: old\nsecond: new\nthe end"))
        .isEmpty();
  }

  @Test
  void texts_that_have_nothing_in_common_are_given_up() {
    String template = "word 1 ".repeat(5_000) + "<<secret:x>>";
    assertThat(adapt(template, "other 2,".repeat(5_000))).isEmpty();
  }

  private static String live(String token) {
    return PlaceholderText.parse(BODY).render(tag -> Optional.of(token));
  }

  private static Optional<String> adapt(String template, String live) {
    return PlaceholderText.parse(template).adapt(live).map(PlaceholderText::source);
  }
}
