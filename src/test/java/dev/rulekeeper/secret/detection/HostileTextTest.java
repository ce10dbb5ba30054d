package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.secret.Rules;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text made to be slow is still read in about linear time. */
class HostileTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ",
        "eyJ.",
        "eyJaaaaaaaa.",
        "ATATT3",
        "ATATT3 ",
        "ghp_",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n- ",
        "sk-",
        "sk-a",
        "token=",
        "token:\"",
        "token:\\\"",
        "token:\\\\\\\"",
        "token='\"",
        "\"token\":",
        "://",
        "a://",
        "http://a?token=",
        "{{",
        "<<",
        "<<secret:",
        "{{a",
        "\\",
        "\\u00",
        "%",
        "%41",
        "%e2%82",
        "<a>",
        "<token>",
        "<",
        "AccountKey=",
        "8Q~",
        "abc8Q~",
        "JQQJ99",
        ":AA",
        "1:AA",
        ".atlasv1.",
        "data:image/",
        "AAAA=",
        "=0A1B2C3D",
        "a=",
        "a&",
        "Bearer ",
        "Basic YTpi",
        " ",
        "0",
        "A",
        "a1",
        "Mz",
        "_",
        "-",
        "AIza",
        "xoxb-",
        "0123456789abcdef-us",
        "a@",
        "https://a:",
        "\"",
        "\\\"",
        "cookie=a;",
        "SG.",
        "AKIA",
        "\u20ac",
        "{\"token\":\"",
        "password: ",
        "key ",
        "EAAA",
        "pat-na1-"
      })
  void a_repeated_piece_takes_no_longer_than_seconds(String piece) {
    String text = piece.repeat(100_000 / piece.length());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          new Detector().find(Rules.body(text));
          new Detector().find(Rules.request(text));
          new Detector().find(Rules.hiddenHeader("Authorization", text));
        });
  }

  @Test
  void a_long_credential_is_found_whole() {
    String value = "q7Wk2Zp9".repeat(130_000);
    assertThat(Rules.values(Rules.hiddenHeader("Authorization", "Bearer " + value)))
        .containsExactly(value);
    assertThat(Rules.values(Rules.body("{\"token\": \"" + value + "\"}"))).containsExactly(value);
  }
}
