package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.HeldLock;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A base that is shared must never be ahead of the branch that is shared. */
class SharedBaseTest {
  private static final String ID = "01942462-76da-7349-ba67-16b6650b37a4";
  @TempDir private Path folder;

  @Test
  void an_edit_of_the_site_survives_a_sync_from_a_checkout_that_has_not_got_it() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository here = SandboxRepository.exported(sandbox, folder.resolve("here"));
      Path remote = share(here);
      assertThat(sandbox.has(ID)).isTrue();
      sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
      here.runWithSecrets("export").succeeded();

      SandboxRepository there = cloned(remote, here, sandbox);
      there.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in the browser");
    }
  }

  @Test
  void what_was_exported_and_not_pushed_can_be_edited_and_synced() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository here = SandboxRepository.exported(sandbox, folder.resolve("here"));
      SandboxRepository there = cloned(share(here), here, sandbox);
      sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
      here.runWithSecrets("export").succeeded();
      Path file = here.fileOf(ID);
      Files.writeString(
          file, Files.readString(file).replace("Described in the browser", "Described in Git"));
      assertThat(here.plan().path("summary").path("update").asInt()).isEqualTo(1);
      here.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in Git");

      there.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in Git");
      here.runWithSecrets("plan", "--exit-code").succeeded();
    }
  }

  @Test
  void an_edit_that_a_sync_merged_survives_the_next_sync_of_another_checkout() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository here = SandboxRepository.exported(sandbox, folder.resolve("here"));
      Path remote = share(here);
      Path file = here.fileOf(ID);
      Files.writeString(
          file, Files.readString(file).replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
      commitAndPush(here);
      sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
      SandboxRepository first = cloned(remote, here, sandbox);
      first.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in the browser");

      SandboxRepository second = cloned(remote, here, sandbox);
      second.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in the browser");
      assertThat(second.plan().path("summary").path("drift").asInt()).isEqualTo(1);
    }
  }

  @Test
  void an_edit_of_the_site_survives_a_sync_from_a_checkout_that_is_behind() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository here = SandboxRepository.exported(sandbox, folder.resolve("here"));
      SandboxRepository behind = cloned(share(here), here, sandbox);
      sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
      here.runWithSecrets("export", "--push").succeeded();

      CommandRun sync = behind.runWithSecrets("sync").succeeded();
      assertThat(sync.err()).contains("is not in this checkout");
      assertThat(description(sandbox)).isEqualTo("Described in the browser");
      assertThat(behind.plan().path("summary").path("drift").asInt()).isEqualTo(1);
      here.runWithSecrets("plan", "--exit-code").succeeded();
    }
  }

  @Test
  void an_edit_that_waits_on_another_branch_is_not_taken_back_by_a_sync_of_main() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository here = SandboxRepository.exported(sandbox, folder.resolve("here"));
      SandboxRepository main = cloned(share(here), here, sandbox);
      sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
      here.runWithSecrets("export", "--branch", "edits", "--push").succeeded();

      main.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in the browser");
      squashed(main, "edits");
      main.runWithSecrets("sync").succeeded();
      CommandRun plan = main.runWithSecrets("plan", "--exit-code").succeeded();
      assertThat(plan.err()).doesNotContain("is not in this checkout");
    }
  }

  @Test
  void exports_that_were_squashed_or_wait_leave_main_a_base_without_the_waiting_edits()
      throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      Path remote = folder.resolve("remote.git");
      SandboxRepository here = SandboxRepository.init(sandbox, folder.resolve("here"));
      shared(here, remote);
      push(here);
      here.run("export", "--secrets-out", here.secrets().toString(), "--branch", "one", "--push")
          .succeeded();
      SandboxRepository main = cloned(remote, here, sandbox);
      squashed(main, "one");
      push(main);
      sandbox.edit(ID, rule -> rule.put("description", "Described in the browser"));
      SandboxRepository nightly = cloned(remote, main, sandbox);
      nightly.runWithSecrets("export", "--branch", "two", "--push").succeeded();

      CommandRun sync = main.runWithSecrets("sync").succeeded();
      assertThat(description(sandbox)).isEqualTo("Described in the browser");
      assertThat(sync.err()).contains("is not in this checkout");
      assertThat(main.plan().path("summary").path("drift").asInt()).isEqualTo(1);
    }
  }

  @Test
  void the_lock_of_a_dead_run_is_explained_and_can_be_broken_by_its_name() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      SandboxRepository here = SandboxRepository.exported(sandbox, folder.resolve("here"));
      Path remote = share(here);
      SandboxRepository there = cloned(remote, here, sandbox);
      try (WorkTree workTree = WorkTree.open(here.root())) {
        // Never released, as by a run on a machine that is gone.
        HeldLock unused =
            workTree
                .lock(new SiteName("sandbox"))
                .acquire("ci", "20260101-000000-dead", Duration.ofSeconds(1), holder -> {});
        assertThat(unused).isNotNull();
        CommandRun refused = there.runWithSecrets("sync", "--lock-timeout", "1").exitedWith(4);
        assertThat(refused.err()).contains("--break-lock 20260101-000000-dead");
        there.runWithSecrets("sync", "--break-lock", "another-run").exitedWith(1);
        there.runWithSecrets("sync", "--break-lock", "20260101-000000-dead").succeeded();
      }
    }
  }

  private static String description(Sandbox sandbox) {
    return sandbox.rule(ID).path("rule").path("description").asText();
  }

  /** Makes a bare remote of the repository, with its branch and its base. */
  private Path share(SandboxRepository repository) throws Exception {
    Path remote = folder.resolve("remote.git");
    shared(repository, remote);
    repository.runWithSecrets("export", "--push").succeeded();
    repository.runWithSecrets("sync").succeeded();
    return remote;
  }

  private static void shared(SandboxRepository repository, Path remote) throws Exception {
    Git.init().setBare(true).setInitialBranch("main").setDirectory(remote.toFile()).call().close();
    try (Git git = Git.open(repository.root().toFile())) {
      git.remoteAdd().setName("origin").setUri(new URIish(remote.toUri().toString())).call();
    }
  }

  private static void push(SandboxRepository repository) throws Exception {
    try (Git git = Git.open(repository.root().toFile())) {
      git.push().setRemote("origin").add("main").call();
    }
  }

  private static void commitAndPush(SandboxRepository repository) throws Exception {
    try (Git git = Git.open(repository.root().toFile())) {
      git.add().addFilepattern("rules").call();
      git.commit().setMessage("Rename").setNoVerify(true).setSign(false).call();
      git.push().setRemote("origin").add("main").call();
    }
  }

  /** As a server does it: one commit with the content of the branch and without its history. */
  private static void squashed(SandboxRepository repository, String branch) throws Exception {
    try (Git git = Git.open(repository.root().toFile())) {
      git.fetch().call();
      git.merge().include(git.getRepository().resolve("origin/" + branch)).setSquash(true).call();
      git.commit().setMessage("Squash").setNoVerify(true).setSign(false).call();
    }
  }

  private SandboxRepository cloned(Path remote, SandboxRepository origin, Sandbox sandbox)
      throws Exception {
    Path home = Files.createTempDirectory(folder, "clone");
    Git.cloneRepository()
        .setURI(remote.toUri().toString())
        .setDirectory(home.resolve("rules").toFile())
        .call()
        .close();
    SandboxRepository clone = SandboxRepository.at(sandbox, home);
    copySecrets(origin, clone);
    return clone;
  }

  private static void copySecrets(SandboxRepository from, SandboxRepository to) throws IOException {
    Files.copy(from.secrets(), to.secrets(), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
  }
}
