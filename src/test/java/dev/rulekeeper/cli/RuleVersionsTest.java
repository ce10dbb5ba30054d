package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which side an edit is taken to be of, in places where the two are easily mixed up. */
class RuleVersionsTest {
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
  void a_rotation_that_leaves_an_edit_of_git_unsent_keeps_it_in_git() throws IOException {
    String id = ruleWithBearer();
    edit(id, "(?m)^name: .*$", "name: Renamed in Git");
    sandbox.edit(id, rule -> rule.put("description", "by the browser"));
    repository.rotate(bot(), sandbox.rotateTargetToken());
    repository.runWithSecrets("sync", "--on-drift", "theirs").succeeded();
    assertThat(sandbox.rule(id).toString()).contains(sandbox.targetToken());
    assertThat(field(id, "name")).isNotEqualTo("Renamed in Git");
    assertThat(Files.readString(repository.fileOf(id))).contains("name: Renamed in Git");

    repository.runWithSecrets("sync").succeeded();
    assertThat(field(id, "name")).isEqualTo("Renamed in Git");
    assertThat(field(id, "description")).isEqualTo("by the browser");
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
    repository.remove(repository.fileOf(PLAIN));
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

  @Test
  void a_variable_with_another_value_is_an_edit_in_git() throws IOException {
    variables("team: red");
    edit(PLAIN, "(?m)^(name: .*)$(\\ndescription: .*)?", "$1\ndescription: Team <<var:team>>");
    repository.runWithSecrets("sync").succeeded();
    assertThat(field(PLAIN, "description")).isEqualTo("Team red");

    variables("team: blue");
    JsonNode change = repository.plan().path("changes").path(0);
    assertThat(change.path("kind").asText()).isEqualTo("update");
    assertThat(change.path("patch").toString()).contains("Team red");
    repository.runWithSecrets("export").succeeded();
    assertThat(Files.readString(repository.fileOf(PLAIN))).contains("Team <<var:team>>");
    repository.runWithSecrets("sync").succeeded();
    assertThat(field(PLAIN, "description")).isEqualTo("Team blue");
    repository.runWithSecrets("plan", "--exit-code").succeeded();

    repository.runWithSecrets("undo").succeeded();
    assertThat(field(PLAIN, "description")).isEqualTo("Team red");
    assertThat(kinds(repository.plan())).containsExactly("update");
  }

  @Test
  void a_merge_whose_commit_cannot_be_pushed_is_remembered_all_the_same() throws Exception {
    String other = anotherRule();
    Path remote = share();
    edit(PLAIN, "(?m)^name: .*$", "name: Renamed in Git");
    edit(other, "(?m)^name: .*$", "name: Other in Git");
    commitRules();
    sandbox.edit(PLAIN, rule -> rule.put("description", "by the browser"));
    Path hook = remote.resolve("hooks/update");
    Files.writeString(hook, "#!/bin/sh\ncase \"$1\" in refs/heads/*) exit 1;; esac\n");
    Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    repository.runWithSecrets("sync", "--push").exitedWith(1);
    assertThat(field(other, "name")).isEqualTo("Other in Git");

    edit(other, "(?m)^name: .*$", "name: Other again in Git");
    assertThat(kinds(repository.plan())).containsExactly("update");
  }

  private static List<String> kinds(JsonNode plan) {
    List<String> kinds = new ArrayList<>();
    plan.path("changes").forEach(change -> kinds.add(change.path("kind").asText()));
    return kinds;
  }

  private Path share() throws Exception {
    Path remote = folder.resolve("remote.git");
    Git.init().setBare(true).setInitialBranch("main").setDirectory(remote.toFile()).call().close();
    try (Git git = Git.open(repository.root().toFile())) {
      git.remoteAdd().setName("origin").setUri(new URIish(remote.toUri().toString())).call();
    }
    repository.runWithSecrets("export", "--push").succeeded();
    repository.runWithSecrets("sync").succeeded();
    return remote;
  }

  private void commitRules() throws Exception {
    try (Git git = Git.open(repository.root().toFile())) {
      git.add().addFilepattern("rules").call();
      git.commit().setMessage("Rename").setNoVerify(true).setSign(false).call();
    }
  }

  private void variables(String line) throws IOException {
    Path file = repository.root().resolve("rulekeeper.yaml");
    String text = Files.readString(file).replaceFirst("    variables:\n.*\n", "");
    Files.writeString(
        file,
        text.replaceFirst(
            "    product: jira\n", "    product: jira\n    variables:\n      " + line + "\n"));
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

  private String ruleWithBearer() throws IOException {
    for (var envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("Bearer <<secret:" + bot() + ">>") && !text.contains("connections:")) {
        return id;
      }
    }
    throw new AssertionError("the seed has no such rule");
  }

  private String bot() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
