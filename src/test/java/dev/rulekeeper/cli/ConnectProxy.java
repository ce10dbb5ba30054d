package dev.rulekeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy as companies have them: it makes tunnels by {@code CONNECT}, for whoever logs in where it
 * wants a login, and is the only one that knows where a host is.
 */
final class ConnectProxy implements AutoCloseable {
  private final ServerSocket server = Pipe.listen();
  private final Optional<String> login;
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final List<String> tunnels = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** One that wants {@code login}, as {@code user:password}, or none. */
  ConnectProxy(Optional<String> login) {
    this.login = login;
    Pipe.serve(server, this::handle);
  }

  /** Lets a host be the port on loopback. */
  ConnectProxy route(String host, int port) {
    ports.put(host, port);
    return this;
  }

  int port() {
    return server.getLocalPort();
  }

  /** The hosts that tunnels were made to. */
  List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  /** What tunnels were asked for, made or not. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(Socket client) throws IOException {
    String head = head(client.getInputStream());
    String[] words = head.split("[ \r\n]", 3);
    String host = words.length > 1 ? words[1].replaceFirst(":\\d+$", "") : "";
    asked.add(host);
    if (!words[0].equals("CONNECT") || !ports.containsKey(host)) {
      answer(client, "502 Bad Gateway", "");
    } else if (!loggedIn(head)) {
      answer(
          client, "407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"p\"\r\n");
    } else {
      tunnels.add(host);
      client.getOutputStream().write(bytes("HTTP/1.1 200 Connection established\r\n\r\n"));
      Pipe.join(client, ports.get(host));
    }
  }

  private boolean loggedIn(String head) {
    return login.isEmpty()
        || head.toLowerCase(Locale.ROOT)
            .contains(
                ("proxy-authorization: basic "
                        + Base64.getEncoder().encodeToString(bytes(login.get())))
                    .toLowerCase(Locale.ROOT));
  }

  private static void answer(Socket client, String status, String headers) throws IOException {
    client
        .getOutputStream()
        .write(
            bytes(
                "HTTP/1.1 "
                    + status
                    + "\r\n"
                    + headers
                    + "Content-Length: 0\r\nConnection: close\r\n\r\n"));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return text.toString();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
