package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bitbucket: a clone that goes through the proxy of Pipelines and needs no login, Code Insights
 * through the same proxy, and the API for pull requests with a token.
 */
final class BitbucketForge extends Forge {
  private static final String FILE = "bitbucket-pipelines.yml";
  private static final String TOKEN = "ATCTT-repositoryTokenEXAMPLE";
  private static final String API = "/2.0/repositories/" + REPOSITORY;
  private static final Set<String> SEVERITIES = Set.of("LOW", "MEDIUM", "HIGH", "CRITICAL");

  BitbucketForge(Path folder) throws IOException {
    super(folder);
    git().allow(TOKEN, GitOverHttp.Right.WRITE).allowProxied("bitbucket.org");
    server()
        .createContext(
            API,
            exchange -> {
              try (exchange) {
                api(exchange);
              }
            });
    runner()
        .command(
            "curl",
            """
            #!/bin/bash
            # Leads the addresses of Bitbucket and of its proxy to the stand-in.
            arguments=()
            for a in "$@"; do
              a=${a/#https:\\/\\/api.bitbucket.org/%1$s}
              arguments+=("${a/#http:\\/\\/localhost:29418/%1$s}")
            done
            exec '%2$s' "${arguments[@]}"
            """
                .formatted(url(), program("curl")));
  }

  @Override
  String name() {
    return "bitbucket";
  }

  /** As Pipelines does it: a whole clone through its proxy; a pull request is merged first. */
  @Override
  Path checkedOut(String branch) throws IOException {
    Path clone = newClone();
    runner()
        .run(
            folder(),
            Map.of("CLONE", clone.toString(), "BRANCH", branch),
            """
            git -c http.http://bitbucket.org/.proxy=%1$s clone -q --branch="$BRANCH" \
              http://bitbucket.org/%2$s.git "$CLONE" && cd "$CLONE"
            git config http.http://bitbucket.org/.proxy %1$s
            git config url.%3$s/.insteadOf https://x-token-auth:%4$s@bitbucket.org/
            [ "$BRANCH" = main ] || git -c user.name=Pipelines -c user.email=p@bitbucket.invalid \
              merge -q --no-edit origin/main
            """
                .formatted(
                    url(), REPOSITORY, url().replace("//", "//x-token-auth:" + TOKEN + "@"), TOKEN))
        .endedWith(0);
    return clone;
  }

  @Override
  Runner.Step check(Path clone) throws IOException {
    return run(clone, pipeline(clone, FILE).path("pipelines").path("pull-requests"), 0, Map.of());
  }

  @Override
  Runner.Step plan(Path clone, Sandbox site) throws IOException {
    return run(
        clone, pipeline(clone, FILE).path("pipelines").path("pull-requests"), 1, credentials(site));
  }

  /** The plan in a fork, which has no variables. */
  Runner.Step planOfFork(Path clone) throws IOException {
    return run(clone, pipeline(clone, FILE).path("pipelines").path("pull-requests"), 1, Map.of());
  }

  @Override
  Runner.Step sync(Path clone, Sandbox site, String secrets) throws IOException {
    return run(
        clone, pipeline(clone, FILE).path("pipelines").path("branches"), 1, all(site, secrets));
  }

  @Override
  Runner.Step night(Path clone, Sandbox site, String secrets) throws IOException {
    return run(clone, custom(clone, "drift"), 0, all(site, secrets));
  }

  @Override
  Runner.Step week(Path clone) throws IOException {
    return run(clone, custom(clone, "expiry"), 0, Map.of());
  }

  private static JsonNode custom(Path clone, String name) throws IOException {
    JsonNode custom = pipeline(clone, FILE).path("pipelines").path("custom");
    return JsonNodeFactory.instance.objectNode().set(name, custom.path(name));
  }

  private static Map<String, String> all(Sandbox site, String secrets) {
    Map<String, String> variables = new HashMap<>(credentials(site));
    variables.put("RULEKEEPER_SECRETS", secrets);
    variables.put("RULEKEEPER_BITBUCKET_TOKEN", TOKEN);
    return variables;
  }

  /** Runs the step {@code index} of the one pipeline in {@code pipelines}. */
  private Runner.Step run(Path clone, JsonNode pipelines, int index, Map<String, String> variables)
      throws IOException {
    JsonNode step = pipelines.elements().next().path(index).path("step");
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("RULEKEEPER_API_URL", apiOfSite(clone));
    environment.put("BITBUCKET_REPO_FULL_NAME", REPOSITORY);
    environment.put("BITBUCKET_CLONE_DIR", clone.toString());
    environment.put("BITBUCKET_BRANCH", "main");
    environment.put(
        "BITBUCKET_COMMIT", runner().run(clone, Map.of(), "git rev-parse HEAD").said().strip());
    StringBuilder script = new StringBuilder();
    step.path("script").forEach(line -> script.append(line.asText()).append('\n'));
    return runner().run(clone, environment, script.toString());
  }

  /** The sandbox answers for the API as well. */
  private static String apiOfSite(Path clone) throws IOException {
    return Files.readString(clone.resolve("rulekeeper.yaml"))
        .lines()
        .filter(line -> line.contains("http://"))
        .map(line -> line.replaceFirst(".*(http://[^\\s,}\"]+).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private void api(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    String by = exchange.getRequestHeaders().getFirst("Authorization");
    if (path.startsWith("/commit/")) {
      boolean proxied = "api.bitbucket.org".equals(exchange.getRequestURI().getHost());
      insights(exchange, proxied, path);
    } else if (!("Bearer " + TOKEN).equals(by)) {
      answer(exchange, 401, error("Token is invalid"));
    } else if (exchange.getRequestMethod().equals("GET")) {
      String query = fields(exchange.getRequestURI().getRawQuery()).getOrDefault("q", "");
      ObjectNode page = JsonNodeFactory.instance.objectNode();
      page.putArray("values");
      for (String branch : requests()) {
        if (query.equals("source.branch.name = \"" + branch + "\" AND state = \"OPEN\"")) {
          page.withArray("values").addObject().put("id", 12);
        }
      }
      answer(exchange, 200, page);
    } else {
      JsonNode request = ExactJson.read(body(exchange));
      String branch = request.path("source").path("branch").path("name").asText();
      boolean whole = !branch.isEmpty() && !request.path("title").asText().isEmpty();
      if (whole) {
        requests().add(branch);
      }
      answer(exchange, whole ? 201 : 400, error("see there"));
    }
  }

  private void insights(HttpExchange exchange, boolean proxied, String path) throws IOException {
    JsonNode body = ExactJson.read(body(exchange));
    boolean report = path.matches("/commit/[0-9a-f]{40}/reports/[a-z0-9._-]+");
    boolean annotations = path.matches("/commit/[0-9a-f]{40}/reports/[a-z0-9._-]+/annotations");
    String method = exchange.getRequestMethod();
    if (!proxied) {
      answer(exchange, 401, error("not through the proxy of Pipelines"));
    } else if (report && method.equals("PUT")) {
      Optional<String> wrong = wrongReport(body);
      if (wrong.isEmpty()) {
        notes().clear();
        notes().put(0, body.toString());
      }
      answer(exchange, wrong.isEmpty() ? 200 : 400, error(wrong.orElse("")));
    } else if (annotations && method.equals("POST")) {
      Optional<String> wrong = wrongAnnotations(body);
      if (wrong.isEmpty()) {
        notes().put(1, body.toString());
      }
      answer(exchange, wrong.isEmpty() ? 200 : 400, error(wrong.orElse("")));
    } else {
      answer(exchange, 404, error(method + " " + path));
    }
  }

  /** What Bitbucket would not take in a report. */
  private static Optional<String> wrongReport(JsonNode report) {
    Set<String> types = Set.of("SECURITY", "COVERAGE", "TEST", "BUG");
    if (!types.contains(report.path("report_type").asText())
        || !Set.of("PASSED", "FAILED", "PENDING").contains(report.path("result").asText())) {
      return Optional.of("report_type or result");
    }
    if (report.path("title").asText().isEmpty()
        || report.path("details").asText().isEmpty()
        || report.path("details").asText().length() > 2000) {
      return Optional.of("title or details");
    }
    for (JsonNode entry : report.path("data")) {
      if (!entry.path("title").isTextual()
          || entry.path("type").asText().equals("NUMBER") != entry.path("value").isNumber()) {
        return Optional.of("data");
      }
    }
    return report.path("data").size() > 10 ? Optional.of("too much data") : Optional.empty();
  }

  private static Optional<String> wrongAnnotations(JsonNode annotations) {
    if (!annotations.isArray() || annotations.isEmpty() || annotations.size() > 100) {
      return Optional.of("1 to 100 annotations");
    }
    for (JsonNode one : annotations) {
      if (one.path("external_id").asText().isEmpty()
          || !one.path("annotation_type").asText().equals("CODE_SMELL")
          || !SEVERITIES.contains(one.path("severity").asText())
          || one.path("summary").asText().isEmpty()
          || one.path("summary").asText().length() > 450
          || one.path("details").asText().length() > 2000
          || one.has("line") != one.has("path")) {
        return Optional.of(one.toString());
      }
    }
    return Optional.empty();
  }

  private static ObjectNode error(String text) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("type", "error");
    answer.putObject("error").put("message", text);
    return answer;
  }
}
