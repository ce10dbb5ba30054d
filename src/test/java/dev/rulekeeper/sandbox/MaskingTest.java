package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a redacted answer hides, and what it shows as it is. */
class MaskingTest {
  @Test
  void a_hidden_header_is_masked_and_one_that_is_shown_is_not() {
    assertThat(
            Masking.mask(
                """
                {"headers": [
                  {"name": "Authorization", "value": "Bearer EXAMPLE-1", "headerSecure": true},
                  {"name": "Accept", "value": "text/plain", "headerSecure": false}]}
                """))
        .contains("\"value\":\"***\"", "\"value\":\"text/plain\"")
        .doesNotContain("EXAMPLE");
  }

  @Test
  void a_hidden_address_is_masked_however_deep_it_stands() {
    assertThat(
            Masking.mask(
                """
                {"components": [{"children": [{"value":
                  {"url": "https://hooks.example/EXAMPLE-2", "urlSecure": true}}]}]}
                """))
        .contains("\"url\":\"***\"")
        .doesNotContain("EXAMPLE");
  }

  @Test
  void numbers_and_what_nobody_hides_stay_to_the_digit() {
    String text =
        "{\"url\":\"https://hooks.example/\",\"number\":1.10,\"large\":9223372036854775808}";
    assertThat(Masking.mask(text)).isEqualTo(text);
  }
}
