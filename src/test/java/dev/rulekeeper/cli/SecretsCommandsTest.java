package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsCommandsTest {
  private static Sandbox sandbox;
  @TempDir private Path folder;
  private SandboxRepository repository;
  private String bot;

  @BeforeAll
  static void start_the_site() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @BeforeEach
  void export_from_the_site() throws IOException {
    repository = SandboxRepository.exported(sandbox, folder);
    bot =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
  }

  @Test
  void a_secret_that_may_live_a_year_does_not_expire_soon() {
    assertThat(repository.run("secrets", "expiring").succeeded().out()).contains("No secret");
    assertThat(repository.run("secrets", "expiring", "--within", "366d").exitedWith(8).out())
        .contains("at the latest");
  }

  @Test
  void a_secret_that_expires_soon_is_found_with_its_date_and_owner() throws IOException {
    LocalDate soon = LocalDate.now(ZoneOffset.UTC).plusDays(10);
    declare(bot, "expires: " + soon + "\n    owner: platform team");
    CommandRun run = repository.run("secrets", "expiring", "--within", "30d").exitedWith(8);
    assertThat(run.out()).contains(bot).contains(soon.toString()).contains("platform team");
    repository.run("secrets", "expiring", "--within", "5d").succeeded();
    assertThat(repository.run("secrets", "list").succeeded().out()).contains(soon.toString());
  }

  @Test
  void a_renamed_secret_has_its_new_name_everywhere_and_the_plan_stays_empty() throws IOException {
    CommandRun run = repository.run("secrets", "rename", bot, "deploy-bot").succeeded();
    assertThat(run.out()).contains("RULEKEEPER_SECRET_DEPLOY_BOT");
    Map<String, String> map = repository.secretMap();
    repository.rotate("deploy-bot", map.getOrDefault(bot, ""));
    assertThat(repository.run("secrets", "where", "deploy-bot").succeeded().out())
        .contains("Deploy to staging");
    repository.run("secrets", "where", bot).exitedWith(2);
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      assertThat(workTree.changed("")).isEmpty();
    }
  }

  @Test
  void verify_says_safe_to_revoke_only_when_the_old_value_is_gone() throws IOException {
    String old = sandbox.targetToken();
    repository.environment().put("OLD_TOKEN", old);
    repository.rotate(bot, "ATATT3xFfGF0EXAMPLE-the-next-token-of-the-bot=00000000");
    CommandRun before =
        repository.runWithSecrets("secrets", "verify", bot, "--old-from-env", "OLD_TOKEN");
    before.exitedWith(8);
    assertThat(before.out()).contains("NOT safe").contains("still holds the old value");
    assertThat(before.said()).doesNotContain(old);
    repository.runWithSecrets("sync").succeeded();
    CommandRun after =
        repository.runWithSecrets("secrets", "verify", bot, "--old-from-env", "OLD_TOKEN");
    assertThat(after.succeeded().out()).contains("Safe to revoke");
    repository.rotate(bot, old);
    repository.runWithSecrets("sync").succeeded();
  }

  @Test
  void verify_needs_the_current_value() {
    assertThat(repository.run("secrets", "verify", bot).exitedWith(2).err())
        .contains("no value for '" + bot + "'");
  }

  @Test
  void check_sends_the_value_to_the_declared_url_and_says_whether_it_is_accepted()
      throws IOException {
    declare(bot, "check: " + sandbox.url() + "/target/check");
    assertThat(repository.runWithSecrets("secrets", "check", bot).succeeded().out())
        .contains("accepted by 127.0.0.1");
    repository.rotate(bot, "ATATT3xFfGF0EXAMPLE-a-token-that-was-never-issued=00000000");
    assertThat(repository.runWithSecrets("secrets", "check", bot).exitedWith(8).out())
        .contains("REFUSED");
  }

  @Test
  void check_knows_how_atlassian_tokens_are_tried_out() throws IOException {
    declare(bot, "check: atlassian " + sandbox.email());
    assertThat(repository.runWithSecrets("secrets", "check", bot).exitedWith(8).out())
        .contains("REFUSED");
    repository.rotate(bot, sandbox.token());
    repository.runWithSecrets("secrets", "check", bot).succeeded();
  }

  @Test
  void check_without_a_declared_url_sends_nothing() {
    assertThat(repository.runWithSecrets("secrets", "check", bot).exitedWith(2).err())
        .contains("check: atlassian");
  }

  @Test
  void check_refuses_a_url_that_is_not_protected() throws IOException {
    declare(bot, "check: http://example.com/me");
    assertThat(repository.runWithSecrets("secrets", "check", bot).exitedWith(2).err())
        .contains("secrets.yaml")
        .contains("https");
  }

  @Test
  void a_credential_in_a_rule_file_is_found_by_lint_and_adopted() throws IOException {
    Path file = repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText());
    String token = "ghp_EXAMPLEexampleEXAMPLEexample0123456789";
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst(
                "(?m)^components:",
                "components:\n"
                    + "  - component: ACTION\n"
                    + "    type: codebarrel.action.log\n"
                    + "    schemaVersion: 1\n"
                    + "    value: the token is "
                    + token));
    CommandRun lint = repository.run("lint").exitedWith(6);
    assertThat(lint.said()).contains("value").doesNotContain(token);
    repository
        .run("secrets", "adopt", "--all", "--secrets-out", repository.secrets().toString())
        .succeeded();
    assertThat(Files.readString(file)).doesNotContain(token).contains("<<secret:");
    assertThat(repository.secretMap()).containsValue(token);
    repository.run("lint").succeeded();
  }

  @Test
  void init_installs_a_hook_that_keeps_credentials_out_of_commits() throws IOException {
    Path hook = repository.root().resolve(".git/hooks/pre-commit");
    assertThat(hook).isExecutable();
    assertThat(Files.readString(hook)).contains("lint --secrets");
  }

  private void declare(String name, String lines) throws IOException {
    Path ledger = repository.root().resolve("secrets.yaml");
    String text = Files.readString(ledger);
    String entry = "\n  " + name + ":\n";
    assertThat(text).contains(entry);
    String undated =
        text.replaceFirst(entry + "    expires: .*\n    expires-from: latest\n", entry);
    Files.writeString(ledger, undated.replace(entry, entry + "    " + lines + "\n"));
  }
}
