package dev.rulekeeper.secret.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueOddityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'EXAMPLE\n'|ends with a line break",
        "'EXAMPLE\r'|ends with a line break",
        "' \n'|ends with a line break",
        "'EXAMPLE '|ends with white space",
        "'EXAMPLE\t'|ends with white space",
        "'EXAMPLE\u00a0'|ends with white space",
        "'EXAMPLE\u200b'|ends with white space",
        "'EXAMPLE\u200d'|ends with white space",
        "'EXAMPLE\u2060'|ends with white space",
        "' EXAMPLE'|begins with white space",
        "'\ufeffEXAMPLE'|begins with white space",
        "'\nEXAMPLE'|begins with white space",
        "'EX\u0000AMPLE'|holds a control character",
        "'EX\u001fAMPLE'|holds a control character",
        "'EX\u007fAMPLE'|holds a control character",
        "'EX\u009fAMPLE'|holds a control character",
        "'EX{{AMPLE'|holds {{, which the site takes for the beginning of a smart value",
      })
  void what_looks_like_a_slip_is_said_without_the_value(String value, String odd) {
    assertThat(ValueOddity.of(value)).contains(odd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "EXAMPLE",
        "EX AMPLE",
        "EX\tAM\r\nPLE",
        "EX\u00a0AMPLE",
        "EX{AM}}PLE",
        "EXAMPLE\u200e",
        "!EXAMPLE~",
        "😀",
      })
  void any_other_value_is_nothing_to_speak_of(String value) {
    assertThat(ValueOddity.of(value)).isEmpty();
  }
}
