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

/** A rule file may say {@code project/SHOP}, and every command takes it for the project's id. */
class ScopeKeyTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;
  private Path file;
  private String id;

  @BeforeEach
  void write_the_key_of_a_project() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(4).build());
    repository = SandboxRepository.exported(sandbox, folder);
    file = repository.fileOf("scope: project/10001");
    id = Files.readString(file).replaceFirst("(?s).*\\nid: (\\S+).*", "$1");
    rewrite("project/10001", "project/SHOP # ours");
    // As in another clone.
    Files.delete(repository.root().resolve(".rulekeeper/names/sandbox.json"));
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  private void rewrite(String from, String to) throws IOException {
    Files.writeString(file, Files.readString(file).replace("scope: " + from, "scope: " + to));
  }

  @Test
  void nothing_is_to_do_and_the_site_is_asked_by_itself() throws IOException {
    String before = Files.readString(file);
    repository.run("lint").succeeded();
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    repository.run("plan", "--offline", "--exit-code").succeeded();
    assertThat(
            repository.run("plan", "--offline", "--select", "scope:project/SHOP").succeeded().out())
        .contains("unchanged");
    repository.runWithSecrets("sync").succeeded();
    repository.runWithSecrets("export", "--full").succeeded();
    repository.run("fmt").succeeded();
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void an_edit_on_the_site_leaves_the_key_where_it_still_means_the_project() throws IOException {
    sandbox.edit(id, rule -> rule.put("description", "edited in the browser"));
    repository.runWithSecrets("export").succeeded();
    assertThat(Files.readString(file))
        .contains("scope: project/SHOP # ours")
        .contains("edited in the browser");
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    String ari = sandbox.rule(id).path("rule").path("ruleScopeARIs").path(0).asText();
    sandbox.edit(
        id,
        rule -> {
          rule.putArray("ruleScopeARIs").add(ari.replace("10001", "10002"));
          return rule;
        });
    repository.runWithSecrets("export").succeeded();
    assertThat(Files.readString(file)).contains("scope: project/10002");
  }

  @Test
  void an_edit_in_the_file_is_sent_with_the_id() throws IOException {
    Files.writeString(
        file, Files.readString(file).replaceFirst("(?m)^description: .*$", "description: new"));
    repository.runWithSecrets("sync").succeeded();
    JsonNode rule = sandbox.rule(id).path("rule");
    assertThat(rule.path("description").asText()).isEqualTo("new");
    assertThat(ExactJson.write(rule.path("ruleScopeARIs"))).contains("project/10001");
    assertThat(Files.readString(file)).contains("project/SHOP # ours");
  }

  @Test
  void where_nobody_knows_the_key_nothing_is_planned_or_sent() throws IOException {
    assertThat(repository.run("plan", "--offline").exitedWith(2).err())
        .contains("no project with the key SHOP is known here")
        .contains("rulekeeper names");
    rewrite("project/SHOP", "project/NOWHERE");
    String before = sandbox.rules().toString();
    for (String command : new String[] {"plan", "sync", "export"}) {
      assertThat(repository.runWithSecrets(command).exitedWith(2).err())
          .containsPattern("\\.yaml:\\d+: no project with the key NOWHERE");
    }
    assertThat(sandbox.rules()).hasToString(before);
    repository.run("lint").succeeded();
    repository.run("secrets", "list").succeeded();
    repository.run("report").succeeded();
  }
}
