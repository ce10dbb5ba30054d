package dev.rulekeeper.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnificationTest {
  @Test
  void a_hole_takes_what_stands_in_its_place() {
    assertThat(unify("Bearer <<secret:x>>", "Bearer old-1")).contains(Map.of("x", "old-1"));
    assertThat(unify("/<<secret:x>>/<<secret:y>>?z", "/a/b?z"))
        .contains(Map.of("x", "a", "y", "b"));
    assertThat(unify("no hole", "no hole")).contains(Map.of());
  }

  @Test
  void another_text_around_the_hole_is_no_match() {
    assertThat(unify("Bearer <<secret:x>>", "Basic old-1")).isEmpty();
    assertThat(unify("<<secret:x>>!", "old-1")).isEmpty();
    assertThat(unify("a<<secret:x>>", "ba")).isEmpty();
    assertThat(unify("no hole", "no holes")).isEmpty();
  }

  @Test
  void an_encoded_part_is_decoded_and_read_inside() {
    String template = "Basic <<#base64>>bot@acme.com:<<secret:x>><</base64>>";
    assertThat(unify(template, "Basic Ym90QGFjbWUuY29tOnQtMQ==")).contains(Map.of("x", "t-1"));
    assertThat(unify(template, "Basic Ym90QGFjbWUuY29tOnQtMQ")).isEmpty();
    assertThat(unify(template, "Basic ***")).isEmpty();
    assertThat(
            unify(
                "{\"a\":\"<<#json>><<secret:x>><</json>>\",\"b\":\"<<#json>><<secret:y>><</json>>\"}",
                "{\"a\":\"q\\\"\\\",\\\"\",\"b\":\"\\n\"}"))
        .contains(Map.of("x", "q\"\",\"", "y", "\n"));
    assertThat(unify("<<#urlencode>><<#base64>><<secret:x>><</base64>><</urlencode>>&", "dC0x&"))
        .contains(Map.of("x", "t-1"));
  }

  @Test
  void one_tag_has_one_value() {
    assertThat(unify("<<secret:x>>-<<secret:x>>", "a-b-a-b")).contains(Map.of("x", "a-b"));
    assertThat(unify("<<secret:x>>-<<secret:x>>", "a-b")).isEmpty();
    assertThat(unify("<<secret:x>> <<#base64>><<secret:x>><</base64>>", "t-1 dC0x"))
        .contains(Map.of("x", "t-1"));
    assertThat(unify("<<#base64>><<secret:x>><</base64>> <<secret:x>>", "dC0x t-1"))
        .contains(Map.of("x", "t-1"));
    assertThat(unify("<<#base64>><<secret:x>><</base64>> <<secret:x>>", "dC0x t-2")).isEmpty();
  }

  @Test
  void the_first_tag_takes_the_shortest_value() {
    assertThat(unify("<<secret:x>><<secret:y>>", "abc")).contains(Map.of("x", "a", "y", "bc"));
    assertThat(unify("<<secret:x>>:<<secret:y>>", "a:b:c")).contains(Map.of("x", "a", "y", "b:c"));
  }

  @Test
  void a_secret_is_empty_only_where_a_site_masks_the_whole_field() {
    assertThat(unify("<<secret:x>>", "")).contains(Map.of("x", ""));
    assertThat(unify("<<#base64>><<secret:x>><</base64>>", "")).contains(Map.of("x", ""));
    assertThat(unify("Bearer <<secret:x>>", "Bearer ")).isEmpty();
    assertThat(unify("<<secret:x>><<secret:y>>", "a")).isEmpty();
  }

  @Test
  void other_tags_may_be_empty() {
    assertThat(unify("<<param:x>>rule<<var:y>>", "rule")).contains(Map.of("x", "", "y", ""));
  }

  @Test
  void long_texts_with_many_holes_take_no_time() {
    String noise = "\",\"".repeat(30_000);
    String holes = "\"<<secret:a>>\",\"<<secret:b>>\",\"<<secret:c>>\",\"<<secret:d>>";
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(unify(holes + "!", '"' + noise + '"')).isEmpty();
          assertThat(unify(holes + "\"", '"' + noise + '"')).isPresent();
          assertThat(unify(holes + "<<secret:a>>!", '"' + noise + '"')).isEmpty();
          assertThat(
                  unify(
                      "<<#json>><<secret:a>><</json>>x<<#json>><<secret:b>><</json>>x!",
                      "x".repeat(100_000)))
              .isEmpty();
          assertThat(unify("x<<secret:a>>".repeat(1) + "x<<secret:b>>y", "x".repeat(100_000)))
              .isEmpty();
        });
  }

  private static Optional<Map<String, String>> unify(String template, String live) {
    return PlaceholderText.parse(template)
        .unify(live)
        .map(
            values ->
                values.entrySet().stream()
                    .collect(
                        java.util.stream.Collectors.toMap(
                            entry -> entry.getKey().name(), Map.Entry::getValue)));
  }
}
