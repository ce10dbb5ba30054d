package dev.rulekeeper.secret.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExpirySourceTest {
  @ParameterizedTest
  @EnumSource
  void every_source_is_found_by_its_word(ExpirySource source) {
    assertThat(ExpirySource.of(source.word())).contains(source);
  }

  @ParameterizedTest
  @CsvSource({
    "PERSON, person, written by a person",
    "VALUE, value, the value says so",
    "LATEST, latest, at the latest",
    "ORGANIZATION, organization, the organization says so",
    "SERVICE, service, the service says so"
  })
  void the_ledger_has_a_word_and_people_have_a_sentence(
      ExpirySource source, String word, String meaning) {
    assertThat(source.word()).isEqualTo(word);
    assertThat(source.meaning()).isEqualTo(meaning);
  }

  @Test
  void another_word_is_no_source() {
    assertThat(ExpirySource.of("PERSON")).isEmpty();
    assertThat(ExpirySource.of("")).isEmpty();
  }

  @Test
  void a_date_is_printed_with_how_it_is_known() {
    assertThat(new Expiry(LocalDate.of(2027, 1, 31), ExpirySource.LATEST))
        .hasToString("2027-01-31 (at the latest)");
  }
}
