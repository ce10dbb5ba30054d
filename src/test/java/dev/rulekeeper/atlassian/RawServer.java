package dev.rulekeeper.atlassian;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says what it likes, byte for byte, and remembers what it was asked. */
final class RawServer implements AutoCloseable {
  /** What becomes of one request. */
  interface Answer {
    void to(String head, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Answer answer;

  RawServer(Answer answer) {
    this.answer = answer;
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    background(this::accept);
  }

  /** One that answers everything with {@code bytes} and keeps the connection. */
  static RawServer saying(String bytes) {
    return new RawServer((head, out) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** An answer of 200 with this body, as an honest server writes it. */
  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The heads of all requests, from the request line to the blank line. */
  List<String> heads() {
    return heads;
  }

  List<String> bodies() {
    return bodies;
  }

  int connections() {
    return connections.get();
  }

  /** How many connections nobody has closed. */
  long open() {
    return sockets.stream().filter(socket -> !socket.isClosed()).count();
  }

  /** Closes every connection, as a server does that was idle for long. */
  void hangUp() {
    sockets.forEach(RawServer::close);
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = server.accept();
      socket.setTcpNoDelay(true);
      sockets.add(socket);
      connections.incrementAndGet();
      background(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        bodies.add(body(head, in));
        heads.add(head);
        answer.to(head, socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    }
  }

  private static String body(String head, InputStream in) throws IOException {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        int length = Integer.parseInt(line.substring(15).strip());
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (last != 0x0d0a0d0a) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      last = last << 8 | next;
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static void background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The client went away, or the test is over.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "raw server");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(AutoCloseable each) {
    try {
      each.close();
    } catch (Exception e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() {
    close(server);
    hangUp();
  }
}
