package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The organization says when API tokens expire, and which of them do not work. */
class OrganizationTokensTest {
  private static final String USER = "bot@acme.example";
  private final Instant now = Instant.now();
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void start_a_site_whose_organization_lists_nothing() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    sandbox.forgetListedTokens();
    repository = SandboxRepository.init(sandbox, folder);
    repository.environment().put("ATLASSIAN_ORG_ID", sandbox.organizationId());
    repository.environment().put("ATLASSIAN_ORG_API_KEY", sandbox.organizationKey());
    ledger("jira-bot:\n    check: atlassian " + USER);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  private void ledger(String entries) throws IOException {
    Files.writeString(
        repository.root().resolve("secrets.yaml"), "# ours\nsecrets:\n  " + entries + "\n");
  }

  private String ledger() throws IOException {
    return Files.readString(repository.root().resolve("secrets.yaml"));
  }

  private void listed(String label, String status, int days) {
    sandbox.listToken(USER, label, status, now.plus(Duration.ofDays(days)), now);
  }

  private CommandRun ask(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "secrets";
    all[1] = "expiring";
    all[2] = "--from-org";
    System.arraycopy(more, 0, all, 3, more.length);
    return repository.run(all);
  }

  private LocalDate day(int days) {
    return LocalDate.ofInstant(now.plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  @Test
  void the_only_token_that_it_can_be_is_proposed_and_written_when_wanted() throws IOException {
    listed("ci", "ALLOWED", 12);
    sandbox.listToken("other@acme.example", "ci", "ALLOWED", now.plus(Duration.ofDays(2)), now);
    String before = ledger();
    CommandRun run = ask().exitedWith(8);
    assertThat(run.out()).contains(day(12).toString()).contains("the organization says so");
    assertThat(run.err()).contains("jira-bot can only be 'ci' of " + USER);
    assertThat(run.said()).doesNotContain(sandbox.organizationKey());
    assertThat(ledger()).isEqualTo(before);
    ask("--write", "--no-commit").exitedWith(8);
    assertThat(ledger())
        .contains("# ours")
        .contains("expires: \"" + day(12) + "\"\n    expires-from: organization")
        .contains("user: " + USER)
        .contains("label: ci");
    assertThat(repository.run("secrets", "expiring").exitedWith(8).out())
        .contains(day(12).toString());
  }

  @Test
  void where_several_may_be_meant_all_are_listed_and_nothing_is_written() throws IOException {
    listed("ci", "ALLOWED", 12);
    listed("laptop", "ALLOWED", 200);
    String before = ledger();
    CommandRun run = ask().succeeded();
    assertThat(run.err())
        .contains("may be 'ci' of " + USER)
        .contains("'laptop'")
        .contains("token:");
    ask("--write", "--no-commit").succeeded();
    assertThat(ledger()).isEqualTo(before);
  }

  @Test
  void what_the_ledger_says_goes_and_the_label_that_is_the_name_is_enough() throws IOException {
    listed("ci", "ALLOWED", 12);
    listed("laptop", "ALLOWED", 20);
    ledger("jira-bot:\n    token: {user: Bot@acme.example, label: laptop}");
    assertThat(ask().exitedWith(8).out()).contains(day(20).toString());
    ledger("laptop:\n    expires: " + day(300) + "\n    expires-from: latest");
    assertThat(ask().exitedWith(8).out()).contains(day(20).toString());
  }

  @Test
  void a_token_that_is_revoked_unknown_or_unused_is_warned_of() throws IOException {
    listed("dead", "REVOKED", 200);
    sandbox.listToken(
        USER, "idle", "ALLOWED", now.plus(Duration.ofDays(200)), now.minus(Duration.ofDays(150)));
    ledger(
        "a:\n    token: {user: bot@acme.example, label: dead}\n"
            + "  b:\n    token: {user: bot@acme.example, label: idle}\n"
            + "  c:\n    token: {user: bot@acme.example, label: gone}");
    CommandRun run = ask().exitedWith(8);
    assertThat(run.out())
        .contains("a: the organization lists it as REVOKED")
        .contains("b: not used since")
        .contains("c: the organization does not list it");
    JsonNode rows = ExactJson.read(ask("-o", "json").exitedWith(8).out());
    assertThat(rows).hasSize(3);
    assertThat(rows.path(0).path("warning").asText()).isNotEmpty();
    assertThat(ask("-o", "markdown").exitedWith(8).out()).contains("- a: the organization");
  }

  @Test
  void of_two_with_one_label_the_one_that_works_is_meant_and_all_pages_are_read()
      throws IOException {
    for (int index = 0; index < 45; index++) {
      sandbox.listToken(
          "user" + index + "@acme.example", "x", "ALLOWED", now.plus(Duration.ofDays(9)), now);
    }
    listed("ci", "REVOKED", 3);
    listed("ci", "ALLOWED", 25);
    ledger("jira-bot:\n    token: {user: bot@acme.example, label: ci}");
    assertThat(ask().exitedWith(8).out()).contains(day(25).toString()).doesNotContain("REVOKED");
    assertThat(sandbox.requests().stream().filter(ask -> ask.path().startsWith("/admin/")))
        .hasSize(3);
  }

  @Test
  void a_date_of_a_person_stays_and_is_doubted() throws IOException {
    listed("ci", "ALLOWED", 12);
    ledger("jira-bot:\n    check: atlassian " + USER + "\n    expires: 2031-01-01");
    CommandRun run = ask("--write", "--no-commit").succeeded();
    assertThat(run.err()).contains("2031-01-01").contains(day(12).toString());
    assertThat(ledger()).contains("expires: 2031-01-01");
  }

  @Test
  void the_key_goes_to_the_api_of_atlassian_only() {
    repository.environment().put("RULEKEEPER_API_URL", "https://acme.atlassian.net");
    assertThat(ask().exitedWith(6).err())
        .contains("api.atlassian.com")
        .contains("nothing was sent");
    repository.environment().put("RULEKEEPER_API_URL", sandbox.url());
    repository.environment().put("ATLASSIAN_ORG_API_KEY", "EXAMPLE-a-key-that-is-not-valid");
    CommandRun run = ask();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("read:tokens:admin").doesNotContain("EXAMPLE-a-key");
    repository.environment().remove("ATLASSIAN_ORG_API_KEY");
    assertThat(ask().exitedWith(2).err()).contains("ATLASSIAN_ORG_API_KEY");
  }
}
