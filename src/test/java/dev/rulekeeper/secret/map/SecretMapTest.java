package dev.rulekeeper.secret.map;

import static dev.rulekeeper.secret.Secrets.TOKEN;
import static dev.rulekeeper.secret.Secrets.map;
import static dev.rulekeeper.secret.Secrets.reveal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretMapTest {
  @Test
  void later_entries_win_and_names_can_be_left_out() {
    SecretMap both = map(Map.of("a", "1", "b", "2")).with(map(Map.of("b", "3", "c", "4")));
    assertThat(reveal(both)).isEqualTo(Map.of("a", "1", "b", "3", "c", "4"));
    assertThat(both.without(List.of(new SecretName("b"))).names())
        .extracting(SecretName::value)
        .containsExactly("a", "c");
  }

  @Test
  void a_reserved_name_has_no_value_here_and_its_value_is_for_somewhere_else() {
    SecretMap map = map(Map.of("a", "1", "b", "2"));
    SecretMap reserving = map.reserving(List.of(new SecretName("b"), new SecretName("unknown")));
    assertThat(reveal(reserving)).isEqualTo(Map.of("a", "1"));
    assertThat(reserving.elsewhere()).isEqualTo(Map.of(SecretValue.of("2"), new SecretName("b")));
    assertThat(map.elsewhere()).isEmpty();
  }

  @Test
  void what_is_for_somewhere_else_stays_so_and_keeps_the_name_that_it_had_first() {
    SecretName older = new SecretName("older");
    SecretMap map = map(Map.of("a", "1")).guarding(Map.of(SecretValue.of("0"), older));
    SecretMap later =
        map(Map.of("b", "2"))
            .guarding(
                Map.of(
                    SecretValue.of("0"), new SecretName("b"),
                    SecretValue.of("9"), new SecretName("b")));
    assertThat(map.with(later).elsewhere())
        .isEqualTo(Map.of(SecretValue.of("0"), older, SecretValue.of("9"), new SecretName("b")));
    assertThat(map.without(List.of(new SecretName("a"))).elsewhere())
        .containsKey(SecretValue.of("0"));
    assertThat(reveal(map)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void a_value_of_two_names_goes_by_the_first_of_them() {
    assertThat(map(Map.of("b", "1", "a", "1", "c", "2")).byValue())
        .isEqualTo(
            Map.of(
                SecretValue.of("1"), new SecretName("a"),
                SecretValue.of("2"), new SecretName("c")));
  }

  @Test
  void neither_a_map_nor_a_value_nor_what_is_made_of_them_prints_a_value() {
    SecretMap map = map(Map.of("a", TOKEN));
    SecretValue value = SecretValue.of(TOKEN);
    assertThat(map + " " + value + " " + KnownValues.of(map).find(TOKEN))
        .doesNotContain("ATATT")
        .contains("[a]");
  }

  @Test
  void values_are_equal_by_their_text() {
    assertThat(SecretValue.of(TOKEN))
        .isEqualTo(SecretValue.of(TOKEN))
        .hasSameHashCodeAs(SecretValue.of(TOKEN));
    assertThat(SecretValue.of(TOKEN)).isNotEqualTo(SecretValue.of(TOKEN + " "));
  }
}
