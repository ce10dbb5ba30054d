package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.atlassian.ApiException.Kind;
import dev.rulekeeper.rule.SecretValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
  private final FakeSite site = new FakeSite();
  private final AutomationApi api = site.api();

  @AfterEach
  void close() {
    api.close();
    site.close();
  }

  private static ApiException failure(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REFUSED",
    "401, UNAUTHENTICATED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "409, REFUSED",
    "413, REFUSED",
    "415, REFUSED",
    "422, REFUSED",
    "429, FAILED",
    "500, FAILED",
    "503, FAILED",
    "418, UNEXPECTED"
  })
  void a_status_says_what_kind_of_failure_it_is(int status, Kind kind) {
    FakeSite.Quirk refusal = status == 429 ? FakeSite.throttled("3600") : FakeSite.status(status);
    site.always =
        (fake, exchange, request) ->
            request.method().equals("PUT") && refusal.deal(fake, exchange, request);
    ApiException failure = failure(() -> api.update(FakeSite.apiRule(1)));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.status()).isEqualTo(status);
    assertThat(FakeSite.told(failure))
        .contains("PUT /rule/" + FakeSite.id(1) + " at " + site.url())
        .contains("the answer was empty");
  }

  @Test
  void the_words_of_the_site_are_shown() {
    site.next(
        FakeSite.status(
            400,
            """
            {"errors":[
              {"id":"1","status":400,"code":"x","title":"Bad rule.","detail":"No actor.",
               "field":"rule.actor"},
              {"id":"2","status":400,"code":"y","title":"Bad trigger."}]}\
            """));
    assertThat(FakeSite.told(failure(() -> api.update(FakeSite.apiRule(1)))))
        .isEqualTo(
            "PUT /rule/"
                + FakeSite.id(1)
                + " at "
                + site.url()
                + " was refused with 400: Bad rule. No actor. (field rule.actor); Bad trigger.");
  }

  @Test
  void long_words_control_characters_and_markup_are_cut() {
    site.next(
        FakeSite.status(
            403, "<html><style>p {}</style><p>No\u001b[31m\naccess" + "!".repeat(1999)));
    assertThat(FakeSite.told(failure(api::summaries)))
        .contains(": No access!!!")
        .endsWith("\u2026")
        .hasSizeLessThan(1120);
  }

  @Test
  void credentials_that_the_site_quotes_are_taken_out() {
    site.next(
        FakeSite.status(
            403,
            FakeSite.error(
                "Not for "
                    + FakeSite.EMAIL
                    + " "
                    + FakeSite.TOKEN
                    + FakeSite.basic(FakeSite.TOKEN))));
    assertThat(FakeSite.told(failure(api::summaries)))
        .endsWith("Not for (hidden) (hidden)Basic (hidden)");
  }

  @Test
  void a_bad_token_is_told_on_reads() {
    site.token = "another";
    ApiException failure = failure(api::summaries);
    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(failure.hint()).contains("ATLASSIAN_API_TOKEN", "expired", "that e-mail");
  }

  @Test
  void a_service_account_is_told_by_its_address_however_the_site_refuses_it() {
    SiteConnection given = site.connection();
    AutomationApi robot =
        new SiteConnection(
                given.site(),
                "ci-1a2b@serviceaccount.atlassian.com",
                SecretValue.of(FakeSite.TOKEN),
                1,
                given.listener())
            .open(FakeSite.QUICK);
    for (int status : new int[] {401, 403}) {
      site.next(FakeSite.status(status));
      assertThat(failure(robot::summaries).hint())
          .contains("service account", "account of a person", "without scopes");
    }
  }

  @Test
  void a_lack_of_permission_in_confluence_is_one_of_confluence() {
    SiteConnection given = site.connection();
    AutomationApi confluence =
        new SiteConnection(
                new SiteLocation(
                    given.site().siteUrl(),
                    given.site().apiUrl(),
                    "confluence",
                    given.site().cloudId()),
                "ada@example.com",
                SecretValue.of(FakeSite.TOKEN),
                1,
                given.listener())
            .open(FakeSite.QUICK);
    site.next(FakeSite.status(403));
    assertThat(failure(confluence::summaries).hint())
        .contains("the token is valid", "Confluence administrator");
  }

  @Test
  void a_bad_token_is_told_on_writes_although_the_site_blames_the_body() {
    site.token = "another";
    ApiException failure = failure(() -> api.update(FakeSite.apiRule(1)));
    assertThat(failure.kind()).isEqualTo(Kind.UNAUTHENTICATED);
    assertThat(failure).hasMessageContaining("the credentials are not valid");
  }

  @Test
  void a_scoped_token_is_told_from_a_bad_one() {
    site.next(
        FakeSite.status(401, "{\"code\":401,\"message\":\"Unauthorized; scope does not match\"}"));
    ApiException failure = failure(api::summaries);
    assertThat(FakeSite.told(failure)).contains("scope does not match");
    assertThat(failure.hint()).contains("classic API token");
  }

  @Test
  void a_lack_of_permission_names_the_permission() {
    site.next(FakeSite.status(403));
    assertThat(failure(api::summaries).hint()).contains("Jira administrator");
  }

  @Test
  void a_redirect_is_not_followed_and_shown_without_its_query() {
    site.next(FakeSite.redirect("https://login.example/start?state=abc"));
    ApiException failure = failure(api::summaries);
    assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
    assertThat(failure)
        .hasMessageEndingWith(", which points to https://login.example and was not followed");
    assertThat(site.requests).hasSize(1);
  }

  @Test
  void an_answer_that_is_not_json_is_unexpected() {
    site.always = FakeSite.status(200, "<html>Log in</html>");
    ApiException failure = failure(api::summaries);
    assertThat(failure.kind()).isEqualTo(Kind.UNEXPECTED);
    assertThat(failure).hasMessageContaining("the answer is not JSON");
  }

  @Test
  void nobody_listening_is_unreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    AutomationApi nobody =
        site.connection(URI.create("http://127.0.0.1:" + port), 1).open(FakeSite.QUICK);
    ApiException failure = failure(nobody::summaries);
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "GET /rule/summary at http://127.0.0.1:"
                + port
                + " failed: the connection was refused (6 attempts)");
  }

  @Test
  void no_tls_where_tls_is_asked_for_is_unreachable_at_once() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try (Socket socket = plain.accept()) {
                  // An answer before the whole question is lost on the JDK's client now and then.
                  byte[] header = socket.getInputStream().readNBytes(5);
                  int length = ByteBuffer.wrap(header).getShort(3);
                  assertThat(socket.getInputStream().readNBytes(length)).isNotEmpty();
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      server.setDaemon(true);
      server.start();
      URI https = URI.create("https://127.0.0.1:" + plain.getLocalPort());
      ApiException failure =
          failure(() -> site.connection(https, 1).open(FakeSite.PATIENT).summaries());
      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure).hasMessageContaining("no trusted TLS connection");
      assertThat(failure.hint()).contains("trust store");
      assertThat(site.attempts).hasSize(1);
    }
  }

  @Test
  void missing_credentials_are_told_before_anything_is_sent() {
    SiteConnection given = site.connection();
    SiteLocation unknown =
        new SiteLocation(given.site().siteUrl(), given.site().apiUrl(), "jira", Optional.empty());
    SiteConnection blank = new SiteConnection(unknown, "", SecretValue.of(""), 1, given.listener());
    assertThat(failure(() -> blank.open(FakeSite.QUICK)).kind()).isEqualTo(Kind.UNAUTHENTICATED);
    SiteConnection halfBlank =
        new SiteConnection(unknown, "ada@example.com", SecretValue.of(" "), 1, given.listener());
    assertThat(failure(() -> halfBlank.open(FakeSite.QUICK)))
        .hasMessageContaining("ATLASSIAN_API_TOKEN is not set");
    assertThat(site.requests).isEmpty();
  }

  @Test
  void nothing_that_prints_a_connection_prints_its_credentials() {
    assertThat(site.connection().toString()).isEqualTo("SiteConnection[" + site.url() + "]");
    assertThat(site.connection().token().toString()).isEqualTo("SecretValue[hidden]");
  }
}
