package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may edit a rule file must not be able to have CI send a secret somewhere else. */
class EgressTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private Path file;
  private String secret;

  @BeforeEach
  void export_from_a_site() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = SandboxRepository.exported(sandbox, folder);
    secret =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    file = repository.root().resolve("rules/SHOP/publish-the-changelog.yaml");
    assertThat(Files.readString(file))
        .contains("<<secret:" + secret + ">>")
        .contains(sandbox.url());
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_changed_host_is_blocked_in_plan_and_sync_with_the_reason() throws IOException {
    edit(sandbox.url(), "https://collector.example");
    CommandRun plan = repository.runWithSecrets("plan").exitedWith(7);
    assertThat(plan.out())
        .contains("blocked")
        .contains("collector.example")
        .contains("secrets.yaml");
    CommandRun sync = repository.runWithSecrets("sync").exitedWith(7);
    assertThat(sync.out()).contains("collector.example");
    assertThat(sandbox.requestCounts().keySet())
        .isNotEmpty()
        .noneMatch(key -> key.startsWith("PUT"));
  }

  @Test
  void a_host_that_a_smart_value_decides_is_blocked() throws IOException {
    edit(sandbox.url(), "https://{{issue.summary}}.acme.example");
    assertThat(repository.runWithSecrets("plan").exitedWith(7).out()).contains("any-host");
  }

  @Test
  void the_ledger_can_allow_a_new_host() throws IOException {
    edit(sandbox.url(), "https://collector.example");
    Path ledger = repository.root().resolve("secrets.yaml");
    String entry = "(\n  " + secret + ":\n(?:    expires.*\n)*    hosts:\n)";
    assertThat(Files.readString(ledger)).containsPattern(entry);
    Files.writeString(
        ledger, Files.readString(ledger).replaceFirst(entry, "$1      - collector.example\n"));
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_secret_moved_into_the_name_of_a_rule_is_blocked() throws IOException {
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("(?m)^name: .*$", "name: see <<secret:" + secret + ">>"));
    assertThat(repository.runWithSecrets("plan").exitedWith(7).out()).contains("publish");
  }

  @Test
  void a_rule_opened_to_more_people_is_told_and_blocked_until_the_ledger_allows_it()
      throws IOException {
    assertThat(Files.readString(file)).contains("canOtherRuleTrigger: false");
    edit("canOtherRuleTrigger: false", "canOtherRuleTrigger: true");
    assertThat(repository.runWithSecrets("plan").exitedWith(7).out())
        .contains("risk (trigger): other rules may start the rule")
        .contains("add trigger to access under secrets." + secret);
    assertThat(repository.runWithSecrets("plan", "-o", "json").exitedWith(7).out())
        .contains("\"risks\" : [")
        .contains("\"kind\" : \"trigger\"");
    assertThat(repository.runWithSecrets("plan", "-o", "markdown").exitedWith(7).out())
        .contains("<b>risk: trigger</b>");
    Path ledger = repository.root().resolve("secrets.yaml");
    String entry = "\n  " + secret + ":\n";
    Files.writeString(
        ledger, Files.readString(ledger).replace(entry, entry + "    access: [trigger]\n"));
    repository.runWithSecrets("sync").succeeded();
  }

  @Test
  void the_other_changes_of_a_plan_are_still_made() throws IOException {
    edit(sandbox.url(), "https://collector.example");
    Path other = repository.root().resolve("rules/SHOP/build-a-preview-environment.yaml");
    Files.writeString(
        other, Files.readString(other).replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
    repository.runWithSecrets("sync").exitedWith(7);
    assertThat(sandbox.rules()).anyMatch(r -> r.toString().contains("Renamed in Git"));
    assertThat(sandbox.rules())
        .isNotEmpty()
        .noneMatch(r -> r.toString().contains("collector.example"));
  }

  private void edit(String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace(from, to));
  }
}
