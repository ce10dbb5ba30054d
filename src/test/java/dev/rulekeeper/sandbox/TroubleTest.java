package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.sandbox.Caller.Reply;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TroubleTest {
  private Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());
  private Caller caller = Caller.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void restart(SandboxOptionsBuilder options) {
    sandbox.close();
    sandbox = Sandbox.start(options.rules(3).build());
    caller = Caller.of(sandbox);
  }

  @Test
  void every_answer_takes_at_least_the_latency() {
    restart(SandboxOptions.builder().latencyMillis(80));
    long begun = System.nanoTime();
    caller.get("rule/summary");
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(80_000_000);
  }

  @Test
  void more_requests_than_the_limit_allows_get_429_and_a_time_to_wait() {
    restart(SandboxOptions.builder().rateLimitPerSecond(5));
    List<Reply> replies =
        IntStream.range(0, 20).mapToObj(i -> caller.get("rule/summary?limit=1")).toList();
    assertThat(replies.subList(0, 5)).allMatch(reply -> reply.status() == 200);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 429)
        .isNotEmpty()
        .allMatch(r -> r.response().headers().firstValue("Retry-After").orElse("").equals("1"));
  }

  @Test
  void a_share_of_requests_goes_wrong_in_every_way_and_the_same_ones_each_time() {
    List<String> first = outcomes();
    assertThat(first).contains("200", "429", "500", "503", "broken");
    assertThat(first.stream().filter("200"::equals).count()).isBetween(90L, 150L);
    assertThat(outcomes()).isEqualTo(first);
  }

  private List<String> outcomes() {
    restart(SandboxOptions.builder().faultPercent(40).randomSeed(7));
    List<String> outcomes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // By POST, since the JDK's client tries a GET again by itself when its connection breaks.
      outcomes.add(outcome());
    }
    return outcomes;
  }

  private String outcome() {
    try {
      return Integer.toString(caller.post("rule/summary", "{\"limit\":1}").status());
    } catch (UncheckedIOException e) {
      return "broken";
    }
  }

  @Test
  void a_write_whose_answer_breaks_off_has_taken_effect() {
    for (FaultKind fault : List.of(FaultKind.RESET, FaultKind.TRUNCATED)) {
      ObjectNode envelope = sandbox.rules().get(0);
      String id = envelope.at("/rule/uuid").asText();
      ((ObjectNode) envelope.get("rule")).put("name", fault.name());
      sandbox.hook((method, path) -> fault);
      assertThatThrownBy(() -> caller.put("rule/" + id, envelope))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(sandbox.rule(id).at("/rule/name").asText()).isEqualTo(fault.name());
    }
  }

  @Test
  void a_write_that_fails_has_not_taken_effect() {
    ObjectNode envelope = sandbox.rules().get(0);
    String id = envelope.at("/rule/uuid").asText();
    ((ObjectNode) envelope.get("rule")).put("name", "changed");
    for (FaultKind fault :
        List.of(FaultKind.TOO_MANY_REQUESTS, FaultKind.INTERNAL_ERROR, FaultKind.UNAVAILABLE)) {
      sandbox.hook((method, path) -> fault);
      assertThat(caller.put("rule/" + id, envelope).status()).isGreaterThanOrEqualTo(429);
      assertThat(sandbox.rule(id).at("/rule/name").asText()).isNotEqualTo("changed");
    }
  }

  @Test
  void the_hook_sees_each_request_before_it_is_served() {
    List<String> seen = new ArrayList<>();
    String id = sandbox.rules().get(0).at("/rule/uuid").asText();
    sandbox.hook(
        (method, path) -> {
          seen.add(method + " " + path.substring(path.lastIndexOf('/')));
          sandbox.remove(id);
          return FaultKind.NONE;
        });
    assertThat(caller.get("rule/" + id).status()).isEqualTo(404);
    assertThat(seen).containsExactly("GET /" + id);
  }

  @Test
  void requests_are_recorded_and_counted_by_operation() {
    String id = caller.idOf("Start the deployment when a version is released");
    caller.get("rule/" + id + "?redactSensitiveFields=true");
    caller.get("/_edge/tenant_info");
    assertThat(sandbox.requests())
        .contains(
            new RecordedRequest(
                "GET", caller.base() + "/rule/" + id, "redactSensitiveFields=true", 200));
    assertThat(sandbox.requestCounts())
        .containsEntry("GET rule/summary", 1L)
        .containsEntry("GET rule/{uuid}", 1L)
        .containsEntry("GET /_edge/tenant_info", 1L);
    sandbox.forgetRequests();
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void an_answer_without_a_body_keeps_the_connection() {
    sandbox.revoke(sandbox.token());
    for (int i = 0; i < 50; i++) {
      Reply reply = caller.get("rule/summary");
      assertThat(reply.response().headers().firstValue("Connection")).isEmpty();
      assertThat(reply.response().headers().firstValue("Content-Length")).hasValue("0");
    }
  }

  @Test
  void a_port_that_is_taken_is_said_so() {
    int port = sandbox.uri().getPort();
    assertThatThrownBy(() -> Sandbox.start(SandboxOptions.builder().port(port).build()))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("cannot listen on port " + port);
  }

  @Test
  void options_out_of_range_are_refused() {
    assertThatThrownBy(() -> SandboxOptions.builder().faultPercent(101).build())
        .isInstanceOf(SandboxException.class)
        .hasMessage("The fault percentage of a sandbox must be 0 to 100, not 101.");
  }
}
