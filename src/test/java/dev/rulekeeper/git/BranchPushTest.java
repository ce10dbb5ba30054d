package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.anotherClone;
import static dev.rulekeeper.git.RealGit.cloneWithRemote;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.hook;
import static dev.rulekeeper.git.RealGit.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class BranchPushTest {
  @TempDir Path folder;
  private Path clone;
  private Path remote;

  @BeforeEach
  void a_clone() {
    clone = cloneWithRemote(folder);
    remote = folder.resolve("remote.git");
  }

  @Test
  void the_current_branch_goes_to_its_remote_and_the_tracking_branch_follows() {
    commitAndPush(clone, Optional.empty());
    assertThat(git(remote, "log", "--format=%s", "main")).isEqualTo("Export\nBegin");
    assertThat(git(clone, "status", "-sb")).isEqualTo("## main...origin/main");
  }

  @Test
  void a_new_branch_is_made_on_the_remote() {
    commitAndPush(clone, Optional.of("export/nightly"));
    assertThat(git(remote, "log", "--format=%s", "export/nightly")).isEqualTo("Export\nBegin");
    assertThat(git(remote, "log", "--format=%s", "main")).isEqualTo("Begin");
  }

  @Test
  void pushing_what_is_there_already_is_no_error() {
    commitAndPush(clone, Optional.empty());
    push(clone, Optional.empty());
    assertThat(git(remote, "log", "--format=%s", "main")).isEqualTo("Export\nBegin");
  }

  @Test
  void nothing_but_the_branch_is_pushed() {
    git(clone, "tag", "v1");
    git(clone, "branch", "private");
    commitAndPush(clone, Optional.empty());
    assertThat(git(remote, "for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
  }

  @Test
  void without_a_remote_the_hint_says_how_to_add_one() {
    Path lonely = repository(folder.resolve("lonely"));
    GitException refused = refused(lonely, Optional.empty());
    assertThat(refused.hint()).contains("git remote add");
  }

  @Test
  void a_detached_head_needs_a_branch_name() {
    git(clone, "checkout", "-q", "--detach");
    assertThat(refused(clone, Optional.empty()).hint()).contains("--branch");
  }

  @Test
  void a_remote_that_moved_meanwhile_is_explained_and_never_overwritten() {
    Path other = anotherClone(folder, "other");
    commitAndPush(other, Optional.empty());
    commit(clone, "mine.yaml");
    GitException refused = refused(clone, Optional.empty());
    assertThat(refused.kind()).isEqualTo(GitException.Kind.MOVED);
    assertThat(refused).hasMessageContaining("commits that this clone has not");
    assertThat(refused.hint()).contains("git pull --rebase");
    assertThat(git(remote, "rev-parse", "main")).isEqualTo(git(other, "rev-parse", "main"));
  }

  @Test
  void a_pre_receive_hook_is_quoted() {
    hook(remote, "pre-receive", "echo 'Tickets only on Tuesdays' >&2; exit 1");
    commit(clone, "a.yaml");
    GitException refused = refused(clone, Optional.empty());
    assertThat(refused.kind()).isEqualTo(GitException.Kind.REJECTED);
    assertThat(RealGit.told(refused))
        .contains("remote: Tickets only on Tuesdays")
        .contains("pre-receive hook declined");
    assertThat(git(remote, "log", "--format=%s", "main")).isEqualTo("Begin");
  }

  @Test
  void a_protected_branch_is_named_with_the_words_of_its_update_hook() {
    hook(
        remote,
        "update",
        "[ \"$1\" != refs/heads/main ] || { echo 'main is protected: open a pull request' >&2; exit"
            + " 1; }");
    commit(clone, "a.yaml");
    GitException refused = refused(clone, Optional.empty());
    assertThat(RealGit.told(refused)).contains("remote: main is protected: open a pull request");
    assertThat(refused.hint()).contains("--branch NAME");
    commitAndPush(clone, Optional.of("allowed"));
    assertThat(git(remote, "branch", "--list", "allowed")).contains("allowed");
  }

  @Test
  void the_servers_words_cannot_steer_the_terminal() {
    hook(remote, "pre-receive", "printf 'a\\033[2Jb\\007c\\n' >&2; exit 1");
    commit(clone, "a.yaml");
    assertThat(RealGit.told(refused(clone, Optional.empty())))
        .contains("remote: ab")
        .doesNotContain("\u001b");
  }

  @Test
  void a_pre_push_hook_of_the_clone_runs_and_is_quoted() {
    hook(clone.resolve(".git"), "pre-push", "echo 'run the checks first' >&2; exit 1");
    commit(clone, "a.yaml");
    assertThat(RealGit.told(refused(clone, Optional.empty())))
        .contains("pre-push: run the checks first");
    assertThat(git(remote, "log", "--format=%s", "main")).isEqualTo("Begin");
  }

  @Test
  void a_remote_that_is_not_there_is_named_without_its_password() {
    git(clone, "remote", "set-url", "origin", "http://bot:hunter2EXAMPLE@127.0.0.1:9/x.git");
    commit(clone, "a.yaml");
    GitException refused = refused(clone, Optional.empty());
    assertThat(refused).hasMessageContaining("http://127.0.0.1:9/x.git");
    assertThat(RealGit.told(refused) + refused.hint()).doesNotContain("hunter2", "bot");
    assertThat(refused.getCause()).isNull();
  }

  @Test
  void the_remote_is_chosen_as_git_chooses_it() {
    git(folder, "init", "-q", "--bare", "-b", "main", "fork.git");
    git(clone, "remote", "add", "fork", folder.resolve("fork.git").toString());
    git(clone, "config", "branch.main.pushRemote", "fork");
    commitAndPush(clone, Optional.empty());
    assertThat(git(folder.resolve("fork.git"), "log", "--format=%s", "main"))
        .isEqualTo("Export\nBegin");
    assertThat(git(remote, "log", "--format=%s", "main")).isEqualTo("Begin");
  }

  @Test
  void a_branch_that_only_the_remote_has_is_continued_after_a_fetch() {
    Path other = anotherClone(folder, "other");
    commitAndPush(other, Optional.of("export"));
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      assertThat(tree.commitOf("export")).isEmpty();
      assertThat(tree.fetch("export")).isTrue();
      assertThat(tree.fetch("nowhere")).isFalse();
      assertThat(tree.commitOf("export")).isPresent();
      tree.commit(files("b.yaml", "b\n"), "More", Optional.of("export"));
      tree.push(Optional.of("export"));
    }
    assertThat(git(remote, "log", "--format=%s", "export")).isEqualTo("More\nExport\nBegin");
  }

  @Test
  void a_commit_to_a_branch_that_only_the_remote_has_continues_it() {
    Path other = anotherClone(folder, "other");
    commitAndPush(other, Optional.of("export"));
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      tree.fetch("export");
      tree.commit(files("b.yaml", "b\n"), "More", Optional.of("export"));
      assertThat(tree.branch()).contains("main");
      tree.push(Optional.of("export"));
    }
    assertThat(git(remote, "log", "--format=%s", "export")).isEqualTo("More\nExport\nBegin");
  }

  private static void commit(Path repository, String path) {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      tree.commit(files(path, "a\n"), "Export", Optional.empty());
    }
  }

  private static void commitAndPush(Path repository, Optional<String> branch) {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      tree.commit(files("pushed.yaml", branch + "\n"), "Export", branch);
      tree.push(branch);
    }
  }

  private static void push(Path repository, Optional<String> branch) {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      tree.push(branch);
    }
  }

  private static GitException refused(Path repository, Optional<String> branch) {
    return catchThrowableOfType(GitException.class, () -> push(repository, branch));
  }
}
