package dev.rulekeeper.secret.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameWordsTest {
  @ParameterizedTest
  @CsvSource({
    "apiKey, api key",
    "APIKey, api key",
    "API_KEY, api key",
    "x-api-key, x api key",
    "Api Key, api key",
    "apikey, apikey",
    "myAPI, my api",
    "OAuth2Token, o auth2 token",
    "token2, token",
    "token_2, token",
    "-token-, token",
    "aB, a b",
    "AB, ab",
    "ABc, a bc",
    "a, a",
    "Ключ-Входа, ключ входа",
    "2fa, 2fa"
  })
  void a_name_is_read_in_whatever_spelling(String name, String words) {
    assertThat(NameWords.of(name)).isEqualTo(List.of(words.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "--", "_1_"})
  void a_name_without_letters_has_no_words(String name) {
    assertThat(NameWords.of(name)).isEmpty();
  }
}
