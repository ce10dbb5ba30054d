package dev.rulekeeper.cli;

import dev.rulekeeper.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the command line and a sandbox, and answers what it likes, down to the bytes: no
 * HTTP server for good use lets one send a wrong length or end in the middle of a line.
 */
final class HostileSite implements AutoCloseable {
  /** A request, and what the sandbox would answer. */
  record Exchange(String method, String path, String body, Answer honest) {}

  /** A status and a body. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
  record Answer(int status, byte[] body) {
    Answer(int status, String body) {
      this(status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** As an honest server writes it. */
    byte[] bytes() {
      return bytes("Content-Type: application/json\r\nContent-Length: " + body.length);
    }

    byte[] bytes(String headers) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(
          ("HTTP/1.1 " + status + " Said\r\n" + headers + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      bytes.writeBytes(body);
      return bytes.toByteArray();
    }
  }

  /** Writes the answer to a request. */
  interface Answering {
    void answer(Exchange exchange, OutputStream out) throws IOException;
  }

  private final ServerSocket server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "hostile site");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client = HttpClient.newHttpClient();
  private final Sandbox sandbox;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Answering answering = HostileSite::honest;

  private HostileSite(ServerSocket server, Sandbox sandbox) {
    this.server = server;
    this.sandbox = sandbox;
  }

  static HostileSite before(Sandbox sandbox) throws IOException {
    HostileSite site =
        new HostileSite(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), sandbox);
    site.threads.execute(site::accept);
    return site;
  }

  static void honest(Exchange exchange, OutputStream out) throws IOException {
    out.write(exchange.honest().bytes());
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  /** From now on requests are answered like this. */
  void answers(Answering answering) {
    this.answering = answering;
    requests.set(0);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      // The site was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      String[] lines = head.split("\r\n");
      TreeMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (String line : lines) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1));
        }
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0").strip());
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      String[] request = lines[0].split(" ");
      requests.incrementAndGet();
      Optional<String> credentials =
          Optional.ofNullable(headers.get("authorization")).map(String::strip);
      Exchange exchange =
          new Exchange(
              request[0], request[1], body, ask(request[0], request[1], body, credentials));
      answering.answer(exchange, socket.getOutputStream());
    } catch (IOException e) {
      // The client went away, or the answer was to break.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private Answer ask(String method, String path, String body, Optional<String> credentials)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    credentials.ifPresent(text -> request.header("Authorization", text));
    HttpResponse<byte[]> reply =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(reply.statusCode(), reply.body());
  }

  /** Every text that somebody could steer a terminal, a log or a reader with. */
  static List<String> steering() {
    return new ArrayList<>(
        List.of(
            "\u001b[31mred",
            "\u001b]52;c;YWJj\u0007",
            "\r::error::overwritten",
            "\u009b2J",
            "\u202etxt.exe",
            "\u200bhidden",
            "\n::error::title",
            "\n  ::add-mask::a",
            "##[error]x",
            "##vso[task.setvariable variable=a]b",
            "\u2028next",
            "\udb40\udc41tag"));
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
