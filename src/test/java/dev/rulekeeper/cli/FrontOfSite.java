package dev.rulekeeper.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands between the command line and a sandbox, for sites that know less of the API. */
final class FrontOfSite implements AutoCloseable {
  /** What becomes of a read with {@code redactSensitiveFields}. */
  enum Redaction {
    IGNORED,
    REFUSED
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Sandbox sandbox;
  private final Redaction redaction;

  private FrontOfSite(HttpServer server, Sandbox sandbox, Redaction redaction) {
    this.server = server;
    this.sandbox = sandbox;
    this.redaction = redaction;
  }

  static FrontOfSite of(Sandbox sandbox, Redaction redaction) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FrontOfSite front = new FrontOfSite(server, sandbox, redaction);
    server.setExecutor(front.threads);
    server.createContext("/", front::answer);
    server.start();
    return front;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String uri = exchange.getRequestURI().toString();
      boolean redacted = uri.contains("redactSensitiveFields");
      if (redacted && redaction == Redaction.REFUSED) {
        exchange.sendResponseHeaders(400, -1);
        return;
      }
      HttpResponse<byte[]> reply = ask(uri.replace("?redactSensitiveFields=true", ""), exchange);
      exchange.getResponseHeaders().put("Content-Type", List.of("application/json"));
      exchange.sendResponseHeaders(reply.statusCode(), reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> ask(String uri, HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + uri)).GET();
    List<String> credentials =
        exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    credentials.forEach(text -> request.header("Authorization", text));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
