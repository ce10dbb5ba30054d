package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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

/** A value is tried out where the ledger says, and nowhere else. */
class SecretsCheckTest {
  private static final String VALUE = "EXAMPLE-value-to-try-7Qm2";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private HttpServer server;
  private SandboxRepository repository;
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
            exchange.sendResponseHeaders(path.equals("/moved") ? 302 : 200, -1);
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

  private void declare(String line) throws IOException {
    Path ledger = repository.root().resolve("secrets.yaml");
    Files.writeString(
        ledger,
        Files.readString(ledger)
            .replaceFirst("(?m)^secrets:(?: \\{})?\n", "secrets:\n  ci-key:\n    " + line + "\n"));
  }
}
