package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.sandbox.Caller.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(8).build());
  private final Caller caller = Caller.of(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void the_page_is_one_file_that_loads_nothing_from_elsewhere() {
    Reply reply = caller.get("/");
    assertThat(reply.response().headers().firstValue("Content-Type"))
        .hasValue("text/html; charset=utf-8");
    assertThat(reply.body())
        .contains("<title>")
        .contains("prefers-color-scheme: dark")
        .contains("name=\"viewport\"")
        .doesNotContainPattern("(?:src|href)=[\"']?(?:https?:)?//")
        .doesNotContain("@import");
  }

  @Test
  void the_list_shows_every_rule_and_the_token_masked() {
    Reply reply = caller.get("/sandbox/rules");
    JsonNode answer = reply.json();
    assertThat(answer.get("rules")).hasSize(8);
    JsonNode first = answer.at("/rules/0");
    assertThat(first.get("name").asText())
        .isEqualTo("Start the deployment when a version is released");
    assertThat(first.get("enabled").asBoolean()).isTrue();
    assertThat(first.get("requests").asInt()).isEqualTo(1);
    assertThat(first.get("deliveries")).isEmpty();
    assertThat(answer.get("token").asText()).startsWith("ATATT3xF…").hasSize(13);
    assertThat(reply.body()).doesNotContain(sandbox.targetToken());
  }

  @Test
  void one_rule_or_all_can_be_fired_and_the_list_remembers_what_became_of_it() {
    String id = sandbox.rules().get(0).at("/rule/uuid").asText();
    JsonNode deliveries = caller.post("/sandbox/fire", "{\"rule\":\"" + id + "\"}").json();
    assertThat(deliveries.at("/0/outcome").asText()).isEqualTo("accepted");
    assertThat(caller.get("/sandbox/rules").json().at("/rules/0/deliveries/0/status").asInt())
        .isEqualTo(200);
    sandbox.rotateTargetToken();
    assertThat(caller.post("/sandbox/fire", "").json().at("/rules/0/deliveries/0/outcome").asText())
        .isEqualTo("refused");
  }

  @Test
  void the_token_can_be_rotated_and_read() {
    String before = sandbox.targetToken();
    String given = caller.post("/sandbox/rotate", "").json().get("token").asText();
    assertThat(given).isEqualTo(sandbox.targetToken()).isNotEqualTo(before);
    assertThat(caller.get("/sandbox/token").json().get("token").asText()).isEqualTo(given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://acme.example", "null", "http://127.0.0.1:1"})
  void pages_of_other_origins_are_refused(String origin) {
    String before = sandbox.targetToken();
    Reply reply =
        caller.send(caller.request("POST", "/sandbox/rotate", "{}").header("Origin", origin));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(sandbox.targetToken()).isEqualTo(before);
  }

  @Test
  void the_page_itself_is_not_another_origin() {
    assertThat(
            caller
                .send(
                    caller.request("POST", "/sandbox/rotate", "{}").header("Origin", sandbox.url()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void what_is_not_there_is_404() {
    assertThat(caller.get("/sandbox/other").status()).isEqualTo(404);
    assertThat(caller.post("/sandbox/fire", "{\"rule\":\"nothing\"}").status()).isEqualTo(404);
  }
}
