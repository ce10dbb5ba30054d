package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build server does with a rule repository that has a remote. */
class RunnerLoopTest {
  private static final String ID = "01942462-76da-7349-ba67-16b6650b37a4";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SharedRepository shared;

  @BeforeEach
  void share() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    shared = SharedRepository.of(sandbox, folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void a_base_that_cannot_be_read_ends_the_plan_without_a_row() throws Exception {
    SandboxRepository runner = shared.cloned();
    sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
    Files.move(shared.remote(), folder.resolve("away.git"));
    CommandRun refused = runner.runWithSecrets("plan").exitedWith(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("refs/rulekeeper/sandbox/synced");
  }

  @Test
  void a_plan_without_the_base_says_so_in_every_format() throws Exception {
    SandboxRepository runner = shared.cloned();
    Files.move(shared.remote(), folder.resolve("away.git"));
    for (String format : new String[] {"text", "json", "markdown"}) {
      assertThat(runner.runWithSecrets("plan", "--without-base", "-o", format).succeeded().out())
          .contains("made without the base");
    }
  }

  @Test
  void a_quiet_night_ends_well_and_pushes_nothing() throws Exception {
    SandboxRepository runner = shared.cloned();
    runner.runWithSecrets("export", "--branch", "nightly", "--push").succeeded();
    assertThat(shared.git("branch", "--list", "nightly")).isEmpty();
  }

  @Test
  void a_night_with_an_edit_leaves_the_clone_on_its_branch() throws Exception {
    SandboxRepository runner = shared.cloned();
    for (String description : new String[] {"One", "Two"}) {
      sandbox.edit(ID, rule -> rule.put("description", description));
      runner.runWithSecrets("export", "--branch", "nightly", "--push").succeeded();
      assertThat(shared.show("nightly", runner.fileOf(ID), runner))
          .contains("description: " + description);
      assertThat(Files.readString(runner.root().resolve(".git/HEAD")))
          .isEqualTo("ref: refs/heads/main\n");
      assertThat(Files.readString(runner.fileOf(ID))).doesNotContain("description: " + description);
      runner = shared.cloned();
    }
  }

  @Test
  void a_deletion_that_nothing_allows_makes_the_pull_request_red_and_not_main() throws Exception {
    SandboxRepository author = shared.cloned();
    Files.delete(author.fileOf(ID));
    shared.commitAndPush(author, "Remove a rule");
    assertThat(author.runWithSecrets("plan").exitedWith(7).out()).contains("prune: true");

    allowPruning(author);
    author.runWithSecrets("plan", "--exit-code").exitedWith(7);
    shared.commitAndPush(author, "Let sync delete");
    author.runWithSecrets("plan", "--exit-code").exitedWith(3);
    author.runWithSecrets("sync").succeeded();
    assertThat(sandbox.has(ID)).isFalse();
  }

  @Test
  void too_many_changes_make_the_pull_request_red_and_say_why_in_the_document() throws Exception {
    SandboxRepository author = shared.cloned();
    for (Path file : shared.ruleFiles(author)) {
      String text = Files.readString(file);
      Files.writeString(file, text.replaceFirst("(?m)^name: .*$", "name: Same for all"));
    }
    CommandRun plan = author.runWithSecrets("plan", "-o", "markdown").exitedWith(7);
    assertThat(plan.out()).contains("sync would refuse this");
  }

  @Test
  void a_pull_request_is_planned_without_secrets_and_says_what_was_not_compared() throws Exception {
    SandboxRepository author = shared.cloned();
    edit(author, "Described in Git");
    CommandRun plan = author.run("plan", "-o", "json").succeeded();
    JsonNode document = ExactJson.read(plan.out());
    assertThat(document.path("summary").path("update").asInt()).isEqualTo(1);
    assertThat(document.path("summary").has("rotate")).isFalse();
    assertThat(document.path("notes").toString())
        .contains("without a value here")
        .contains(author.secretMap().keySet().iterator().next());
  }

  @Test
  void a_plan_without_values_says_of_every_rule_what_one_with_the_current_values_says()
      throws Exception {
    SandboxRepository author = shared.cloned();
    List<ObjectNode> rules = sandbox.rules();
    for (int i = 0; i < rules.size(); i += 2) {
      String id = rules.get(i).path("rule").path("uuid").asText();
      sandbox.edit(id, rule -> rule.put("description", "Described in the browser"));
    }
    List<Path> files = shared.ruleFiles(author);
    for (int i = 0; i < 6; i++) {
      String text = Files.readString(files.get(i));
      Files.writeString(files.get(i), text.replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
    }
    JsonNode without = ExactJson.read(author.run("plan", "-o", "json").succeeded().out());
    JsonNode with = author.plan();
    assertThat(with.path("summary").path("drift").asInt()).isGreaterThan(10);
    assertThat(with.path("summary").path("update").asInt()).isGreaterThan(1);
    assertThat(without.path("summary")).isEqualTo(with.path("summary"));
    assertThat(without.path("changes")).isEqualTo(with.path("changes"));
    assertThat(without.path("notes").toString()).contains("without a value here");
  }

  @Test
  void a_sync_without_a_value_writes_all_rules_but_those_that_need_it() throws Exception {
    SandboxRepository runner = shared.cloned();
    String missing = shared.secretOf(runner, runner.secretMap().keySet());
    runner.rotate(missing, "Rotated-EXAMPLE-value-1");
    edit(runner, "Described in Git");
    shared.commitAndPush(runner, "Describe");
    runner.forget(missing);
    CommandRun sync = runner.runWithSecrets("sync").exitedWith(7);
    assertThat(sync.said()).contains("the secret " + missing + " has no value");
    assertThat(sandbox.rule(ID).path("rule").path("description").asText())
        .isEqualTo("Described in Git");
  }

  @Test
  void a_fork_plans_without_the_site_and_without_secrets() throws Exception {
    SandboxRepository fork = shared.cloned();
    fork.environment().keySet().removeIf(name -> name.startsWith("ATLASSIAN_"));
    fork.run("plan", "--offline", "--exit-code").succeeded();
    edit(fork, "Described in Git");
    CommandRun plan = fork.run("plan", "--offline", "--exit-code", "-o", "markdown").exitedWith(3);
    assertThat(plan.out()).contains("made offline").contains("Described in Git");
  }

  @Test
  void only_what_was_reviewed_is_sent_and_rotations() throws Exception {
    SandboxRepository author = shared.cloned();
    edit(author, "Described in Git");
    Path reviewed =
        Files.writeString(folder.resolve("plan.json"), author.run("plan", "-o", "json").out());
    String rotated = shared.secretOf(author, author.secretMap().keySet());
    author.rotate(rotated, "Rotated-EXAMPLE-value-1");
    Path other = shared.ruleFiles(author).get(0);
    String text = Files.readString(other);
    Files.writeString(other, text.replaceFirst("(?m)^name: .*$", "name: Slipped in"));
    CommandRun refused =
        author.runWithSecrets("sync", "--reviewed-plan", reviewed.toString()).exitedWith(4);
    assertThat(refused.err()).contains("not what was reviewed").contains("Slipped in");
    Files.writeString(other, text);
    author.runWithSecrets("sync", "--reviewed-plan", reviewed.toString()).succeeded();
    assertThat(sandbox.rule(ID).path("rule").path("description").asText())
        .isEqualTo("Described in Git");
  }

  @Test
  void a_run_can_be_seen_and_undone_from_another_clone() throws Exception {
    SandboxRepository runner = shared.cloned();
    String before = sandbox.rule(ID).path("rule").path("description").asText();
    edit(runner, "Described in Git");
    shared.commitAndPush(runner, "Describe");
    runner.runWithSecrets("sync").succeeded();
    SandboxRepository laptop = shared.cloned();
    assertThat(laptop.run("runs", "-o", "json").succeeded().out()).contains("\"applied\" : 1");
    laptop.runWithSecrets("undo").succeeded();
    assertThat(sandbox.rule(ID).path("rule").path("description").asText()).isEqualTo(before);
  }

  @Test
  void a_merge_that_a_sync_made_is_on_the_remote_and_named() throws Exception {
    SandboxRepository author = shared.cloned();
    edit(author, "Described in Git");
    shared.commitAndPush(author, "Describe");
    sandbox.edit(ID, rule -> rule.put("name", "Named in the browser"));
    SandboxRepository runner = shared.cloned();
    String document = runner.runWithSecrets("sync", "-o", "json").succeeded().out();
    String branch = ExactJson.read(document).path("branch").asText();
    assertThat(branch).startsWith("rulekeeper/merged-");
    assertThat(shared.show(branch, runner.fileOf(ID), runner)).contains("Named in the browser");
    SandboxRepository later = shared.cloned();
    assertThat(later.plan().path("summary").path("drift").asInt()).isEqualTo(1);
    RealGit.git(later.root(), "merge", "-q", "origin/" + branch);
    later.runWithSecrets("plan", "--exit-code").succeeded();
    edit(later, "Described again");
    assertThat(later.plan().path("summary").path("update").asInt()).isEqualTo(1);
  }

  @Test
  void a_host_that_takes_branches_only_keeps_base_lock_and_journal_on_branches() throws Exception {
    SandboxRepository author = shared.cloned();
    Path configuration = author.root().resolve("rulekeeper.yaml");
    Files.writeString(
        configuration, Files.readString(configuration) + "\nrefs: refs/heads/rulekeeper\n");
    edit(author, "Described in Git");
    shared.commitAndPush(author, "Keep refs on branches");
    author.runWithSecrets("sync").succeeded();
    assertThat(shared.git("for-each-ref", "--format=%(refname)", "refs/heads/rulekeeper"))
        .isEqualTo("refs/heads/rulekeeper/sandbox/journal\nrefs/heads/rulekeeper/sandbox/synced");
    sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
    assertThat(shared.cloned().plan().path("summary").path("drift").asInt()).isEqualTo(1);
  }

  @Test
  void after_a_secret_was_renamed_edits_and_deletions_are_what_they_are() throws Exception {
    SandboxRepository author = shared.cloned();
    String name = shared.secretOf(author, author.secretMap().keySet());
    author.rotate("renamed-secret", Objects.requireNonNull(author.secretMap().get(name)));
    author.forget(name);
    author.run("secrets", "rename", name, "renamed-secret").succeeded();
    List<Path> users = new ArrayList<>();
    for (Path file : shared.ruleFiles(author)) {
      if (Files.readString(file).contains("<<secret:renamed-secret>>")) {
        users.add(file);
      }
    }
    assertThat(users).hasSizeGreaterThan(1);
    Files.delete(users.get(1));
    SharedRepository.commit(author, "Remove a rule");
    Path edited = users.get(0);
    Files.writeString(
        edited,
        Files.readString(edited)
            .replaceFirst("<<secret:renamed-secret>>", "x-<<secret:renamed-secret>>"));
    JsonNode summary = author.plan().path("summary");
    assertThat(summary.path("update").asInt()).isEqualTo(1);
    assertThat(summary.path("delete").asInt()).isEqualTo(1);
    assertThat(summary.has("conflict")).isFalse();
  }

  @Test
  void a_clone_with_other_line_ends_passes_the_check_of_the_format() throws Exception {
    SandboxRepository clone = shared.cloned("-c", "core.autocrlf=true");
    clone.run("fmt", "--check").succeeded();
    assertThat(RealGit.git(clone.root(), "status", "--porcelain")).isEmpty();
  }

  @Test
  void rules_under_a_filter_are_neither_exported_nor_synced_past_it() throws Exception {
    SandboxRepository clone = shared.cloned();
    Files.writeString(clone.root().resolve(".gitattributes"), "rules/** filter=crypt\n");
    sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
    String head = RealGit.git(clone.root(), "rev-parse", "HEAD");
    assertThat(clone.runWithSecrets("export").exitedWith(1).err()).contains("filter=crypt");
    clone.runWithSecrets("sync").exitedWith(1);
    assertThat(RealGit.git(clone.root(), "rev-parse", "HEAD")).isEqualTo(head);
  }

  @Test
  void an_export_that_waits_while_main_syncs_another_rule_takes_nothing_back() throws Exception {
    SandboxRepository main = shared.cloned();
    Path other = shared.ruleFiles(main).stream().filter(f -> !isOf(f)).findFirst().orElseThrow();
    sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
    main.runWithSecrets("export", "--branch", "nightly", "--push").succeeded();
    String text = Files.readString(other);
    Files.writeString(other, text.replaceFirst("(?m)^name: .*$", "name: Renamed on main"));
    shared.commitAndPush(main, "Rename");
    main.runWithSecrets("sync").succeeded();
    sandbox.edit(ID, rule -> rule.put("description", "Described again"));
    RealGit.git(main.root(), "merge", "-q", "origin/nightly");
    JsonNode plan = main.plan();
    assertThat(plan.path("summary").path("drift").asInt()).isEqualTo(1);
    assertThat(plan.path("summary").has("update")).isFalse();
  }

  private static boolean isOf(Path file) {
    try {
      return Files.readString(file).contains(ID);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void edit(SandboxRepository repository, String description) throws IOException {
    Path file = repository.fileOf(ID);
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.contains("\ndescription: ")
            ? text.replaceFirst("(?m)^description: .*$", "description: " + description)
            : text.replaceFirst("(?m)^(name: .*)$", "$1\ndescription: " + description));
  }

  private static void allowPruning(SandboxRepository repository) throws IOException {
    Path configuration = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(configuration, Files.readString(configuration) + "\nprune: true\n");
  }
}
