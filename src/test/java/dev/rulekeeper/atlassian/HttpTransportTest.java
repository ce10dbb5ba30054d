package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.SecretValue;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one request looks like on the line, and what becomes of an answer, down to the bytes. */
class HttpTransportTest {
  private static final String JSON = "{\"a\":1}";
  private static final String LENGTH = "Content-Length: 7\r\n";
  private static final String AUTHORIZATION =
      "Basic YUBleGFtcGxlLmNvbTp0b2tlbkVYQU1QTEU="; // a@example.com:tokenEXAMPLE

  private static HttpTransport transport(URI url, Duration answerWithin) {
    return new HttpTransport(
        new Credentials("a@example.com", SecretValue.of("tokenEXAMPLE")),
        new TrustedOrigins(Set.of(TrustedOrigins.origin(url))),
        new RequestRetryPolicy(
            1,
            1,
            1,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            answerWithin));
  }

  private static ApiResponse ask(RawServer server, String target) {
    return transport(server.url(), Duration.ofSeconds(20))
        .send(ApiRequest.get(URI.create(server.url() + target), "/x"));
  }

  private static ApiResponse ask(RawServer server) {
    return ask(server, "/x");
  }

  private static List<String> lines(String head) {
    return List.of(head.split("\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//a//b",
        "/a/../b/./c",
        "/a%2Fb%2e%2E/%c3%a4",
        "/a?q=%20+a&b=[]&c='%22",
        "/a;p=1,2/$&+@:=~!*()",
        "/a??b=c?d=%2F%2f",
        "/a?%00%0d%0a"
      })
  void the_target_goes_out_as_the_URI_says_it(String target) {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      assertThat(ask(server, target).status()).isEqualTo(200);
      assertThat(lines(server.heads().get(0)).get(0)).isEqualTo("GET " + target + " HTTP/1.1");
    }
  }

  @Test
  void what_no_target_may_have_is_encoded_and_what_is_for_us_alone_stays() {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      ask(server, "/\u00e4?\u00f6");
      ask(server, "?x");
      ask(server, "/a#fragment");
      assertThat(server.heads())
          .extracting(head -> lines(head).get(0))
          .containsExactly("GET /%C3%A4?%C3%B6 HTTP/1.1", "GET /?x HTTP/1.1", "GET /a HTTP/1.1");
    }
  }

  @Test
  void a_read_has_these_headers_and_no_other() {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      ask(server);
      assertThat(lines(server.heads().get(0)))
          .containsExactlyInAnyOrder(
              "GET /x HTTP/1.1",
              "Host: " + server.url().getAuthority(),
              "Accept: application/json",
              "User-Agent: rulekeeper",
              "Authorization: " + AUTHORIZATION);
    }
  }

  @ParameterizedTest
  @CsvSource({"PUT, 9", "POST, 9", "DELETE, 0"})
  void a_write_has_these_headers_and_no_other(String method, int length) {
    Optional<String> body = Optional.of("{\"\u00e4\":12}").filter(text -> length > 0);
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      URI uri = URI.create(server.url() + "/x");
      transport(uri, Duration.ofSeconds(20)).send(new ApiRequest(method, uri, "/x", body, true));
      assertThat(lines(server.heads().get(0)))
          .containsExactlyInAnyOrder(
              method + " /x HTTP/1.1",
              "Host: " + uri.getAuthority(),
              "Accept: application/json",
              "User-Agent: rulekeeper",
              "Content-Type: application/json",
              "Content-Length: " + length,
              "Authorization: " + AUTHORIZATION);
      assertThat(server.bodies()).containsExactly(body.orElse(""));
    }
  }

  @Test
  void credentials_are_sent_where_they_belong_and_when_they_are_asked_for() {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON));
        RawServer other = RawServer.saying(RawServer.ok(JSON))) {
      HttpTransport transport = transport(server.url(), Duration.ofSeconds(20));
      transport.send(ApiRequest.get(server.url(), "/").anonymous());
      assertThat(server.heads().get(0)).doesNotContainIgnoringCase("authorization");
      assertThatThrownBy(() -> transport.send(ApiRequest.get(other.url(), "/")))
          .isInstanceOf(ApiException.class);
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void a_request_that_fails_is_sent_once() {
    try (RawServer server =
        new RawServer(
            (head, out) -> {
              throw new IOException("hang up");
            })) {
      assertThat(ask(server).fault()).contains(TransportFault.BROKEN);
      assertThat(server.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "301 Moved, Location: /y",
    "307 Temporary, Location: http://127.0.0.1:1/y",
    "401 No, WWW-Authenticate: Basic realm=\"x\"",
    "401 No, X: y",
    "503 Later, Retry-After: 0"
  })
  void an_answer_that_asks_for_another_request_is_the_answer(String status, String header) {
    try (RawServer server =
        RawServer.saying(
            "HTTP/1.1 " + status + "\r\n" + header + "\r\n" + LENGTH + "\r\n" + JSON)) {
      assertThat(ask(server).status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
      assertThat(server.heads()).hasSize(1);
    }
  }

  @Test
  void cookies_are_not_kept() {
    try (RawServer server =
        RawServer.saying("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\n" + LENGTH + "\r\n" + JSON)) {
      ask(server);
      ask(server);
      assertThat(server.heads().get(1)).doesNotContainIgnoringCase("cookie");
    }
  }

  @Test
  void a_login_that_a_site_asks_for_is_that_of_a_proxy() {
    try (RawServer server = RawServer.saying("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(ask(server).fault()).contains(TransportFault.PROXY_LOGIN);
    }
  }

  static List<String> whole() {
    return List.of(
        RawServer.ok(JSON),
        "HTTP/1.1 100 Continue\r\n\r\n" + RawServer.ok(JSON),
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + RawServer.ok(JSON),
        "HTTP/1.1 200\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 \r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.7 200 OK\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\nContent-Length: 7\n\n" + JSON,
        "HTTP/1.1 200 OK\r\n" + LENGTH + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nX-a: \u0001\u00ff\u0000b\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nX-a: 1\r\n  2\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nContent-Type: text/\u00e4;charset=nope;;=\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nX: " + "a".repeat(60_000) + "\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\n" + "X: a\r\n".repeat(200) + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;x=y\r\n{\"a\r\n4\r\n\":1}\r\n0\r\nX-Trailer: a\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("whole")
  void an_answer_may_be_odd(String answer) {
    try (RawServer server = RawServer.saying(answer)) {
      for (int i = 0; i < 2; i++) {
        ApiResponse reply = ask(server);
        assertThat(reply.fault()).isEmpty();
        assertThat(reply.body()).isEqualTo(JSON);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n"})
  void an_answer_without_a_length_ends_with_the_connection(String head) {
    try (RawServer server = cutAfter(head + JSON)) {
      assertThat(ask(server).body()).isEqualTo(JSON);
      assertThat(ask(server).body()).isEqualTo(JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "204 No Content\r\n\r\n",
        "204 No Content\r\nContent-Length: 0\r\n\r\n",
        "204 No Content\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "304 Not Modified\r\nContent-Length: 7\r\n\r\n",
        "205 Reset\r\nContent-Length: 0\r\n\r\n",
        "302 Found\r\nLocation: ht tp://%zz\u00e4\r\nContent-Length: 0\r\n\r\n",
        "301 Moved\r\nLocation:\r\nContent-Length: 0\r\n\r\n",
        "999 Odd\r\nContent-Length: 0\r\n\r\n"
      })
  void an_answer_may_have_no_body(String answer) {
    try (RawServer server = RawServer.saying("HTTP/1.1 " + answer)) {
      for (int i = 0; i < 2; i++) {
        ApiResponse reply = ask(server);
        assertThat(reply.status()).isEqualTo(Integer.parseInt(answer.substring(0, 3)));
        assertThat(reply.body()).isEmpty();
      }
    }
  }

  static List<String> broken() {
    return List.of(
        "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nContent-Length: seven\r\n\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nContent-Length: 6\r\n\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n" + JSON,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"a\":1}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-7\r\n{\"a\":1}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nX: " + "a".repeat(1 << 20),
        "HTTP/1.1 200 OK\r\n" + "X: a\r\n".repeat(2_000) + LENGTH + "\r\n" + JSON,
        "HTTP/1.1 101 Switching\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 000 Odd\r\n\r\n",
        "HTTP/1.1 99 Odd\r\n\r\n",
        "HTTP/1.1 -20 Odd\r\n\r\n",
        "HTTP/1.1 odd\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "HTTP/1.1",
        "");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void an_answer_that_is_none_is_a_broken_connection(String answer) {
    try (RawServer server = cutAfter(answer)) {
      assertThat(ask(server).fault()).contains(TransportFault.BROKEN);
    }
  }

  private static RawServer cutAfter(String answer) {
    return new RawServer(
        (head, out) -> {
          out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
          out.flush();
          throw new IOException("hang up");
        });
  }

  @Test
  void heads_without_an_end_are_not_read_for_ever() {
    try (RawServer server =
        new RawServer(
            (head, out) -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              while (true) {
                out.write("X: y\r\n".getBytes(US_ASCII));
              }
            })) {
      assertThat(ask(server).fault()).contains(TransportFault.BROKEN);
    }
  }

  @Test
  void what_is_sent_after_an_answer_is_no_answer_to_the_next_request() {
    try (RawServer server =
        RawServer.saying(RawServer.ok(JSON) + "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(ask(server).status()).isEqualTo(200);
      assertThat(ask(server).status()).isNotEqualTo(404);
    }
  }

  @Test
  void text_that_is_no_UTF_8_is_read_with_replacements() {
    try (RawServer server =
        RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a\":\"\u00ff\"}")) {
      ApiResponse reply = ask(server);
      assertThat(reply.body()).isEqualTo("{\"a\":\"\ufffd\"}");
      assertThat(reply.json().orElseThrow().path("a").textValue()).isEqualTo("\ufffd");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Length: 900000000000\r\n", "Transfer-Encoding: chunked\r\n"})
  void an_answer_without_an_end_is_not_read_on_when_it_is_too_large(String head) {
    AtomicInteger pieces = new AtomicInteger();
    String chunk = head.startsWith("Transfer") ? "100000\r\n" + "a".repeat(1 << 20) + "\r\n" : "";
    byte[] piece = chunk.isEmpty() ? new byte[1 << 20] : chunk.getBytes(US_ASCII);
    try (RawServer server =
        new RawServer(
            (request, out) -> {
              out.write(("HTTP/1.1 200 OK\r\n" + head + "\r\n").getBytes(US_ASCII));
              while (true) {
                out.write(piece);
                pieces.incrementAndGet();
              }
            })) {
      assertThat(ask(server).fault()).contains(TransportFault.TOO_LARGE);
    }
    assertThat(pieces).hasValueLessThan(100);
  }

  @Test
  void a_large_answer_is_read_whole() {
    String json = "[\"" + "a".repeat(5 << 20) + "\"]";
    try (RawServer server = RawServer.saying(RawServer.ok(json))) {
      assertThat(ask(server).body()).isEqualTo(json);
    }
  }

  @Test
  void a_connection_serves_one_request_after_the_other() {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      for (int i = 0; i < 5; i++) {
        ask(server);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void a_connection_that_the_server_closed_is_not_used() throws InterruptedException {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      ask(server);
      server.hangUp();
      Thread.sleep(300);
      URI uri = URI.create(server.url() + "/x");
      ApiResponse reply =
          transport(uri, Duration.ofSeconds(20))
              .send(new ApiRequest("POST", uri, "/x", Optional.of("{}"), true));
      assertThat(reply.status()).isEqualTo(200);
      assertThat(server.heads()).hasSize(2);
    }
  }

  @Test
  void a_connection_is_not_used_for_longer_than_the_server_keeps_it() throws InterruptedException {
    try (RawServer server =
        RawServer.saying("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\n" + LENGTH + "\r\n" + JSON)) {
      ask(server);
      Thread.sleep(1_100);
      ask(server);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void nobody_waits_for_a_connection() throws Exception {
    int many = 60;
    CountDownLatch all = new CountDownLatch(many);
    try (RawServer server =
        new RawServer(
            (head, out) -> {
              all.countDown();
              all.await(20, TimeUnit.SECONDS);
              out.write(RawServer.ok(JSON).getBytes(US_ASCII));
            })) {
      ExecutorService threads = Executors.newFixedThreadPool(many);
      List<Future<ApiResponse>> replies =
          IntStream.range(0, many).mapToObj(i -> threads.submit(() -> ask(server))).toList();
      for (Future<ApiResponse> reply : replies) {
        assertThat(reply.get().status()).isEqualTo(200);
      }
      threads.shutdown();
    }
  }

  /** How a server can keep one waiting. */
  enum Delay {
    SILENT {
      @Override
      void answer(OutputStream out) {}
    },
    DRIPPING_HEADERS {
      @Override
      void answer(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
        while (true) {
          drip(out, "X: y\r\n");
        }
      }
    },
    INTERIM_ANSWERS {
      @Override
      void answer(OutputStream out) throws IOException, InterruptedException {
        while (true) {
          drip(out, "HTTP/1.1 102 Processing\r\n\r\n");
        }
      }
    },
    DRIPPING_BODY {
      @Override
      void answer(OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
        while (true) {
          drip(out, " ");
        }
      }
    },
    STALLED_BODY {
      @Override
      void answer(OutputStream out) throws IOException {
        out.write(RawServer.ok(JSON).substring(0, 40).getBytes(US_ASCII));
        out.flush();
      }
    };

    abstract void answer(OutputStream out) throws IOException, InterruptedException;

    private static void drip(OutputStream out, String text)
        throws IOException, InterruptedException {
      out.write(text.getBytes(US_ASCII));
      out.flush();
      Thread.sleep(50);
    }

    void keepWaiting(String head, OutputStream out) throws IOException, InterruptedException {
      answer(out);
      Thread.sleep(30_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_answer_has_so_much_time_and_no_more(Delay delay) throws InterruptedException {
    try (RawServer server = new RawServer(delay::keepWaiting)) {
      long start = System.nanoTime();
      ApiResponse reply =
          transport(server.url(), Duration.ofMillis(400)).send(ApiRequest.get(server.url(), "/"));
      assertThat(reply.fault()).contains(TransportFault.TIMED_OUT);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(399), Duration.ofSeconds(10));
      assertThat(server.heads()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void who_is_interrupted_waits_no_longer(Delay delay) throws Exception {
    try (RawServer server = new RawServer(delay::keepWaiting)) {
      Thread here = Thread.currentThread();
      Thread other =
          new Thread(
              () -> {
                while (server.heads().isEmpty()) {
                  Thread.onSpinWait();
                }
                here.interrupt();
              });
      other.start();
      HttpTransport transport = transport(server.url(), Duration.ofSeconds(20));
      assertThatThrownBy(() -> transport.send(ApiRequest.get(server.url(), "/")))
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      other.join();
    }
  }

  @Test
  void who_was_interrupted_before_sends_nothing() {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> ask(server)).hasMessageContaining("interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.heads()).isEmpty();
    }
  }

  @Test
  void many_requests_leave_no_thread_and_no_connection_behind() {
    try (RawServer server = RawServer.saying(RawServer.ok(JSON))) {
      ask(server);
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      for (int i = 0; i < 300; i++) {
        ask(server);
      }
      assertThat(server.connections()).isEqualTo(1);
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(
              thread -> thread.getName().startsWith("rulekeeper") && !before.contains(thread))
          .isEmpty();
    }
  }

  @Test
  void nobody_at_the_other_end_has_its_names() throws Exception {
    for (String url : List.of("http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost:1/")) {
      assertThat(fault(url)).as(url).contains(TransportFault.REFUSED);
    }
    assertThat(fault("http://nowhere.invalid/")).contains(TransportFault.UNKNOWN_HOST);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread plain =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  socket.getOutputStream().write("no TLS here\r\n\r\n".getBytes(US_ASCII));
                  socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // The client went away.
                }
              });
      plain.start();
      assertThat(fault("https://127.0.0.1:" + server.getLocalPort() + "/"))
          .contains(TransportFault.TLS);
      plain.join();
    }
  }

  private static Optional<TransportFault> fault(String url) {
    URI uri = URI.create(url);
    return transport(uri, Duration.ofSeconds(20)).send(ApiRequest.get(uri, "/")).fault();
  }

  @Test
  void a_value_that_no_header_may_have_is_not_sent_and_not_shown() {
    HttpCall call = HttpCall.get(URI.create("http://127.0.0.1:1/"));
    for (String value :
        List.of("a\nX: hunter2EXAMPLE", "hunter2EXAMPLE\r", "hunter2EXAMPLE\u0100")) {
      assertThatThrownBy(() -> call.with("Authorization", value))
          .isInstanceOf(ApiException.class)
          .hasMessageNotContaining("hunter2EXAMPLE");
    }
    assertThat(call.with("Authorization", "hunter2EXAMPLE").toString())
        .doesNotContain("hunter2EXAMPLE");
  }
}
