package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A site on loopback that behaves as described, and misbehaves as told. */
final class FakeSite implements AutoCloseable {
  /** What a failure says to a person, with the words of the site. */
  static String told(Throwable failure) {
    return ((ApiException) failure)
        .told(text -> text.read(java.util.function.UnaryOperator.identity()));
  }

  static final String EMAIL = "bot@example.com";
  static final String TOKEN = "ATATT3xFfGF0EXAMPLE-token-of-a-fake-site";
  static final String CLOUD = "182b9218-d56a-453d-9659-3f29ea2aa7eb";
  static final RequestRetryPolicy QUICK =
      new RequestRetryPolicy(
          6,
          4,
          60,
          Duration.ofMillis(1),
          Duration.ofMillis(4),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofMillis(700));

  /** As quick to retry, but with time to answer on a busy machine. */
  static final RequestRetryPolicy PATIENT =
      new RequestRetryPolicy(
          6,
          4,
          60,
          Duration.ofMillis(1),
          Duration.ofMillis(4),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20));

  static {
    // Else Nagle's algorithm and delayed acknowledgements cost 40 ms a request.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** One request as the site saw it. */
  record Request(
      String method,
      String path,
      Optional<String> query,
      Optional<String> authorization,
      Optional<String> contentType,
      String body) {
    JsonNode json() {
      return ExactJson.read(body);
    }
  }

  /** What the site does with a request instead of, or besides, answering it well. */
  interface Quirk {
    /** Whether the request is dealt with. */
    boolean deal(FakeSite site, HttpExchange exchange, Request request) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final Map<RuleId, ObjectNode> rules = new ConcurrentSkipListMap<>();
  final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  final List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());

  /** One attempt as the listener of the connection heard of it. */
  record Attempt(String method, String path, int status, int attempt) {}

  private final Deque<Quirk> next = new ConcurrentLinkedDeque<>();
  private final Deque<List<List<RuleId>>> passes = new ArrayDeque<>();
  private List<List<RuleId>> pass = List.of();
  volatile Quirk always = (site, exchange, request) -> false;
  volatile String token = TOKEN;
  volatile boolean absoluteLinks = false;
  volatile int pageSize = 100;

  FakeSite() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  SiteConnection connection() {
    return connection(url(), 8);
  }

  SiteConnection connection(URI apiUrl, int jobs) {
    return new SiteConnection(
        new SiteLocation(url(), apiUrl, "jira", Optional.of(new CloudId(CLOUD))),
        EMAIL,
        SecretValue.of(TOKEN),
        jobs,
        (method, path, status, attempt, ms) ->
            attempts.add(new Attempt(method, path, status, attempt)));
  }

  AutomationApi api() {
    return connection().open(QUICK);
  }

  /** The next requests, one each. */
  void next(Quirk... quirks) {
    next.addAll(List.of(quirks));
  }

  /** The rules on each page of the next walk through the summary. */
  void nextPass(List<List<RuleId>> pages) {
    passes.add(pages);
  }

  static RuleId id(int number) {
    return new RuleId(new UUID(0x0192e5ac00007000L + number, 0xba7bd972e6a20000L + number));
  }

  List<RuleId> addRules(int count) {
    List<RuleId> ids = IntStream.range(0, count).mapToObj(FakeSite::id).toList();
    ids.forEach(id -> rules.put(id, rule(id, "Rule of " + id)));
    return ids;
  }

  static ObjectNode rule(RuleId id, String name) {
    ObjectNode rule =
        ExactJson.object()
            .put("uuid", id.toString())
            .put("name", name)
            .put("state", "ENABLED")
            .put("created", "1701482354.625000000");
    rule.set("updated", ExactJson.read("1743568964.170"));
    rule.putArray("ruleScopeARIs").add("ari:cloud:jira:" + CLOUD + ":project/10336");
    rule.putArray("labels").add("managed");
    return rule;
  }

  static ApiRule apiRule(int number) {
    return new ApiRule(id(number), rule(id(number), "Rule " + number), ExactJson.array());
  }

  List<Request> sent(String method, String pathEnd) {
    return requests.stream()
        .filter(each -> each.method().equals(method) && each.path().endsWith(pathEnd))
        .toList();
  }

  static Quirk status(int status, String body) {
    return (site, exchange, request) -> site.answer(exchange, status, body);
  }

  static Quirk status(int status) {
    return status(status, "");
  }

  static Quirk throttled(String retryAfter) {
    return (site, exchange, request) -> {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      return site.answer(exchange, 429, "");
    };
  }

  static Quirk redirect(String location) {
    return (site, exchange, request) -> {
      exchange.getResponseHeaders().set("Location", location);
      return site.answer(exchange, 302, "");
    };
  }

  /** Ends the connection without an answer. */
  static Quirk reset() {
    return (site, exchange, request) -> {
      exchange.close();
      return true;
    };
  }

  /** Announces more than it sends. */
  static Quirk truncated() {
    return (site, exchange, request) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("{\"data\":[".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
      return true;
    };
  }

  static Quirk slow(int milliseconds) {
    return (site, exchange, request) -> {
      pause(milliseconds);
      return false;
    };
  }

  /** Sends the headers, then nothing. */
  static Quirk stalled(int milliseconds) {
    return (site, exchange, request) -> {
      exchange.sendResponseHeaders(200, 10);
      exchange.getResponseBody().flush();
      pause(milliseconds);
      exchange.close();
      return true;
    };
  }

  /** Does what was asked, then fails to say so. */
  static Quirk doneThen(Quirk failure) {
    return (site, exchange, request) -> {
      site.work(request);
      return failure.deal(site, exchange, request);
    };
  }

  static String error(String title) {
    ObjectNode body = ExactJson.object();
    body.putArray("errors").addObject().put("status", 400).put("title", title);
    return ExactJson.write(body);
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            Optional.ofNullable(exchange.getRequestURI().getRawQuery()),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")),
            body);
    requests.add(request);
    Quirk quirk = Optional.ofNullable(next.poll()).orElse((site, e, r) -> false);
    if (quirk.deal(this, exchange, request) || always.deal(this, exchange, request)) {
      return;
    }
    Answer answer = work(request);
    answer(exchange, answer.status(), answer.body());
  }

  private record Answer(int status, String body) {
    static Answer json(int status, JsonNode body) {
      return new Answer(status, ExactJson.write(body));
    }
  }

  private Answer work(Request request) {
    if (request.path().equals("/_edge/tenant_info")) {
      return Answer.json(200, ExactJson.object().put("cloudId", CLOUD));
    }
    if (!request.authorization().equals(Optional.of(basic(token)))) {
      return request.method().equals("GET")
          ? new Answer(401, "")
          : new Answer(400, error("The request body could not be parsed"));
    }
    if (request.path().endsWith("/rest/api/3/myself")) {
      return Answer.json(200, ExactJson.object().put("accountId", "5b10ac8d82e05b22cc7d4ef5"));
    }
    String base = "/automation/public/jira/" + CLOUD + "/rest/v1/rule";
    int start = request.path().indexOf(base);
    if (start < 0) {
      return new Answer(404, "");
    }
    String rest = request.path().substring(start + base.length());
    if (rest.equals("/summary")) {
      return summary(request.query().orElse(""));
    }
    if (rest.isEmpty()) {
      return create((ObjectNode) request.json().path("rule"));
    }
    String[] parts = rest.substring(1).split("/", -1);
    return one(request, RuleId.of(parts[0]), parts.length > 1 ? parts[1] : "");
  }

  private Answer create(ObjectNode rule) {
    RuleId id = RuleId.of(rule.path("uuid").asText());
    if (rules.putIfAbsent(id, rule) != null) {
      return new Answer(400, error("The rule uuid is in use"));
    }
    return Answer.json(201, ExactJson.object().put("ruleUuid", id.toString()));
  }

  private Answer one(Request request, RuleId id, String part) {
    ObjectNode rule = rules.get(id);
    if (rule == null) {
      return new Answer(404, "");
    }
    switch (request.method() + " " + part) {
      case "GET " -> {
        ObjectNode body = ExactJson.object();
        body.set("rule", rule);
        return Answer.json(200, body);
      }
      case "PUT " -> rules.put(id, (ObjectNode) request.json().path("rule"));
      case "PUT state" -> rule.put("state", request.json().path("value").asText());
      case "PUT rule-scope" -> rule.set("ruleScopeARIs", request.json().path("ruleScopeARIs"));
      case "DELETE " -> {
        if (request.contentType().isEmpty()) {
          return new Answer(415, "");
        }
        if (!rule.path("state").asText().equals("DISABLED")) {
          return new Answer(400, error("Rule cannot be deleted unless it is already disabled."));
        }
        rules.remove(id);
        return new Answer(204, "");
      }
      default -> {
        return new Answer(404, "");
      }
    }
    return Answer.json(200, ExactJson.object().put("ruleUuid", id.toString()));
  }

  private synchronized Answer summary(String query) {
    int page = 0;
    if (query.contains("cursor=")) {
      page = Integer.parseInt(query.replaceAll(".*cursor=page(\\d+).*", "$1"));
    } else {
      pass = passes.isEmpty() ? pages(rules.keySet()) : passes.removeFirst();
    }
    ObjectNode body = ExactJson.object();
    ObjectNode links = body.putObject("links").putNull("self").putNull("next");
    if (page + 1 < pass.size()) {
      String link = "?cursor=page" + (page + 1) + "&limit=100";
      links.put("next", absoluteLinks ? "https://elsewhere.example/rule/summary" + link : link);
    }
    ArrayNode data = body.putArray("data");
    pass.get(page).forEach(id -> data.add(rules.getOrDefault(id, rule(id, "Gone"))));
    return Answer.json(200, body);
  }

  private List<List<RuleId>> pages(Collection<RuleId> ids) {
    List<RuleId> all = List.copyOf(ids);
    List<List<RuleId>> pages = new ArrayList<>();
    for (int i = 0; i == 0 || i < all.size(); i += pageSize) {
      pages.add(all.subList(i, Math.min(all.size(), i + pageSize)));
    }
    return pages;
  }

  static String basic(String token) {
    return "Basic " + Base64.getEncoder().encodeToString((EMAIL + ":" + token).getBytes(UTF_8));
  }

  private boolean answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
