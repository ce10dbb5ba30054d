package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.BaseRef;
import dev.rulekeeper.git.BaseTexts;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a work tree, a ref or a commit could say to have rules deleted or sent, and must not. */
class ForgedStateTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void a_repository() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(12).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String anyId() {
    return sandbox.rules().get(0).path("rule").path("uuid").asText();
  }

  private void git(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    "git",
                    "-c",
                    "user.name=A",
                    "-c",
                    "user.email=a@example.com",
                    "-c",
                    "core.hooksPath=/dev/null"),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command).directory(repository.root().toFile()).inheritIO().start();
    try {
      assertThat(process.waitFor()).as("%s", command).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_file_that_only_the_work_tree_lacks_deletes_no_rule() throws IOException {
    String id = anyId();
    Path file = repository.fileOf(id);
    Files.delete(file);
    CommandRun plan = repository.runWithSecrets("plan").exitedWith(7);
    assertThat(plan.out()).contains("blocked", "is missing here", "restore the file");
    repository.runWithSecrets("sync", "--prune").exitedWith(7);
    assertThat(sandbox.has(id)).isTrue();
  }

  @Test
  void a_sparse_checkout_deletes_no_rule() throws IOException {
    int rules = sandbox.rules().size();
    git("status", "--short");
    git("sparse-checkout", "set", "--no-cone", "/*", "!/rules/");
    assertThat(repository.root().resolve("rules")).doesNotExist();
    repository.runWithSecrets("sync", "--prune").exitedWith(7);
    assertThat(sandbox.rules()).hasSize(rules);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--skip-worktree", "--assume-unchanged"})
  void a_file_that_git_was_told_to_overlook_deletes_no_rule(String flag) throws IOException {
    String id = anyId();
    Path file = repository.fileOf(id);
    git(
        "update-index",
        flag,
        repository.root().toRealPath().relativize(file.toRealPath()).toString());
    Files.delete(file);
    repository.runWithSecrets("sync", "--prune").exitedWith(7);
    assertThat(sandbox.has(id)).isTrue();
  }

  @Test
  void a_removal_that_was_only_staged_deletes_no_rule() throws IOException {
    String id = anyId();
    git(
        "rm",
        "-q",
        repository.root().toRealPath().relativize(repository.fileOf(id).toRealPath()).toString());
    repository.runWithSecrets("sync", "--prune").exitedWith(7);
    assertThat(sandbox.has(id)).isTrue();
    git("commit", "-q", "-m", "Remove a rule");
    repository.runWithSecrets("sync", "--prune").succeeded();
    assertThat(sandbox.has(id)).isFalse();
  }

  @Test
  void a_rule_folder_that_is_a_link_is_refused_and_deletes_nothing() throws IOException {
    Path rules = repository.root().resolve("rules");
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(rules, elsewhere);
    Files.createSymbolicLink(rules, elsewhere);
    CommandRun run = repository.runWithSecrets("sync", "--prune").exitedWith(2);
    assertThat(run.err()).contains("rules").contains("symbolic link");
  }

  @Test
  void a_base_that_somebody_pushed_deletes_no_rule_that_git_never_had() throws IOException {
    ObjectNode some = sandbox.rule(anyId());
    ObjectNode copy = ((ObjectNode) some.path("rule")).deepCopy();
    copy.remove(List.of("uuid", "id"));
    String id = sandbox.add(copy.put("name", "Never in Git"), ExactJson.array());
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      BaseRef ref = workTree.base(siteName());
      Base base = ref.read().orElseThrow();
      Map<String, byte[]> files = new TreeMap<>(base.files());
      var live = sandbox.rule(id);
      var raw = new ApiRule(RuleId.of(id), (ObjectNode) live.path("rule"), ExactJson.array());
      BaseRule entry =
          new BaseRule(
              FileForm.of(raw, new CloudId(sandbox.cloudId())),
              live.path("rule").path("updated").asText());
      files.put(BaseRule.pathOf(RuleId.of(id)), entry.write());
      ref.write(BaseTexts.of(files), Optional.of(base.id()), "Forged", workTree.head());
    }
    CommandRun run = repository.runWithSecrets("sync", "--prune").exitedWith(7);
    assertThat(run.said()).contains("no commit of this branch ever had its file");
    assertThat(sandbox.has(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "README.md", "00/ff.json", "ab/019ab7c0-1111-7222-8333-444455556666.json"})
  void a_base_with_what_is_no_entry_of_it_is_an_error_that_names_it(String path)
      throws IOException {
    SiteName site = siteName();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      BaseRef ref = workTree.base(site);
      String id = ref.read().map(Base::id).orElseThrow();
      ref.write(
          BaseTexts.of(Map.of(path, "{".getBytes(StandardCharsets.UTF_8))),
          Optional.of(id),
          "Forged",
          workTree.head());
    }
    for (String command : List.of("plan", "sync", "export")) {
      CommandRun run = repository.runWithSecrets(command).exitedWith(1);
      assertThat(run.err()).contains("the base refs/rulekeeper/").contains("cannot be read");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"commit\": 5}", "\u0000"})
  void an_entry_of_the_base_that_is_none_is_such_an_error_too(String text) throws IOException {
    SiteName site = siteName();
    RuleId id = RuleId.of(anyId());
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      BaseRef ref = workTree.base(site);
      String base = ref.read().map(Base::id).orElseThrow();
      ref.write(
          BaseTexts.of(Map.of(BaseRule.pathOf(id), text.getBytes(StandardCharsets.UTF_8))),
          Optional.of(base),
          "Forged",
          workTree.head());
    }
    CommandRun run = repository.runWithSecrets("plan").exitedWith(1);
    assertThat(run.err()).contains("the base refs/rulekeeper/").contains("cannot be read");
  }

  private SiteName siteName() {
    return new SiteName(
        ExactJson.read(repository.runWithSecrets("plan", "-o", "json").out())
            .path("site")
            .asText());
  }

  @Test
  void a_journal_that_was_committed_is_undone_by_nobody() throws IOException {
    String id = anyId();
    Path journal = repository.root().resolve(".rulekeeper/journal/20990101-000000-abcd.jsonl");
    Files.createDirectories(journal.getParent());
    String site = siteName().value();
    Files.writeString(
        journal,
        """
        {"at":"2099-01-01T00:00:00Z","event":"begin","command":"sync","site":"%s","changes":1}
        {"at":"2099-01-01T00:00:01Z","event":"attempt","rule":"%s","kind":"create","name":"x"}
        {"at":"2099-01-01T00:00:02Z","event":"ended","rule":"%s","status":"applied"}
        """
            .formatted(site, id, id),
        StandardCharsets.UTF_8);
    git("add", "-f", ".rulekeeper/journal");
    git("commit", "-q", "-m", "Add a journal");
    for (String[] undo :
        List.of(
            new String[] {"undo"},
            new String[] {"undo", "20990101-000000-abcd"},
            new String[] {"undo", "--prune"})) {
      CommandRun run = repository.runWithSecrets(undo);
      assertThat(run.exit()).as("%s: %s", List.of(undo), run.said()).isIn(2, 7);
    }
    assertThat(repository.runWithSecrets("undo").exitedWith(7).err()).contains("Git tracks");
    assertThat(sandbox.has(id)).isTrue();
    git("rm", "-q", "--cached", "-r", ".rulekeeper/journal");
    assertThat(repository.runWithSecrets("undo").exitedWith(7).err()).contains("Git tracks");
  }
}
