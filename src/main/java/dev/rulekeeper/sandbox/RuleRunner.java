package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs the outgoing requests of rules, and remembers what became of them last. */
final class RuleRunner {
  private static final String OUTSIDE = "not sent: outside the sandbox";
  private final URI site;
  private final Map<String, List<Delivery>> last = new ConcurrentHashMap<>();

  RuleRunner(String url) {
    this.site = URI.create(url);
  }

  /** Sends what goes to the own target; other hosts are never contacted. */
  List<Delivery> fire(StoredRule stored) {
    JsonNode rule = stored.envelope().get("rule");
    List<Delivery> deliveries =
        OutgoingRequest.in(rule).stream().map(request -> deliver(stored, request)).toList();
    last.put(stored.uuid(), deliveries);
    return deliveries;
  }

  /** The deliveries of the last time the rule was fired. */
  List<Delivery> last(String uuid) {
    return last.getOrDefault(uuid, List.of());
  }

  private Delivery deliver(StoredRule rule, OutgoingRequest request) {
    Optional<URI> uri = parse(request.url());
    String destination = uri.map(this::publicPart).orElse("an address that is not a URL");
    if (!rule.isEnabled()) {
      return delivery(rule, request, destination, 0, "not sent: the rule is disabled");
    }
    if (uri.filter(this::isOwnTarget).isEmpty()) {
      return delivery(rule, request, destination, 0, OUTSIDE);
    }
    if (!LoopbackClient.canSend(request)) {
      return delivery(rule, request, destination, 0, "not sent: a header holds a line break");
    }
    try {
      int status = LoopbackClient.send(uri.get(), request);
      return delivery(rule, request, destination, status, status < 300 ? "accepted" : "refused");
    } catch (IOException e) {
      return delivery(rule, request, destination, 0, "not sent: the target does not answer");
    }
  }

  private static Delivery delivery(
      StoredRule rule, OutgoingRequest request, String destination, int status, String outcome) {
    return new Delivery(rule.uuid(), rule.name(), request.method(), destination, status, outcome);
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(new URI(url)).filter(uri -> uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private boolean isOwnTarget(URI uri) {
    return "http".equals(uri.getScheme())
        && uri.getPort() == site.getPort()
        && (uri.getHost().equals(site.getHost()) || uri.getHost().equals("localhost"))
        && uri.getRawPath().startsWith(Target.PATH);
  }

  /** A path elsewhere may be the secret itself, as with chat webhooks. */
  private String publicPart(URI uri) {
    return isOwnTarget(uri) ? uri.getRawPath() : uri.getHost();
  }
}
