package dev.rulekeeper.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request to a port of this machine. By hand, because the JDK's old client cannot send
 * {@code PATCH}, and its new one belongs to another room.
 */
final class LoopbackClient {
  private static final int TIMEOUT_MILLIS = 10_000;

  private LoopbackClient() {}

  /** Whether method and headers can be sent: nothing in them that ends a line. */
  static boolean canSend(OutgoingRequest request) {
    return request.method().chars().allMatch(Character::isLetter)
        && request.headers().entrySet().stream()
            .allMatch(header -> isOneLine(header.getKey()) && isOneLine(header.getValue()));
  }

  private static boolean isOneLine(String text) {
    return text.chars().noneMatch(c -> c < ' ');
  }

  /** The status of the answer. */
  static int send(URI uri, OutgoingRequest request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      out.write(head(uri, request, body.length).getBytes(StandardCharsets.UTF_8));
      out.write(body);
      out.flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      return status(in.readLine());
    }
  }

  private static String head(URI uri, OutgoingRequest request, int length) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(uri.getRawPath()).append(query);
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getRawAuthority());
    head.append("\r\nConnection: close\r\nContent-Length: ").append(length).append("\r\n");
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static int status(@Nullable String line) throws IOException {
    String[] words = line == null ? new String[0] : line.split(" ");
    if (words.length < 2) {
      throw new IOException("no answer");
    }
    return Integer.parseInt(words[1]);
  }
}
