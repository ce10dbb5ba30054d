package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** GitLab: a clone by the token of the job, which may only read, and API version 4. */
final class GitlabForge extends Forge {
  private static final String FILE = ".gitlab-ci.yml";
  private static final String JOB_TOKEN = "glcbt-jobTokenEXAMPLE";
  private static final String PROJECT_TOKEN = "glpat-projectTokenEXAMPLE";
  private static final String NOTE_TOKEN = "glpat-noteTokenEXAMPLE";
  private static final String PROJECT = "/api/v4/projects/42";
  private static final String NOTES = "/merge_requests/" + PULL_REQUEST + "/notes";

  GitlabForge(Path folder) throws IOException {
    super(folder);
    git().allow(JOB_TOKEN, GitOverHttp.Right.READ).allow(PROJECT_TOKEN, GitOverHttp.Right.WRITE);
    server()
        .createContext(
            PROJECT,
            exchange -> {
              try (exchange) {
                api(exchange);
              }
            });
  }

  @Override
  String name() {
    return "gitlab";
  }

  /** As GitLab's runner does it: a detached head, the login in the address. */
  @Override
  Path checkedOut(String branch) throws IOException {
    Path clone = newClone();
    runner()
        .run(
            folder(),
            Map.of("CLONE", clone.toString(), "BRANCH", branch),
            """
            git init -q "$CLONE" && cd "$CLONE"
            git remote add origin '%s'
            git fetch -q --prune origin '+refs/heads/*:refs/remotes/origin/*'
            git checkout -q --detach "origin/$BRANCH"
            """
                .formatted(repository("gitlab-ci-token:" + JOB_TOKEN)))
        .endedWith(0);
    return clone;
  }

  @Override
  Runner.Step check(Path clone) throws IOException {
    return job(clone, "check", Map.of());
  }

  @Override
  Runner.Step plan(Path clone, Sandbox site) throws IOException {
    Map<String, String> variables = credentials(site);
    return job(clone, "plan", with(variables, site, "RULEKEEPER_NOTE_TOKEN", NOTE_TOKEN));
  }

  @Override
  Runner.Step sync(Path clone, Sandbox site, String secrets) throws IOException {
    return job(clone, "sync", protectedVariables(site, secrets));
  }

  @Override
  Runner.Step night(Path clone, Sandbox site, String secrets) throws IOException {
    return job(clone, "drift", protectedVariables(site, secrets));
  }

  @Override
  Runner.Step week(Path clone) throws IOException {
    return job(clone, "expiry", Map.of("RULEKEEPER_GITLAB_TOKEN", PROJECT_TOKEN));
  }

  private static Map<String, String> protectedVariables(Sandbox site, String secrets) {
    Map<String, String> variables =
        with(credentials(site), site, "RULEKEEPER_GITLAB_TOKEN", PROJECT_TOKEN);
    variables.put("RULEKEEPER_SECRETS", secrets);
    return variables;
  }

  private static Map<String, String> with(
      Map<String, String> some, Sandbox site, String name, String value) {
    Map<String, String> variables = new HashMap<>(some);
    variables.putAll(siteVariables(site));
    variables.put(name, value);
    return variables;
  }

  /** Runs {@code before_script} and {@code script} of a job in one shell. */
  private Runner.Step job(Path clone, String name, Map<String, String> variables)
      throws IOException {
    JsonNode pipeline = pipeline(clone, FILE);
    JsonNode job = pipeline.path(name);
    Map<String, String> environment = new HashMap<>(variables);
    for (JsonNode level : new JsonNode[] {pipeline, job}) {
      level
          .path("variables")
          .properties()
          .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
    }
    job.path("parallel")
        .path("matrix")
        .path(0)
        .properties()
        .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
    environment.put("GITLAB_CI", "true");
    environment.put("CI_PROJECT_DIR", clone.toString());
    environment.put("CI_API_V4_URL", url() + "/api/v4");
    environment.put("CI_PROJECT_ID", "42");
    environment.put("CI_PROJECT_PATH", REPOSITORY);
    environment.put("CI_SERVER_PROTOCOL", "http");
    environment.put("CI_SERVER_HOST", "127.0.0.1");
    environment.put("CI_SERVER_PORT", Integer.toString(server().getAddress().getPort()));
    environment.put("CI_MERGE_REQUEST_IID", Integer.toString(PULL_REQUEST));
    environment.put("CI_COMMIT_BRANCH", "main");
    environment.put("CI_DEFAULT_BRANCH", "main");
    environment.put("CI_JOB_URL", "https://gitlab.example/acme/rules/-/jobs/1");
    StringBuilder script = new StringBuilder();
    pipeline.path("default").path("before_script").forEach(l -> script.append(l.asText() + "\n"));
    job.path("script").forEach(line -> script.append(line.asText()).append('\n'));
    return runner().run(clone, environment, script.toString());
  }

  private void api(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN");
    String path = exchange.getRequestURI().getPath().substring(PROJECT.length());
    if (!PROJECT_TOKEN.equals(token) && !(NOTE_TOKEN.equals(token) && path.startsWith(NOTES))) {
      answer(exchange, 401, message("401 Unauthorized"));
    } else if (path.startsWith(NOTES)) {
      notes(exchange, path.substring(NOTES.length()));
    } else if (path.equals("/merge_requests")) {
      mergeRequests(exchange);
    } else if (path.startsWith("/issues")) {
      issues(exchange, path.substring("/issues".length()));
    } else {
      answer(exchange, 404, message("404 Not Found"));
    }
  }

  private void notes(HttpExchange exchange, String rest) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      all.addObject().put("id", 1).put("body", "Looks good");
      notes().forEach((id, text) -> all.addObject().put("id", id).put("body", text));
      answer(exchange, 200, all);
      return;
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    JsonNode body = ExactJson.read(body(exchange)).path("body");
    if (!"application/json".equals(type) || body.asText().isEmpty()) {
      answer(exchange, 400, message("body is missing"));
    } else if (exchange.getRequestMethod().equals("POST") && rest.isEmpty()) {
      notes().put(100 + notes().size(), body.asText());
      answer(exchange, 201, message("made"));
    } else if (exchange.getRequestMethod().equals("PUT")
        && notes().containsKey(Integer.parseInt(rest.substring(1)))) {
      notes().put(Integer.parseInt(rest.substring(1)), body.asText());
      answer(exchange, 200, message("changed"));
    } else {
      answer(exchange, 404, message("404 Not Found"));
    }
  }

  private void mergeRequests(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      if ("opened".equals(query.get("state")) && requests().contains(query.get("source_branch"))) {
        all.addObject().put("iid", 12);
      }
      answer(exchange, 200, all);
      return;
    }
    Map<String, String> form = fields(body(exchange));
    String branch = form.getOrDefault("source_branch", "");
    if (branch.isEmpty() || !form.containsKey("target_branch") || !form.containsKey("title")) {
      answer(exchange, 400, message("source_branch, target_branch or title is missing"));
    } else if (requests().contains(branch)) {
      answer(exchange, 409, message("Another open merge request already exists"));
    } else {
      requests().add(branch);
      answer(exchange, 201, message("made"));
    }
  }

  private void issues(HttpExchange exchange, String rest) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      issues().keySet().forEach(number -> all.addObject().put("iid", number));
      answer(exchange, 200, all);
      return;
    }
    Map<String, String> form = fields(body(exchange));
    boolean made = exchange.getRequestMethod().equals("POST");
    if (made && !form.containsKey("title")) {
      answer(exchange, 400, message("title is missing"));
      return;
    }
    issues()
        .put(made ? 31 : Integer.parseInt(rest.substring(1)), form.getOrDefault("description", ""));
    answer(exchange, made ? 201 : 200, message("done"));
  }

  private static ObjectNode message(String text) {
    return JsonNodeFactory.instance.objectNode().put("message", text);
  }
}
