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

/** Tables say names where they are known, and nothing else goes by them. */
class NamesTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private String secret;

  @BeforeEach
  void export_from_a_site() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(4).build());
    String id = sandbox.rules().get(0).path("rule").path("uuid").asText();
    sandbox.edit(id, rule -> rule.put("authorAccountId", "712020:EXAMPLE-who-has-left"));
    repository = SandboxRepository.exported(sandbox, folder);
    // As in another clone: the first export of all asked for the projects.
    Files.delete(repository.root().resolve(".rulekeeper/names/sandbox.json"));
    secret =
        repository.secretMap().entrySet().stream()
            .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
            .findFirst()
            .orElseThrow()
            .getKey();
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void projects_and_people_have_names_in_tables_and_reports_once_they_were_read() {
    String before = repository.run("secrets", "where", secret).succeeded().out();
    assertThat(before).contains("project/10001").doesNotContain("SHOP (");
    CommandRun run = repository.run("names").succeeded();
    assertThat(run.out()).contains("Not in use: 712020:EXAMPLE-who-has-left (left)");
    sandbox.forgetRequests();
    assertThat(repository.run("secrets", "where", secret).succeeded().out())
        .contains("SHOP (project/10001)");
    assertThat(repository.run("secrets", "expiring", "--within", "400d").exitedWith(8).out())
        .contains("SHOP (project/10001)");
    assertThat(repository.run("report").succeeded().out())
        .contains("SHOP (project/10001)")
        .contains("712020:EXAMPLE-who-has-left (left)");
    JsonNode report = ExactJson.read(repository.run("report", "-o", "json").succeeded().out());
    assertThat(report.path("rules").findValuesAsText("ownerLeft")).contains("true", "false");
    assertThat(sandbox.requests()).isEmpty();
  }

  @Test
  void a_plan_says_projects_and_people_by_name_once_they_were_read() throws IOException {
    repository.rotate(secret, "EXAMPLE-a-new-token-of-the-bot-0123456789");
    Path file = repository.fileOf("712020:EXAMPLE-who-has-left");
    String id = sandbox.rules().get(1).path("rule").path("authorAccountId").asText();
    Files.writeString(file, Files.readString(file).replace("712020:EXAMPLE-who-has-left", id));
    for (String format : new String[] {"text", "markdown"}) {
      assertThat(repository.runWithSecrets("plan", "-o", format).out())
          .contains("10001 1")
          .doesNotContain("SHOP 1", "(left)");
    }
    String plan = repository.runWithSecrets("plan", "-o", "json").out();
    repository.run("names").succeeded();
    for (String format : new String[] {"text", "markdown"}) {
      assertThat(repository.runWithSecrets("plan", "-o", format).out())
          .contains("SHOP 1")
          .contains("- 712020:EXAMPLE-who-has-left  (left)")
          .containsPattern("\\+ " + id + " {2}\\(\\w");
    }
    assertThat(repository.runWithSecrets("plan", "-o", "json").out())
        .as("nothing goes by the names")
        .isEqualTo(plan);
  }

  @Test
  void an_actor_that_is_a_smart_value_has_not_left() {
    String id = sandbox.rules().get(1).path("rule").path("uuid").asText();
    sandbox.edit(
        id,
        rule -> {
          rule.withObject("/actor").put("actor", "{{issue.project.lead.accountId}}");
          return rule;
        });
    repository.runWithSecrets("export").succeeded();
    assertThat(repository.run("names").succeeded().out())
        .contains("Not in use: 712020:EXAMPLE-who-has-left")
        .doesNotContain("{{");
  }

  @Test
  void a_site_that_does_not_tell_leaves_ids_as_they_are_and_nobody_has_left() throws IOException {
    repository.environment().put("ATLASSIAN_API_TOKEN", "ATATT3xEXAMPLE-never-issued");
    assertThat(repository.run("names").succeeded().out()).doesNotContain("Not in use");
    assertThat(repository.run("report").succeeded().out())
        .contains("project/10001")
        .doesNotContain("(left)");
    Files.writeString(repository.root().resolve(".rulekeeper/names/sandbox.json"), "[broken");
    repository.run("report").succeeded();
    repository.environment().put("ATLASSIAN_API_TOKEN", sandbox.token());
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void asked_for_fmt_writes_names_beside_ids_and_nothing_else_changes() throws IOException {
    repository.run("names").succeeded();
    repository.run("fmt", "--names").succeeded();
    Path file = repository.fileOf("scope: project/10001");
    String named = Files.readString(file);
    assertThat(named)
        .contains("scope: project/10001 # = SHOP")
        .containsPattern("authorAccountId: \\S+ # = \\S+");
    assertThat(repository.run("fmt", "--names").succeeded().out()).startsWith("0 of ");
    assertThat(repository.run("fmt", "--check").succeeded().out()).startsWith("0 of ");
    repository.run("lint").succeeded();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(Files.readString(file)).isEqualTo(named);
    String id = named.replaceFirst("(?s).*?id: (\\S+).*", "$1");
    String ari = sandbox.rule(id).path("rule").path("ruleScopeARIs").path(0).asText();
    sandbox.edit(
        id,
        rule -> {
          rule.putArray("ruleScopeARIs").add(ari.replace("10001", "10002"));
          return rule;
        });
    repository.runWithSecrets("export").succeeded();
    assertThat(Files.readString(file))
        .contains("scope: project/10002\n")
        .containsPattern("authorAccountId: \\S+ # = \\S+");
  }
}
