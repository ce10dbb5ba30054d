package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the site masks where it is asked to is a secret, whatever it looks like. */
class RedactedReadTest {
  private static final String ADDRESS = "https://ci.acme.example/start/the-nightly-build";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private String rule;

  @BeforeEach
  void start_a_site_with_a_hidden_address() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build());
    repository = SandboxRepository.init(sandbox, folder);
    ObjectNode body = ((ObjectNode) sandbox.rules().get(0).path("rule")).deepCopy();
    body.remove("uuid");
    body.put("name", "Start the nightly build");
    ObjectNode action =
        body.putArray("components")
            .addObject()
            .put("component", "ACTION")
            .put("schemaVersion", 1)
            .put("type", "jira.issue.outgoing.webhook");
    action.putArray("children");
    action.putArray("conditions");
    ObjectNode value = action.putObject("value").put("url", ADDRESS).put("urlSecure", true);
    value.put("method", "POST").put("contentType", "empty").put("sendIssue", false);
    value.put("responseEnabled", false).put("continueOnErrorEnabled", false).putArray("headers");
    rule = sandbox.add(body, ExactJson.array());
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void without_a_second_read_nothing_tells_that_the_address_is_one() throws IOException {
    export().succeeded();
    assertThat(fileText()).contains(ADDRESS);
    assertThat(sandbox.requestCounts().get("GET rule/{uuid}")).isEqualTo(sandbox.rules().size());
  }

  @Test
  void with_it_the_address_is_a_secret_for_one_more_request_a_rule() throws IOException {
    export("--redacted-read").succeeded();
    assertThat(fileText()).doesNotContain(ADDRESS).contains("url: <<secret:");
    assertThat(repository.secretMap()).containsValue(ADDRESS);
    assertThat(sandbox.requestCounts().get("GET rule/{uuid}"))
        .isEqualTo(2L * sandbox.rules().size());
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void the_configuration_can_ask_for_it() throws IOException {
    Path file = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("    product: jira\n", "    product: jira\n    redacted-read: true\n"));
    export().succeeded();
    assertThat(fileText()).doesNotContain(ADDRESS);
    repository.run("lint").succeeded();
  }

  @Test
  void a_site_that_does_not_know_the_parameter_is_named_and_exported() throws IOException {
    assertThat(exportThrough(FrontOfSite.Redaction.IGNORED).err())
        .contains("redacted nothing")
        .contains("redactSensitiveFields");
  }

  @Test
  void a_site_that_refuses_the_parameter_is_named_and_exported() throws IOException {
    assertThat(exportThrough(FrontOfSite.Redaction.REFUSED).err())
        .contains("the site refuses redactSensitiveFields");
  }

  private CommandRun exportThrough(FrontOfSite.Redaction redaction) throws IOException {
    try (FrontOfSite front = FrontOfSite.of(sandbox, redaction)) {
      repository.environment().put("RULEKEEPER_SITE_URL", front.url());
      repository.environment().put("RULEKEEPER_API_URL", front.url());
      CommandRun run = export("--redacted-read").succeeded();
      assertThat(fileText()).contains(ADDRESS);
      return run;
    }
  }

  private CommandRun export(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "export";
    all[1] = "--secrets-out";
    all[2] = repository.secrets().toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return repository.run(all);
  }

  private String fileText() throws IOException {
    return Files.readString(repository.fileOf(rule));
  }
}
