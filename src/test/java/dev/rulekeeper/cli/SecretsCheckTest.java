package dev.rulekeeper.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value is tried out where the ledger says, and nowhere else. */
class SecretsCheckTest {
  private static final String VALUE = "EXAMPLE-value-to-try-7Qm2";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private HttpServer server;
  private SandboxRepository repository;
  private volatile String said = "";
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start_a_server_that_points_elsewhere() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    repository = SandboxRepository.exported(sandbox, folder);
    repository.rotate("ci-key", VALUE);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path + " " + exchange.getRequestHeaders().get("X-Key"));
            if (path.equals("/moved")) {
              exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            }
            if (path.equals("/github")) {
              exchange.getResponseHeaders().add("GitHub-Authentication-Token-Expiration", said);
            }
            byte[] body = path.startsWith("/api/v4/") ? said.getBytes(UTF_8) : new byte[0];
            exchange.sendResponseHeaders(
                path.equals("/moved") ? 302 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    sandbox.close();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void the_value_goes_in_the_declared_header_to_the_declared_address() throws IOException {
    declare("check: header X-Key " + url() + "/me");
    CommandRun run = repository.runWithSecrets("secrets", "check", "ci-key").succeeded();
    assertThat(asked).containsExactly("/me [" + VALUE + "]");
    assertThat(run.said()).doesNotContain(VALUE);
  }

  @Test
  void a_redirect_is_not_followed_and_says_nothing_of_the_value() throws IOException {
    declare("check: header X-Key " + url() + "/moved");
    assertThat(repository.runWithSecrets("secrets", "check", "ci-key").exitedWith(1).err())
        .contains("neither yes nor no");
    assertThat(asked).containsExactly("/moved [" + VALUE + "]");
  }

  @Test
  void nothing_is_sent_where_the_ledger_declares_nothing() throws IOException {
    declare("owner: ops");
    repository.runWithSecrets("secrets", "check", "ci-key").exitedWith(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void the_ready_made_check_goes_to_no_site_that_only_a_file_names() throws IOException {
    declare("check: atlassian bot@acme.example");
    repository.environment().remove("RULEKEEPER_SITE_URL");
    Path configuration = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(
        configuration,
        Files.readString(configuration).replace(sandbox.url(), "https://collector.example"));
    assertThat(repository.runWithSecrets("secrets", "check", "ci-key").exitedWith(6).err())
        .contains("collector.example")
        .contains("RULEKEEPER_SITE_URL");
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-31 12:00:00 UTC, 2027-01-31",
    "2027-01-31 00:00:00 UTC, 2027-01-30",
    "2027-01-31 01:00:00 +0200, 2027-01-30"
  })
  void github_says_with_every_answer_when_its_token_ends(String header, String day)
      throws IOException {
    said = header;
    declare("check: " + url() + "/github");
    assertThat(repository.runWithSecrets("secrets", "check", "ci-key").succeeded().out())
        .contains(day + " (the service says so)");
    assertThat(ledger()).doesNotContain("service");
    repository.runWithSecrets("secrets", "check", "ci-key", "--write", "--no-commit").succeeded();
    assertThat(ledger()).contains("expires: \"" + day + "\"\n    expires-from: service");
  }

  @Test
  void gitlab_says_of_the_token_itself_when_it_ends() throws IOException {
    said = "{\"id\": 7, \"expires_at\": \"2027-01-31\"}";
    declare("check: header PRIVATE-TOKEN " + url() + "/api/v4/personal_access_tokens/self");
    assertThat(repository.runWithSecrets("secrets", "check", "ci-key").succeeded().out())
        .contains("2027-01-30 (the service says so)");
    said = "{\"id\": 7, \"expires_at\": null}";
    assertThat(repository.runWithSecrets("secrets", "check", "ci-key").succeeded().out())
        .contains("accepted")
        .doesNotContain("expires");
  }

  @Test
  void where_the_service_says_nothing_nothing_is_invented() throws IOException {
    said = "soon";
    declare("check: " + url() + "/github");
    CommandRun run = repository.runWithSecrets("secrets", "check", "ci-key", "--write").succeeded();
    assertThat(run.said()).doesNotContain("expires");
    assertThat(ledger()).doesNotContain("service");
  }

  @Test
  void a_program_reads_whether_it_is_accepted_and_until_when() throws IOException {
    said = "2027-01-31 12:00:00 UTC";
    declare("check: " + url() + "/github");
    JsonNode answer =
        ExactJson.read(
            repository
                .runWithSecrets("secrets", "check", "ci-key", "-o", "json")
                .succeeded()
                .out());
    assertThat(answer.path("accepted").asBoolean()).isTrue();
    assertThat(answer.path("expires").asText()).isEqualTo("2027-01-31");
    assertThat(answer.path("source").asText()).isEqualTo("service");
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(ledger, ledger().replace(url() + "/github", sandbox.url() + "/target/check"));
    answer =
        ExactJson.read(
            repository
                .runWithSecrets("secrets", "check", "ci-key", "-o", "json")
                .exitedWith(8)
                .out());
    assertThat(answer.path("accepted").asBoolean(true)).isFalse();
    assertThat(answer.has("expires")).isFalse();
  }

  private String ledger() throws IOException {
    return Files.readString(repository.root().resolve("secrets.yaml"));
  }

  private void declare(String line) throws IOException {
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceFirst("(?m)^secrets:(?: \\{})?\n", "secrets:\n  ci-key:\n    " + line + "\n"));
  }
}
