package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.SecretValue;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidityCheckTest {
  private static final URI SITE = URI.create("https://acme.example");
  private static final SecretValue VALUE = SecretValue.of("hunter2EXAMPLE");

  @ParameterizedTest
  @CsvSource({
    "'', Authorization: Bearer hunter2EXAMPLE",
    "basic bot, Authorization: Basic Ym90Omh1bnRlcjJFWEFNUExF",
    "header X-Key, X-Key: hunter2EXAMPLE"
  })
  void the_value_is_sent_as_the_check_says_and_nothing_else_is(String check, String header) {
    try (RawServer server = RawServer.saying(RawServer.ok("{}"))) {
      String text = (check + " " + server.url() + "//me?q=%2F").strip();
      assertThatThrownBy(() -> ValidityCheck.parse(text, SITE)).isInstanceOf(ApiException.class);
      ValidityCheck parsed = ValidityCheck.parse(text.replace("?q=%2F", ""), SITE);
      assertThat(parsed.send(VALUE).answer()).isEqualTo(ValidityCheck.Answer.ACCEPTED);
      assertThat(server.heads().get(0).split("\r\n"))
          .containsExactlyInAnyOrder(
              "GET //me HTTP/1.1",
              "Host: " + server.url().getAuthority(),
              "User-Agent: rulekeeper",
              header);
    }
  }

  @ParameterizedTest
  @CsvSource({"200, ACCEPTED", "401, REFUSED", "403, REFUSED", "302, UNCLEAR", "500, UNCLEAR"})
  void a_status_is_an_answer(int status, ValidityCheck.Answer answer) {
    try (RawServer server =
        RawServer.saying(
            "HTTP/1.1 " + status + " Said\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(ValidityCheck.parse("" + server.url(), SITE).send(VALUE).answer())
          .isEqualTo(answer);
      assertThat(server.heads()).hasSize(1);
    }
  }

  @Test
  void no_answer_says_nothing_of_the_value() {
    try (RawServer server =
        new RawServer(
            (head, out) -> {
              throw new IOException("hang up");
            })) {
      assertThat(ValidityCheck.parse("" + server.url(), SITE).send(VALUE).answer())
          .isEqualTo(ValidityCheck.Answer.UNCLEAR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "content-length", "Connection", "Transfer-Encoding", "Expect"})
  void a_header_that_carries_the_request_carries_no_value(String header) {
    assertThatThrownBy(() -> ValidityCheck.parse("header " + header + " " + SITE, SITE))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("nothing was sent");
  }

  @Test
  void a_value_that_no_header_may_have_is_not_sent() {
    try (RawServer server = RawServer.saying(RawServer.ok("{}"))) {
      ValidityCheck check = ValidityCheck.parse("" + server.url(), SITE);
      assertThatThrownBy(() -> check.send(SecretValue.of("hunter2EXAMPLE\nX: y")))
          .isInstanceOf(ApiException.class)
          .hasMessageNotContaining("hunter2EXAMPLE");
      assertThat(server.connections()).isZero();
    }
  }
}
