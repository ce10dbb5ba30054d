package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1.10", "1.0", "9223372036854775808", "-0.5", "1E+3", "1743568964.174", "0.00"})
  void a_number_keeps_its_digits(String number) {
    assertThat(ExactJson.write(ExactJson.read(number))).isEqualTo(number);
  }

  @Test
  void a_number_that_no_tree_can_hold_is_not_json() {
    assertThat(ExactJson.parse("1e99999999999")).isEmpty();
  }
}
