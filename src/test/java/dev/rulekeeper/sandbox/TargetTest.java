package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.Leaves;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String idOf(String name) {
    return Caller.of(sandbox).idOf(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Start the deployment when a version is released",
        "Deploy to staging when a ticket reaches Review",
        "Start the nightly job with a token kept in a variable",
        "Update the public status page",
        "Build a preview environment",
        "リリース通知 (東京チーム)"
      })
  void the_target_accepts_the_current_token_as_bearer_as_basic_and_from_a_variable(String name) {
    assertThat(sandbox.fire(idOf(name)))
        .hasSize(1)
        .allSatisfy(
            delivery -> {
              assertThat(delivery.outcome()).isEqualTo("accepted");
              assertThat(delivery.status()).isEqualTo(200);
              assertThat(delivery.destination()).startsWith("/target/");
            });
  }

  @Test
  void every_request_of_a_rule_is_sent() {
    assertThat(sandbox.fire(idOf("Roll back when a deployment is marked as failed")))
        .extracting(Delivery::destination)
        .containsExactly("/target/rollback/production", "/target/rollback/sample");
  }

  @Test
  void after_the_token_is_rotated_rules_that_hold_the_old_one_are_refused() {
    long accepted = sandbox.fireAll().stream().filter(Delivery::accepted).count();
    assertThat(accepted).isGreaterThanOrEqualTo(16);
    sandbox.rotateTargetToken();
    List<Delivery> refused = sandbox.fireAll().stream().filter(Delivery::sent).toList();
    assertThat(refused)
        .hasSize((int) accepted)
        .allMatch(d -> d.status() == 401 && d.outcome().equals("refused"));
  }

  @Test
  void rules_that_got_the_new_token_are_accepted_again() {
    String before = sandbox.targetToken();
    String after = sandbox.rotateTargetToken();
    for (ObjectNode envelope : sandbox.rules()) {
      sandbox.edit(
          envelope.at("/rule/uuid").asText(),
          rule -> Leaves.map(rule, (at, text) -> replace(text, before, after)));
    }
    assertThat(sandbox.fireAll())
        .filteredOn(Delivery::sent)
        .isNotEmpty()
        .allMatch(Delivery::accepted);
  }

  private String replace(String text, String before, String after) {
    return text.replace(before, after).replace(basic(before), basic(after));
  }

  private String basic(String token) {
    byte[] credentials = (sandbox.targetUser() + ":" + token).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(credentials);
  }

  @Test
  void hosts_outside_the_sandbox_are_never_contacted_and_no_secret_of_their_url_is_shown() {
    List<Delivery> deliveries = sandbox.fireAll();
    assertThat(deliveries)
        .filteredOn(delivery -> !delivery.destination().startsWith("/target/"))
        .hasSizeGreaterThan(15)
        .allMatch(d -> d.status() == 0 && d.outcome().startsWith("not sent: "))
        .extracting(Delivery::destination)
        .contains("hooks.slack.com", "jenkins.acme.example", "nexus.acme.example");
  }

  @Test
  void a_disabled_rule_sends_nothing() {
    assertThat(sandbox.fire(idOf("Run the smoke tests again")))
        .extracting(Delivery::outcome)
        .containsExactly("not sent: the rule is disabled");
  }

  @Test
  void a_url_that_only_looks_like_the_target_is_outside() {
    String id = idOf("Start the deployment when a version is released");
    int port = sandbox.uri().getPort();
    for (String url :
        List.of(
            "https://127.0.0.1:" + port + "/target/x",
            "http://127.0.0.1.acme.example:" + port + "/target/x",
            "http://127.0.0.1:" + port + "@acme.example/target/x",
            "http://127.0.0.1:" + port + "/other",
            "not a url")) {
      setUrl(id, url);
      assertThat(sandbox.fire(id)).as(url).isNotEmpty().noneMatch(Delivery::sent);
    }
  }

  private void setUrl(String id, String url) {
    sandbox.edit(
        id,
        rule -> {
          ((ObjectNode) rule.at("/components/0/value")).set("url", TextNode.valueOf(url));
          return rule;
        });
  }

  @Test
  void a_header_that_would_end_its_line_is_not_sent() {
    String id = idOf("Start the deployment when a version is released");
    sandbox.edit(
        id,
        rule -> {
          ((ObjectNode) rule.at("/components/0/value/headers/1")).put("value", "a\r\nX: b");
          return rule;
        });
    assertThat(sandbox.fire(id))
        .extracting(Delivery::outcome)
        .containsExactly("not sent: a header holds a line break");
  }

  @Test
  void a_rule_that_is_not_there_cannot_be_fired() {
    assertThatThrownBy(() -> sandbox.fire("nothing"))
        .isInstanceOf(SandboxException.class)
        .hasMessage("The sandbox has no rule nothing.");
  }
}
