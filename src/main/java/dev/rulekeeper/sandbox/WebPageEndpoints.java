package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The page at {@code /} and the JSON below {@code /sandbox/} that it lives on. */
final class WebPageEndpoints implements SitePart {
  private static final String JSON = "/sandbox/";
  private static final Set<String> OWN_HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private final RuleStore store;
  private final RuleRunner firing;
  private final Target target;
  private final Supplier<String> rotate;
  private final RequestLog log;
  private final String html;

  WebPageEndpoints(
      RuleStore store, RuleRunner firing, Target target, Supplier<String> rotate, RequestLog log) {
    this.store = store;
    this.firing = firing;
    this.target = target;
    this.rotate = rotate;
    this.log = log;
    this.html = resource("page.html");
  }

  private static String resource(String name) {
    try (InputStream in = WebPageEndpoints.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new SandboxException(name + " is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean has(String path) {
    return path.equals("/") || path.startsWith(JSON);
  }

  @Override
  public SiteResponse answer(SiteRequest ask) {
    if (!isFromHere(ask)) {
      return SiteResponse.empty(403);
    }
    return switch (ask.method() + " " + ask.path()) {
      case "GET /" -> page();
      case "GET /sandbox/rules" -> SiteResponse.json(200, rules());
      case "GET /sandbox/requests" -> SiteResponse.json(200, requests());
      case "GET /sandbox/token" -> SiteResponse.json(200, token(target.token()));
      case "POST /sandbox/fire" -> fire(ask);
      case "POST /sandbox/rotate" -> SiteResponse.json(200, token(rotate.get()));
      default -> SiteResponse.empty(404);
    };
  }

  /** Other sites open in the same browser must neither read nor press these buttons. */
  private static boolean isFromHere(SiteRequest ask) {
    String host = ask.header("Host").orElse("");
    String name = host.replaceFirst(":\\d+$", "");
    return OWN_HOSTS.contains(name)
        && ask.header("Origin").map(("http://" + host)::equals).orElse(true);
  }

  private SiteResponse page() {
    return new SiteResponse(
        200,
        html,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; "
                    + "script-src 'unsafe-inline'; img-src data:; base-uri 'none'"));
  }

  private ObjectNode rules() {
    ObjectNode answer = ExactJson.object();
    answer.put("token", masked(target.token()));
    ArrayNode rows = answer.putArray("rules");
    for (StoredRule rule : store.all().values()) {
      ObjectNode row = rows.addObject();
      row.put("id", rule.uuid()).put("name", rule.name()).put("enabled", rule.isEnabled());
      row.set("scope", rule.summary().path("ruleScopeARIs"));
      row.put("requests", rule.outgoing());
      row.set("deliveries", json(firing.last(rule.uuid())));
    }
    return answer;
  }

  /** How often the site was asked for what, since it was started. */
  private ObjectNode requests() {
    ObjectNode counts = ExactJson.object();
    log.counts().forEach(counts::put);
    return counts;
  }

  private SiteResponse fire(SiteRequest ask) {
    ObjectNode body = ask.json().orElseGet(ExactJson::object);
    if (!body.hasNonNull("rule")) {
      store.all().values().stream().filter(rule -> rule.outgoing() > 0).forEach(firing::fire);
      return SiteResponse.json(200, rules());
    }
    return store
        .find(body.get("rule").asText())
        .map(rule -> SiteResponse.json(200, json(firing.fire(rule))))
        .orElseGet(() -> SiteResponse.empty(404));
  }

  private static ArrayNode json(List<Delivery> deliveries) {
    ArrayNode all = ExactJson.array();
    for (Delivery delivery : deliveries) {
      all.addObject()
          .put("method", delivery.method())
          .put("destination", delivery.destination())
          .put("status", delivery.status())
          .put("outcome", delivery.outcome());
    }
    return all;
  }

  private static ObjectNode token(String token) {
    return ExactJson.object().put("token", token).put("masked", masked(token));
  }

  private static String masked(String token) {
    return token.substring(0, 8) + "…" + token.substring(token.length() - 4);
  }
}
