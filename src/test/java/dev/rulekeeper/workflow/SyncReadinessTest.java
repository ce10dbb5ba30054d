package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.report.DoctorReport;
import dev.rulekeeper.report.DoctorReport.State;
import dev.rulekeeper.report.DoctorReport.Step;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whoever asks why nothing works is told step by step, and is asked for nothing that is not due.
 */
class SyncReadinessTest {
  /** No host of Atlassian's, so that no test of the files goes any further. */
  private static final String NOWHERE = "https://collector.example";

  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_repository() throws IOException {
    repository = WorkRepository.in(folder.resolve("clone"));
    site(NOWHERE);
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "<<secret:bot>>"));
    repository.commit("Add a rule");
  }

  @Test
  void without_a_configuration_nothing_else_is_looked_at() throws IOException {
    repository.write("rulekeeper.yaml", "sites: [");
    assertThat(report().steps()).extracting(Step::what).containsExactly("configuration");
    assertThat(report().well()).isFalse();
  }

  @Test
  void a_rule_file_that_cannot_be_read_leaves_the_secret_map_out_and_nothing_else()
      throws IOException {
    repository.write("rules/b.yaml", "name: [");
    assertThat(step("rule files").state()).isEqualTo(State.WRONG);
    assertThat(report().steps())
        .extracting(Step::what)
        .contains("ledger", "work tree", "remote", "hook", "address")
        .doesNotContain("secret map");
  }

  @Test
  void an_address_that_no_file_may_name_is_asked_nothing() {
    assertThat(step("address").state()).isEqualTo(State.WRONG);
    assertThat(report().steps())
        .extracting(Step::what)
        .doesNotContain("proxy", "clock", "credentials", "account");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          secrets: {bot: {}}                                       | OK    | 1 secret
          secrets: {bot: {expires: 2026-12-30}}                    | NOTE  | 1 secret; within 30 days expire or expired: 1
          secrets: {bot: {expires: 2026-12-31}}                    | OK    | 1 secret
          secrets: {bot: {expires: 2026-01-01}}                    | NOTE  | 1 secret; within 30 days expire or expired: 1
          secrets: {other: {}}                                     | WRONG | 1 secret; rules use, and it does not know: bot
          """)
  void the_ledger_is_to_know_every_secret_and_to_have_none_that_expires_soon(
      String ledger, State state, String found) throws IOException {
    repository.write("secrets.yaml", ledger + "\n");
    assertThat(step("ledger").state()).isEqualTo(state);
    assertThat(step("ledger").found()).isEqualTo(found);
  }

  @Test
  void a_secret_without_a_value_is_named_unless_it_is_for_another_site() throws IOException {
    assertThat(step("secret map").state()).isEqualTo(State.NOTE);
    assertThat(step("secret map").found()).isEqualTo("without a value here: bot");
    repository.variables.put("RULEKEEPER_SECRET_BOT", "EXAMPLE-1");
    assertThat(step("secret map").state()).isEqualTo(State.OK);
    repository.variables.clear();
    repository.write("secrets.yaml", "secrets: {bot: {sites: [elsewhere]}}\n");
    assertThat(step("secret map").state()).as("this site needs none").isEqualTo(State.OK);
  }

  @Test
  void what_is_not_committed_is_told() throws IOException {
    assertThat(step("work tree").found()).isEqualTo("branch main");
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "edited"));
    assertThat(step("work tree").state()).isEqualTo(State.NOTE);
    assertThat(step("work tree").found()).isEqualTo("branch main, not committed: 1 rule file");
    repository.git("checkout", "-q", "--detach");
    assertThat(step("work tree").found()).startsWith("no branch: a detached HEAD");
  }

  @Test
  void a_remote_is_to_be_there_and_to_take_what_a_sync_keeps() {
    assertThat(step("remote").state()).isEqualTo(State.NOTE);
    assertThat(step("remote").found()).startsWith("none, so base and lock are in this clone only");
    RealGit.git(folder, "init", "-q", "--bare", "remote.git");
    repository.git("remote", "add", "origin", folder.resolve("remote.git").toString());
    assertThat(step("remote").state()).isEqualTo(State.OK);
    assertThat(step("remote").found()).endsWith(", has no base yet");
  }

  @Test
  void a_hook_counts_only_where_it_calls_rulekeeper() throws IOException {
    assertThat(step("hook").state()).isEqualTo(State.NOTE);
    Path hook = folder.resolve("clone/.git/hooks/pre-commit");
    Files.createDirectories(hook.resolveSibling("."));
    Files.writeString(hook, "#!/bin/sh\nmake check\n");
    assertThat(step("hook").state()).isEqualTo(State.NOTE);
    Files.writeString(hook, "#!/bin/sh\nexec rulekeeper secrets lint\n");
    assertThat(step("hook").state())
        .as("Git runs no hook that is no program")
        .isEqualTo(State.NOTE);
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(step("hook").state()).isEqualTo(State.OK);
  }

  @Test
  void a_site_that_answers_is_looked_at_to_the_end() throws IOException {
    try (Sandbox sandbox = sandbox()) {
      assertThat(step("cloud id").found()).isEqualTo(sandbox.cloudId());
      assertThat(step("account").found()).startsWith("the site knows it as ");
      assertThat(step("permission").state()).isEqualTo(State.OK);
      assertThat(step("token expiry").state()).isEqualTo(State.SKIPPED);
      assertThat(report().well()).isTrue();
    }
  }

  @Test
  void a_token_that_the_site_does_not_take_is_told_as_one() throws IOException {
    try (Sandbox sandbox = sandbox()) {
      repository.variables.put("ATLASSIAN_API_TOKEN", "EXAMPLE-wrong-token");
      assertThat(step("account").state()).isEqualTo(State.WRONG);
      assertThat(step("permission").state()).isEqualTo(State.WRONG);
      assertThat(report().toString()).doesNotContain("EXAMPLE-wrong-token");
      repository.variables.put("ATLASSIAN_API_TOKEN", "ATSTT3xEXAMPLE" + sandbox.token());
      assertThat(step("credentials").found())
          .isEqualTo("a token of a service account, which the rule API does not take");
    }
  }

  @Test
  void without_credentials_the_site_is_asked_only_for_the_time() throws IOException {
    try (Sandbox sandbox = sandbox()) {
      repository.variables.remove("ATLASSIAN_API_TOKEN");
      assertThat(step("address").found()).isEqualTo(sandbox.url());
      assertThat(step("clock").state()).isNotEqualTo(State.WRONG);
      assertThat(step("credentials").state()).isEqualTo(State.WRONG);
      assertThat(report().steps()).extracting(Step::what).doesNotContain("account", "cloud id");
    }
  }

  private Sandbox sandbox() throws IOException {
    Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(1).build());
    site(sandbox.url());
    repository.variables.put("RULEKEEPER_API_URL", sandbox.url());
    repository.variables.put("ATLASSIAN_EMAIL", sandbox.email());
    repository.variables.put("ATLASSIAN_API_TOKEN", sandbox.token());
    return sandbox;
  }

  private void site(String url) throws IOException {
    repository.write("rulekeeper.yaml", "sites:\n  acme:\n    url: " + url + "\n");
  }

  private Step step(String what) {
    List<Step> found = report().steps().stream().filter(step -> step.what().equals(what)).toList();
    assertThat(found).as("%s in %s", what, report()).hasSize(1);
    return found.get(0);
  }

  private DoctorReport report() {
    Supplier<SecretMapText> none = () -> new SecretMapText(Optional.empty(), "RULEKEEPER_SECRETS");
    return new SyncReadiness(
            repository,
            repository::session,
            none,
            failure ->
                new SyncReadiness.Finding(
                    State.WRONG, String.valueOf(failure.getMessage()), "mend it"))
        .report();
  }
}
