package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedOriginsTest {
  private static final String SITE = "https://acme.atlassian.net";

  @ParameterizedTest
  @CsvSource({
    "https://acme.atlassian.net, https://api.atlassian.com",
    "https://ACME.atlassian.net, https://acme.atlassian.net/gateway/api",
    "https://automation.acme.example, https://API.atlassian.com/",
    "http://localhost:8080, http://127.0.0.1:8081",
    "http://[::1]:8080, http://127.255.0.9",
    "https://acme.atlassian.net, http://127.0.0.1:9"
  })
  void credentials_go_to_the_site_to_the_api_and_to_loopback(URI site, URI api) {
    assertThatCode(() -> TrustedOrigins.of(site, api)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://acme.atlassian.net, https://api.atlassian.com",
    "https://acme.atlassian.net, http://api.atlassian.com",
    "https://acme.atlassian.net, https://api.atlassian.com.evil.example",
    "https://acme.atlassian.net, https://evil-api.atlassian.com",
    "https://acme.atlassian.net, https://atlassian.net",
    "https://acme.atlassian.net, https://api.atlassian.com@evil.example",
    "https://acme.atlassian.net, http://127.0.0.1.evil.example",
    "https://acme.atlassian.net, http://localhost.evil.example",
    "https://acme.atlassian.net, http://127.0.0.256",
    "https://acme.atlassian.net, https:api.atlassian.com",
    "https://acme.atlassian.net, ftp://127.0.0.1",
    "https://acme.atlassian.net/?a=b, https://api.atlassian.com",
    "https://bot:pw@acme.atlassian.net, https://api.atlassian.com",
    "acme.atlassian.net, https://api.atlassian.com"
  })
  void credentials_go_nowhere_else(URI site, URI api) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> TrustedOrigins.of(site, api));
    assertThat(refusal.kind()).isEqualTo(ApiException.Kind.UNSAFE);
    assertThat(refusal).hasMessageNotContaining("pw@").hasMessageContaining("nothing was sent");
  }

  @Test
  void each_request_is_held_against_scheme_host_and_port() {
    TrustedOrigins scope =
        TrustedOrigins.of(URI.create(SITE), URI.create("https://api.atlassian.com"));
    assertThatCode(() -> scope.require(URI.create("https://api.atlassian.com:443/a?b")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> scope.require(URI.create("http://api.atlassian.com/a")))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> scope.require(URI.create("https://api.atlassian.com:444/a")))
        .isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> scope.require(URI.create("https://other.atlassian.net/a")))
        .isInstanceOf(ApiException.class);
  }
}
