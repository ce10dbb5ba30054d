package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.BaseRef;
import dev.rulekeeper.git.BaseTexts;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody may push who has no key of the state, and what the runs that have it make of it.
 */
class SignedStateTest {
  private static final String RUN = "20990101-000000-abcd";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void a_site_whose_state_is_signed() throws Exception {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(12).build());
    repository = SandboxRepository.init(sandbox, folder);
    Path remote = folder.resolve("remote.git");
    Git.init().setBare(true).setDirectory(remote.toFile()).setInitialBranch("main").call().close();
    try (Git git = Git.open(repository.root().toFile())) {
      git.remoteAdd().setName("origin").setUri(new URIish(remote.toUri().toString())).call();
    }
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-key-of-the-state");
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
    push();
    repository.runWithSecrets("sync").succeeded();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private void push() throws IOException, GitAPIException {
    try (Git git = Git.open(repository.root().toFile())) {
      git.push().setRemote("origin").add("main").call();
    }
  }

  private SiteName site() {
    return new SiteName(repository.plan().path("site").asText());
  }

  /** Writes a base as a run without the key does; gives its id. */
  private String forgedBase() {
    SiteName site = site();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      BaseRef ref = workTree.base(site);
      String id = ref.read().map(Base::id).orElseThrow();
      Map<String, byte[]> files = Map.of("forged", "{}".getBytes(StandardCharsets.UTF_8));
      return ref.write(BaseTexts.of(files), Optional.of(id), "Forged", workTree.head());
    }
  }

  @Test
  void a_base_without_the_signature_is_read_by_no_command() {
    repository.runWithSecrets("plan", "--exit-code").succeeded();
    String forged = forgedBase();
    for (String command : new String[] {"plan", "sync", "export"}) {
      CommandRun run = repository.runWithSecrets(command).exitedWith(1);
      assertThat(run.err())
          .as(command)
          .contains("was not signed with this RULEKEEPER_STATE_KEY")
          .contains("RULEKEEPER_TRUSTED_BASE=" + forged);
    }
  }

  @Test
  void a_base_from_before_the_key_is_taken_and_signed_and_the_plan_says_so() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    SandboxRepository young = SandboxRepository.init(sandbox, elsewhere);
    young.run("export", "--secrets-out", young.secrets().toString()).succeeded();
    young.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-key-of-the-state");
    sandbox.forgetRequests();
    CommandRun plan = young.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(plan.out()).contains("the base has no signature of RULEKEEPER_STATE_KEY");
    assertThat(sandbox.requestCounts().toString()).contains("GET rule/{uuid}=12");
    young.runWithSecrets("sync").succeeded();
    plan = young.runWithSecrets("plan", "--exit-code").succeeded();
    assertThat(plan.out()).doesNotContain("signature");
  }

  @Test
  void the_same_in_a_clone_that_has_seen_no_base_yet() throws Exception {
    forgedBase();
    try (Stream<Path> files = Files.walk(repository.root().resolve(".git/refs/rulekeeper"))) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
    assertThat(repository.runWithSecrets("plan").exitedWith(1).err()).contains("was not signed");
  }

  @Test
  void who_trusts_a_base_names_it_once_and_the_run_signs_it() {
    repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-another-key");
    assertThat(repository.runWithSecrets("sync").exitedWith(1).err()).contains("was not signed");
    String id;
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      id = workTree.base(new SiteName("sandbox")).read().map(Base::id).orElseThrow();
    }
    repository.environment().put("RULEKEEPER_TRUSTED_BASE", id);
    repository.runWithSecrets("sync").succeeded();
    repository.environment().remove("RULEKEEPER_TRUSTED_BASE");
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_journal_that_somebody_pushed_is_undone_by_nobody() throws IOException {
    rename();
    repository.runWithSecrets("sync").succeeded();
    List<String> names =
        ExactJson.read(repository.run("runs", "-o", "json").out()).findValuesAsText("run");
    String own = names.get(names.size() - 1);
    String id = sandbox.rules().get(0).path("rule").path("uuid").asText();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      String text =
          """
          {"at":"2099-01-01T00:00:00Z","event":"begin","command":"sync","site":"sandbox","changes":1}
          {"at":"2099-01-01T00:00:01Z","event":"attempt","rule":"%s","kind":"create","name":"x"}
          {"at":"2099-01-01T00:00:02Z","event":"ended","rule":"%s","status":"applied"}
          """
              .formatted(id, id);
      workTree
          .journals(new SiteName("sandbox"))
          .add(Map.of(RUN + ".jsonl", text.getBytes(StandardCharsets.UTF_8)), 50);
    }
    CommandRun runs = repository.run("runs").succeeded();
    assertThat(runs.out()).contains(own).doesNotContain(RUN);
    assertThat(runs.err()).contains("left out").contains(RUN);
    assertThat(repository.runWithSecrets("undo").exitedWith(7).err()).contains("was not signed");
    repository.runWithSecrets("undo", RUN).exitedWith(7);
    assertThat(sandbox.has(id)).isTrue();

    // Another clone takes the journal of a run with the key.
    try (Stream<Path> journals = Files.list(repository.root().resolve(".rulekeeper/journal"))) {
      journals.forEach(path -> path.toFile().delete());
    }
    repository.runWithSecrets("undo", own).succeeded();
  }

  private void rename() throws IOException {
    String id = sandbox.rules().get(0).path("rule").path("uuid").asText();
    Path file = repository.fileOf(id);
    Files.writeString(
        file, Files.readString(file).replaceFirst("(?m)^name: .*$", "name: Named anew"));
  }
}
