package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Rules that people write by hand: what lint says of them, and what new and fmt write. */
final class AuthoringTest {
  private static final String BY_HAND =
      """
      # What the README shows
      name: Say hello
      scope: site
      trigger:
        component: TRIGGER
        type: jira.manual.trigger.issue
        value: {}
      components:
        - component: ACTION
          type: codebarrel.action.log
          value: hello
      """;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(20).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(repository.root().resolve("rules/site/" + name), text);
  }

  @Test
  void a_rule_written_by_hand_is_completed_by_fmt_and_taken_by_the_site() throws IOException {
    Path file = write("say-hello.yaml", BY_HAND);
    assertThat(repository.run("lint").exitedWith(2).err())
        .contains("say-hello.yaml")
        .contains("id");
    repository.run("fmt", "--check").exitedWith(2);
    repository.run("fmt").succeeded();
    assertThat(Files.readString(file))
        .contains("# What the README shows")
        .contains("id: 0")
        .contains("state: ENABLED")
        .contains("notifyOnError: FIRSTERROR")
        .contains("authorAccountId: ");
    repository.run("fmt", "--check").succeeded();
    repository.run("lint").succeeded();
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.rules()).anyMatch(rule -> rule.toString().contains("Say hello"));
  }

  @Test
  void a_new_rule_from_nothing_and_one_from_another_are_taken_by_the_site() throws IOException {
    String other = anyRule();
    String first = repository.run("new", "日本 リリース通知").succeeded().out().strip();
    assertThat(first).isEqualTo("rules/site/日本-リリース通知.yaml");
    repository.run("new", "A copy", "--from", other, "--scope", "project/10001").succeeded();
    assertThat(Files.readString(repository.root().resolve(first))).contains("state: DISABLED");
    repository.run("lint").succeeded();
    repository.run("fmt", "--check").succeeded();
    repository.runWithSecrets("sync").succeeded();
    assertThat(sandbox.rules()).hasSize(22);
    repository.run("new", "Another", "--from", "there is none").exitedWith(2);
  }

  private String anyRule() {
    return sandbox.rules().get(0).path("rule").path("uuid").asText();
  }

  @Test
  void lint_says_all_at_once_what_the_site_would_refuse_with_file_and_line() throws IOException {
    write("a.yaml", complete("state: ENABLED", "stat: ENABLED"));
    write("b.yaml", complete("scope: site", "scope: SHOP"));
    write("c.yaml", complete("scope: site", "scope: project/shop"));
    write("d.yaml", complete("component: ACTION", "component: ACTON"));
    write("e.yaml", complete("value: hello", "value: hello <<secret:nobody-knows-it>>"));
    write("f.yaml", complete("019ab7c0-1111-7222", "019ab7c0-1111-4222"));
    CommandRun run = repository.run("lint").exitedWith(2);
    assertThat(run.err())
        .containsPattern("site/a.yaml:\\d+: .*stat.*did you mean state")
        .containsPattern("site/b.yaml:\\d+: the scope")
        .containsPattern("site/c.yaml:\\d+: the scope")
        .containsPattern("site/d.yaml:\\d+: unknown kind of step 'ACTON'")
        .containsPattern("site/e.yaml:\\d+: secrets.yaml does not know <<secret:nobody-knows-it>>")
        .containsPattern("site/f.yaml:\\d+: .*version 7");
    JsonNode json = ExactJson.read(repository.run("lint", "-o", "json").exitedWith(2).out());
    assertThat(json.path("problems"))
        .hasSizeGreaterThanOrEqualTo(6)
        .allMatch(problem -> problem.path("line").asInt() > 0);
    assertThat(repository.run("lint", "-o", "github").exitedWith(2).out().lines())
        .hasSameSizeAs(json.path("problems"))
        .allMatch(line -> line.matches("::error file=rules/site/.\\.yaml,line=\\d+,title=.*"));
  }

  @Test
  void a_misspelt_key_beside_the_right_one_is_found_unless_the_site_wrote_it() throws IOException {
    write("a.yaml", complete("labels: []", "labels: []\nlables: []"));
    assertThat(repository.run("lint").exitedWith(2).err())
        .containsPattern("site/a.yaml:\\d+: unknown key 'lables'. labels is there as well");
    Files.delete(repository.root().resolve("rules/site/a.yaml"));
    String id = sandbox.rules().get(0).path("rule").path("uuid").asText();
    sandbox.edit(
        id,
        rule -> {
          rule.putArray("lables");
          return rule;
        });
    repository.runWithSecrets("export").succeeded();
    repository.run("lint").succeeded();
  }

  @Test
  void a_file_that_cannot_be_read_hides_no_mistake_in_another_one_and_is_told_once()
      throws IOException {
    write("a.yaml", "id: [\n");
    write("b.yaml", complete("scope: site", "scope: SHOP"));
    String said = repository.run("lint").exitedWith(2).err();
    assertThat(said).contains("2 problems").containsPattern("site/b.yaml:\\d+: the scope");
  }

  @Test
  void a_new_rule_with_an_id_of_another_version_is_blocked_before_it_is_sent() throws IOException {
    write("f.yaml", complete("019ab7c0-1111-7222", "019ab7c0-1111-4222"));
    JsonNode change = repository.plan().path("changes").path(0);
    assertThat(change.path("kind").asText()).isEqualTo("blocked");
    assertThat(change.path("reason").asText()).contains("version 7");
  }

  private static String complete(String old, String changed) {
    String id = "019ab7c0-1111-7222-8333-00000000000" + old.length() % 10;
    String text =
        "id: "
            + id.replace("8333", "8%03d".formatted(Math.floorMod(changed.hashCode(), 1000)))
            + "\n"
            + BY_HAND
            + "state: ENABLED\nlabels: []\nwriteAccessType: UNRESTRICTED\n"
            + "canOtherRuleTrigger: false\nnotifyOnError: FIRSTERROR\nauthorAccountId: abc\n"
            + "actor:\n  type: ACCOUNT_ID\n  actor: abc\n";
    return text.replace(old, changed);
  }
}
