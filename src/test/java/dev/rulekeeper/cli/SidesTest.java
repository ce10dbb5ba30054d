package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which side an edit is taken to be of, in places where the two are easily mixed up. */
class SidesTest {
  private static final String PLAIN = "01942462-76da-7349-ba67-16b6650b37a4";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void a_rule_that_one_side_deleted_and_the_other_edited_can_be_skipped() throws IOException {
    edit(PLAIN, "(?m)^name: .*$", "name: Renamed in Git");
    sandbox.remove(PLAIN);
    repository.runWithSecrets("sync").exitedWith(4);
    CommandRun skipped = repository.runWithSecrets("sync", "--on-drift", "skip").succeeded();
    assertThat(skipped.out()).contains(PLAIN).contains("edited in Git: skipped");
    assertThat(sandbox.has(PLAIN)).isFalse();
  }

  @Test
  void a_deletion_that_ended_after_the_rule_was_switched_off_is_completed() throws IOException {
    Files.delete(repository.fileOf(PLAIN));
    sandbox.edit(PLAIN, rule -> rule.put("state", "DISABLED"));
    repository.runWithSecrets("sync", "--prune").succeeded();
    assertThat(sandbox.has(PLAIN)).isFalse();
  }

  @Test
  void an_unknown_credential_in_one_rule_keeps_no_other_from_being_put_back() throws IOException {
    String other = anotherRule();
    String name = field(other, "name");
    edit(other, "(?m)^name: .*$", "name: Other in Git");
    edit(PLAIN, "(?m)^name: .*$", "name: Renamed in Git");
    sandbox.edit(
        PLAIN, rule -> rule.put("description", "curl -H 'Authorization: Bearer kX8vQ2mZp7Lw4Rt9'"));
    repository.runWithSecrets("sync", "--on-drift", "ours").succeeded();
    assertThat(repository.runWithSecrets("undo", "--dry-run", "--select", other).succeeded().err())
        .doesNotContain(PLAIN);
    CommandRun undo = repository.runWithSecrets("undo").exitedWith(5);
    assertThat(undo.err()).contains(PLAIN).contains("cannot be put back");
    assertThat(field(other, "name")).isEqualTo(name);
  }

  private void edit(String id, String line, String other) throws IOException {
    Path file = repository.fileOf(id);
    Files.writeString(file, Files.readString(file).replaceFirst(line, other));
  }

  private String field(String id, String name) {
    return sandbox.rule(id).path("rule").path(name).asText();
  }

  private String anotherRule() throws IOException {
    for (var envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (!id.equals(PLAIN) && !text.contains("<<") && !text.contains("\nconnections:")) {
        return id;
      }
    }
    throw new AssertionError("the seed has no such rule");
  }
}
