package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path the path, still encoded
 * @param query the query, still encoded, or {@code ""}
 * @param body the body as UTF-8 text
 */
record SiteRequest(String method, String path, String query, Headers headers, String body) {

  /** Reads the whole request, so that the connection can be kept. */
  static SiteRequest read(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    return new SiteRequest(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? "" : query,
        exchange.getRequestHeaders(),
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  Optional<String> parameter(String name) {
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).equals(name)) {
        return Optional.of(decode(pair.substring(equals + 1)));
      }
    }
    return Optional.empty();
  }

  /** Every value of a parameter that is given several times. */
  List<String> parameters(String name) {
    List<String> values = new ArrayList<>();
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        values.add(decode(pair.substring(name.length() + 1)));
      }
    }
    return values;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // Not encoded as it should be: no parameter accepts it as it is.
    }
  }

  boolean hasJsonContentType() {
    return header("Content-Type").filter(t -> t.startsWith("application/json")).isPresent();
  }

  /** The body where it is a JSON object. */
  Optional<ObjectNode> json() {
    return ExactJson.parse(body).filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  /** Names the request and nothing that may be secret. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
