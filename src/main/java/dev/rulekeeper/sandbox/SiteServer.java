package dev.rulekeeper.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** HTTP/1.1 with keep-alive on loopback: sockets, threads, and answers that break on purpose. */
final class SiteServer implements AutoCloseable {
  /** Handles what came in. */
  interface Handler {
    /** The answer, and how to spoil it. */
    Served serve(SiteRequest ask);
  }

  /**
   * What to send.
   *
   * @param fault {@link FaultKind#RESET}, {@link FaultKind#TRUNCATED} and {@link FaultKind#HANG}
   *     break the connection; the others are in the answer already
   * @param notBeforeNanos the time of {@link System#nanoTime} at which to send it
   */
  record Served(SiteResponse answer, FaultKind fault, long notBeforeNanos) {}

  private static final int CONNECTIONS_WAITING = 256;
  private final HttpServer server;
  private final ExecutorService threads;

  private SiteServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /** Takes the port; nothing is served before {@link #start}. */
  static SiteServer bind(int port) {
    // The server writes headers and body apart; without this each answer on a kept connection
    // waits 40 ms for the client's delayed acknowledgement. Read once, when the class is loaded.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      return new SiteServer(HttpServer.create(address, CONNECTIONS_WAITING), threads());
    } catch (IOException e) {
      throw new SandboxException(
          "The sandbox cannot listen on port " + port + " of loopback; try another port.", e);
    }
  }

  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "sandbox-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /** {@code http://127.0.0.1:PORT}. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void start(Handler handler) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> handle(exchange, handler));
    server.start();
  }

  private static void handle(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Served served = handler.serve(SiteRequest.read(exchange));
      sleepUntil(served.notBeforeNanos());
      send(exchange, served);
    }
  }

  private static void send(HttpExchange exchange, Served served) throws IOException {
    if (served.fault() == FaultKind.RESET || served.fault() == FaultKind.HANG) {
      return;
    }
    SiteResponse answer = served.answer();
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    boolean whole = served.fault() != FaultKind.TRUNCATED;
    // A truncated answer promises at least one byte more than it brings.
    long promised = whole ? body.length : body.length + 1L;
    exchange.sendResponseHeaders(answer.status(), promised == 0 ? -1 : promised);
    if (promised > 0) {
      exchange.getResponseBody().write(body, 0, whole ? body.length : body.length / 2);
      exchange.getResponseBody().flush();
    }
  }

  private static void sleepUntil(long nanoTime) {
    try {
      long left = nanoTime - System.nanoTime();
      if (left > 0) {
        TimeUnit.NANOSECONDS.sleep(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends at once; requests under way get no answer. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
