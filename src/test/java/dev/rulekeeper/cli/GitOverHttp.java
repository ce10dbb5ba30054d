package dev.rulekeeper.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Git's own server behind a password: some tokens may read, some may write, nobody else may. */
final class GitOverHttp implements HttpHandler {
  /** What a token may do. */
  enum Right {
    READ,
    WRITE
  }

  private final Path folder;
  private final Map<String, Right> tokens = new ConcurrentHashMap<>();
  private final Set<String> proxied = ConcurrentHashMap.newKeySet();

  /** Serves the repositories in {@code folder}. */
  GitOverHttp(Path folder) {
    this.folder = folder;
  }

  GitOverHttp allow(String token, Right right) {
    tokens.put(token, right);
    return this;
  }

  /** Lets everything that comes by the proxy for this host write. */
  GitOverHttp allowProxied(String host) {
    proxied.add(host);
    return this;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<Right> right = right(exchange);
      boolean writes = exchange.getRequestURI().toString().contains("git-receive-pack");
      if (right.isEmpty()) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"Git\"");
        exchange.sendResponseHeaders(401, -1);
      } else if (writes && right.get() != Right.WRITE) {
        exchange.sendResponseHeaders(403, -1);
      } else {
        serve(exchange);
      }
    }
  }

  private Optional<Right> right(HttpExchange exchange) {
    String host = exchange.getRequestURI().getHost();
    if (host != null && proxied.contains(host)) {
      return Optional.of(Right.WRITE);
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return Optional.empty();
    }
    String login =
        new String(
            Base64.getDecoder().decode(authorization.substring("basic ".length())),
            StandardCharsets.UTF_8);
    return Optional.ofNullable(tokens.get(login.substring(login.indexOf(':') + 1)));
  }

  private void serve(HttpExchange exchange) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("GIT_"));
    variables.put("GIT_PROJECT_ROOT", folder.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("REMOTE_USER", "somebody");
    variables.put("REMOTE_ADDR", "127.0.0.1");
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", exchange.getRequestURI().getPath());
    variables.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getQuery()));
    Headers headers = exchange.getRequestHeaders();
    variables.put("CONTENT_TYPE", orEmpty(headers.getFirst("Content-Type")));
    variables.put("HTTP_CONTENT_ENCODING", orEmpty(headers.getFirst("Content-Encoding")));
    variables.put("GIT_PROTOCOL", orEmpty(headers.getFirst("Git-Protocol")));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] body = exchange.getRequestBody().readAllBytes();
    Thread sender =
        new Thread(
            () -> {
              try (OutputStream in = process.getOutputStream()) {
                in.write(body);
              } catch (IOException e) {
                // It has read what it needs.
              }
            });
    sender.start();
    answer(exchange, new BufferedInputStream(process.getInputStream()));
  }

  private static void answer(HttpExchange exchange, InputStream in) throws IOException {
    int status = 200;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String name = line.substring(0, line.indexOf(':'));
      String value = line.substring(name.length() + 1).strip();
      if (name.equals("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    byte[] body = in.readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
