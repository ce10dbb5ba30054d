package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caller of the site's API over real HTTP, as a user with a token. */
final class Caller {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Sandbox sandbox;
  private final String authorization;

  private Caller(Sandbox sandbox, String email, String token) {
    this.sandbox = sandbox;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((email + ":" + token).getBytes(StandardCharsets.UTF_8));
  }

  static Caller of(Sandbox sandbox) {
    return as(sandbox, sandbox.email(), sandbox.token());
  }

  static Caller as(Sandbox sandbox, String email, String token) {
    return new Caller(sandbox, email, token);
  }

  String base() {
    return "/automation/public/jira/" + sandbox.cloudId() + "/rest/v1";
  }

  /** {@code path} below the API where it does not begin with a slash. */
  Reply get(String path) {
    return send(request("GET", path, null));
  }

  Reply post(String path, String body) {
    return send(request("POST", path, body));
  }

  Reply post(String path, JsonNode body) {
    return post(path, ExactJson.write(body));
  }

  Reply put(String path, String body) {
    return send(request("PUT", path, body));
  }

  Reply put(String path, JsonNode body) {
    return put(path, ExactJson.write(body));
  }

  Reply delete(String path) {
    return send(request("DELETE", path, ""));
  }

  HttpRequest.Builder request(String method, String path, @Nullable String body) {
    String full = path.startsWith("/") ? path : base() + "/" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(sandbox.url() + full))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", authorization)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return body == null ? request : request.header("Content-Type", "application/json");
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return Reply.of(http.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The envelope of a rule as the API gives it. */
  ObjectNode rule(String id) {
    return (ObjectNode) get("rule/" + id).json();
  }

  /** The rows of all pages, in the order in which they came. */
  List<JsonNode> summaries(int limit) {
    List<JsonNode> rows = new ArrayList<>();
    String query = "?limit=" + limit;
    while (query != null) {
      JsonNode page = get("rule/summary" + query).json();
      page.get("data").forEach(rows::add);
      query = page.get("links").get("next").textValue();
    }
    return rows;
  }

  String idOf(String name) {
    return summaries(100).stream()
        .filter(row -> row.get("name").asText().equals(name))
        .map(row -> row.get("uuid").asText())
        .findFirst()
        .orElseThrow();
  }

  record Reply(int status, String body, HttpResponse<String> response) {
    static Reply of(HttpResponse<String> response) {
      return new Reply(response.statusCode(), response.body(), response);
    }

    JsonNode json() {
      return ExactJson.read(body);
    }

    /** The code and title of the first error. */
    String error() {
      JsonNode error = json().path("errors").path(0);
      return error.path("code").asText() + ": " + error.path("title").asText();
    }
  }
}
