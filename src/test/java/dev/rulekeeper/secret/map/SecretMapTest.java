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
