package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy is asked, and what its answers are taken for. */
class WebProxyRequestTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String LOGIN = "Basic Ym90OnAgQHNzRVhBTVBMRQ=="; // bot:p @ssEXAMPLE

  private static HttpAnswer send(RawServer proxy, String url) throws IOException {
    String address = "http://bot:p%20%40ssEXAMPLE@127.0.0.1:" + proxy.url().getPort();
    WebProxy environment = new WebProxy(Map.of("ALL_PROXY", address));
    try (HttpConnections connections = new HttpConnections(environment)) {
      return connections.send(
          HttpCall.get(URI.create(url)).with("Authorization", "Basic siteEXAMPLE"), LONG, LONG);
    }
  }

  private static TransportFault fault(RawServer proxy, String url) {
    return TransportFault.of(catchThrowableOfType(IOException.class, () -> send(proxy, url)));
  }

  @Test
  void a_request_by_http_is_handed_over_with_the_login() throws IOException {
    try (RawServer proxy = RawServer.saying(RawServer.ok("{}"))) {
      String target = "//a/../%2F?q=%20[]";
      HttpAnswer answer = send(proxy, "http://site.acme.example" + target);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(proxy.heads().get(0).split("\r\n"))
          .containsExactlyInAnyOrder(
              "GET http://site.acme.example" + target + " HTTP/1.1",
              "Host: site.acme.example",
              "User-Agent: rulekeeper",
              "Authorization: Basic siteEXAMPLE",
              "Proxy-Authorization: " + LOGIN);
    }
  }

  @Test
  void a_tunnel_is_asked_for_with_the_login_and_nothing_of_the_request() {
    try (RawServer proxy = RawServer.saying("HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(fault(proxy, "https://site.acme.example/secret/path"))
          .isEqualTo(TransportFault.PROXY_REFUSAL);
      assertThat(proxy.heads()).hasSize(1);
      assertThat(List.of(proxy.heads().get(0).split("\r\n")))
          .containsExactlyInAnyOrder(
              "CONNECT site.acme.example:443 HTTP/1.1",
              "Host: site.acme.example:443",
              "User-Agent: rulekeeper",
              "Proxy-Authorization: " + LOGIN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200 OK, BROKEN",
    "204 Fine, PROXY_REFUSAL",
    "201 Created, PROXY_REFUSAL",
    "302 Found, PROXY_REFUSAL",
    "403 No, PROXY_REFUSAL",
    "404 No, PROXY_REFUSAL",
    "407 Login, PROXY_LOGIN",
    "401 Login, PROXY_REFUSAL",
    "503 Later, PROXY_REFUSAL"
  })
  void what_a_proxy_says_instead_of_a_tunnel_is_never_the_answer_of_the_site(
      String status, TransportFault fault) {
    String head = "HTTP/1.1 " + status + "\r\nLocation: http://127.0.0.1:1/\r\n";
    String challenge = "Proxy-Authenticate: Basic realm=\"p\"\r\n";
    String body = "Content-Length: 2\r\n\r\n{}";
    try (RawServer proxy =
        new RawServer(
            (asked, out) -> {
              out.write((head + challenge + body).getBytes(StandardCharsets.US_ASCII));
              out.flush();
              throw new IOException("hang up");
            })) {
      assertThat(fault(proxy, "https://site.acme.example/")).isEqualTo(fault);
      assertThat(proxy.heads()).hasSize(1);
    }
  }

  @Test
  void a_proxy_that_wants_another_login_is_asked_once() throws IOException {
    try (RawServer proxy =
        RawServer.saying(
            "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                + "Content-Length: 0\r\n\r\n")) {
      assertThat(send(proxy, "http://site.acme.example/").status()).isEqualTo(407);
      assertThat(proxy.heads()).hasSize(1);
    }
  }

  @Test
  void loopback_is_reached_without_it() throws IOException {
    try (RawServer proxy = RawServer.saying(RawServer.ok("{}"));
        RawServer site = RawServer.saying(RawServer.ok("{}"))) {
      send(proxy, site.url() + "/x");
      assertThat(proxy.connections()).isZero();
      assertThat(site.heads().get(0)).doesNotContain("Proxy-Authorization", LOGIN);
    }
  }

  @Test
  void properties_of_the_JVM_name_no_proxy() throws IOException {
    try (RawServer proxy = RawServer.saying(RawServer.ok("{}"));
        HttpConnections connections = new HttpConnections(new WebProxy(Map.of()))) {
      System.setProperty("http.proxyHost", "127.0.0.1");
      System.setProperty("http.proxyPort", "" + proxy.url().getPort());
      System.setProperty("http.nonProxyHosts", "");
      assertThatThrownBy(
              () ->
                  connections.send(HttpCall.get(URI.create("http://nowhere.invalid/")), LONG, LONG))
          .isInstanceOf(java.net.UnknownHostException.class);
      assertThat(proxy.connections()).isZero();
    } finally {
      List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts")
          .forEach(System::clearProperty);
    }
  }
}
