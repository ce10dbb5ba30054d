package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger knows when secrets expire although nobody typed it. */
class KnownExpiryTest {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private String rule;

  @BeforeEach
  void start_a_site_with_one_rule() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    repository = SandboxRepository.at(sandbox, folder);
    rule = sandbox.rules().get(0).path("rule").path("uuid").asText();
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  private static String jwt(LocalDate day) {
    return encoded("{\"alg\":\"none\"}")
        + "."
        + encoded(
            "{\"sub\":\"EXAMPLE\",\"exp\":" + day.atTime(12, 0).toEpochSecond(ZoneOffset.UTC) + "}")
        + ".EXAMPLEexampleEXAMPLEexample0123456789abcdefg";
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private void give(String header, String url) {
    sandbox.edit(
        rule,
        node -> {
          ObjectNode action = node.putArray("components").addObject();
          action
              .put("component", "ACTION")
              .put("type", "jira.issue.outgoing.webhook")
              .put("schemaVersion", 1);
          ObjectNode value = action.putObject("value");
          value.put("url", url).put("method", "GET");
          value
              .putArray("headers")
              .addObject()
              .put("name", "Authorization")
              .put("value", header)
              .put("headerSecure", true);
          return node;
        });
  }

  private String ledger() throws IOException {
    return Files.readString(repository.root().resolve("secrets.yaml"));
  }

  private void export() {
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @Test
  void an_export_writes_when_a_value_expires_and_finds_it_in_time() throws IOException {
    LocalDate day = today.plusDays(20);
    give("Bearer " + jwt(day), "https://api.acme.example/v1");
    export();
    assertThat(ledger()).contains("expires: \"" + day + "\"").contains("expires-from: value");
    CommandRun run = repository.run("secrets", "expiring", "-o", "json").exitedWith(8);
    JsonNode row = ExactJson.read(run.out()).path(0);
    assertThat(row.path("source").asText()).isEqualTo("value");
    assertThat(row.path("daysLeft").asInt()).isEqualTo(20);
    assertThat(row.path("rules")).hasSize(1);
    assertThat(row.path("projects")).isNotEmpty();
    assertThat(repository.run("secrets", "expiring").exitedWith(8).out())
        .contains("the value says so")
        .contains("will stop 1 rule");
    assertThat(repository.run("secrets", "expiring", "-o", "markdown").exitedWith(8).out())
        .contains("| " + day.toString().replace("-", "\\-"));
  }

  @Test
  void a_signature_expires_with_its_address_and_a_token_of_atlassian_within_a_year()
      throws IOException {
    LocalDate day = today.plusDays(90);
    give(
        "Bearer ATATT3xFfGF0EXAMPLEexample0123456789abcdefghijklmnop=0A1B2C3D",
        "https://acme.blob.core.windows.net/c/b?sv=2022-11-02&se="
            + day
            + "T23%3A00%3A00Z&sp=r&sig=EXAMPLEexampleEXAMPLEexampleEXAMPLEexample0%3D");
    export();
    assertThat(ledger())
        .contains("expires: \"" + day + "\"\n    expires-from: value")
        .contains("expires: \"" + today.plusDays(365) + "\"\n    expires-from: latest");
    String before = ledger();
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(ledger()).isEqualTo(before);
  }

  @Test
  void a_date_that_a_person_wrote_stays_and_is_doubted_aloud() throws IOException {
    LocalDate day = today.plusDays(20);
    give("Bearer " + jwt(day), "https://api.acme.example/v1");
    export();
    Path file = repository.root().resolve("secrets.yaml");
    Files.writeString(
        file,
        ledger()
            .replaceFirst("expires: .*\n", "expires: 2031-05-06\n")
            .replaceFirst("    expires-from: value\n", ""));
    CommandRun run = repository.runWithSecrets("export", "--full").succeeded();
    assertThat(ledger()).contains("expires: 2031-05-06").doesNotContain("expires-from");
    assertThat(run.err()).contains("2031-05-06").contains(day.toString());
    Files.writeString(file, ledger().replaceFirst("    expires: .*\n", ""));
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(ledger()).contains("expires: \"" + day + "\"");
  }

  @Test
  void a_person_can_keep_every_date_away() throws IOException {
    give("Bearer " + jwt(today.plusDays(20)), "https://api.acme.example/v1");
    export();
    Path file = repository.root().resolve("secrets.yaml");
    Files.writeString(
        file,
        ledger()
            .replaceFirst("    expires: .*\n", "")
            .replaceFirst("expires-from: value", "expires-from: person"));
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(ledger()).doesNotContain("expires:").contains("expires-from: person");
  }

  @Test
  void an_adopted_value_is_dated_too() throws IOException {
    export();
    LocalDate day = today.plusDays(40);
    Path file = repository.fileOf(rule);
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst(
                "(?m)^components:",
                "components:\n  - component: ACTION\n    type: codebarrel.action.log\n"
                    + "    schemaVersion: 1\n    value: the token is "
                    + jwt(day)));
    repository
        .run("secrets", "adopt", "--all", "--secrets-out", repository.secrets().toString())
        .succeeded();
    assertThat(ledger()).contains("expires: \"" + day + "\"\n    expires-from: value");
  }
}
