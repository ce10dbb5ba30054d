package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Stands in for a host of Git repositories: Git over HTTP behind a password, the part of its API
 * that the pipeline uses, which refuses what the real one would, and its runner. What is common to
 * all hosts is here.
 */
abstract class Forge implements AutoCloseable {
  static final String REPOSITORY = "acme/rules";
  static final int PULL_REQUEST = 7;

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Runner runner;
  private final GitOverHttp git;
  private final Map<Integer, String> notes = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final Map<Integer, String> issues = new LinkedHashMap<>();
  private int clones;

  /** Keeps what it needs below {@code folder}. */
  Forge(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    runner = new Runner(folder.resolve("runner"));
    git = new GitOverHttp(folder);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/" + REPOSITORY, git);
    Files.createDirectories(remote());
    runner
        .run(remote(), Map.of(), "git init -q --bare -b main . && git config http.receivepack true")
        .endedWith(0);
    offer("rulekeeper", CommandRun::of);
    server.start();
  }

  /** Its name for {@code init --ci}. */
  abstract String name();

  /** A clone of {@code branch} as its runner makes it: of its depth, with its credentials. */
  abstract Path checkedOut(String branch) throws IOException;

  /** What a pull request of {@code branch} is checked with, in the repository or in a fork. */
  abstract Runner.Step check(Path clone) throws IOException;

  /** The plan of a pull request, shown as its host shows it. */
  abstract Runner.Step plan(Path clone, Sandbox site) throws IOException;

  /** What runs on main. */
  abstract Runner.Step sync(Path clone, Sandbox site, String secrets) throws IOException;

  /** What runs every night. */
  abstract Runner.Step night(Path clone, Sandbox site, String secrets) throws IOException;

  /** What runs every week. */
  abstract Runner.Step week(Path clone) throws IOException;

  /** The plan as somebody sees it under the pull request. */
  String shown() {
    return String.join("\n", notes.values());
  }

  Map<Integer, String> notes() {
    return notes;
  }

  /** The branches of the pull requests that are open. */
  List<String> requests() {
    return requests;
  }

  Map<Integer, String> issues() {
    return issues;
  }

  GitOverHttp git() {
    return git;
  }

  Runner runner() {
    return runner;
  }

  HttpServer server() {
    return server;
  }

  Path folder() {
    return folder;
  }

  Path remote() {
    return folder.resolve(REPOSITORY + ".git");
  }

  /** Its address; requests reach it by no other way. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The repository, for who has {@code login}. */
  String repository(String login) {
    return url().replace("//", "//" + login + "@") + "/" + REPOSITORY + ".git";
  }

  Path newClone() {
    clones++;
    return folder.resolve("clone-" + clones);
  }

  /** Puts a program that runs in this process on the path of the runner. */
  final void offer(String program, CommandDesk.Command command) throws IOException {
    server.createContext("/desk/" + program, new CommandDesk(command));
    runner.command(program, CommandDesk.standIn(program("curl"), url() + "/desk/" + program));
  }

  /** Where a program of this machine is. */
  static String program(String name) {
    for (String entry : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(entry, name))) {
        return Path.of(entry, name).toString();
      }
    }
    throw new AssertionError("there is no " + name + " on the path");
  }

  /** The pipeline in a clone, its anchors resolved. */
  static JsonNode pipeline(Path clone, String file) throws IOException {
    Object tree =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(clone.resolve(file)));
    return new ObjectMapper().valueToTree(tree);
  }

  /** What the runner gives every job so that it finds the site. */
  static Map<String, String> siteVariables(Sandbox site) {
    Map<String, String> variables = new HashMap<>();
    variables.put("RULEKEEPER_API_URL", site.url());
    return variables;
  }

  /** The credentials of the site. */
  static Map<String, String> credentials(Sandbox site) {
    return Map.of("ATLASSIAN_EMAIL", site.email(), "ATLASSIAN_API_TOKEN", site.token());
  }

  /** Answers a request. */
  static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = ExactJson.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** The fields of a form or of a query. */
  static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String field : text.split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(
            URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
