package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.NOBODY;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.hook;
import static dev.rulekeeper.git.RealGit.read;
import static dev.rulekeeper.git.RealGit.repository;
import static dev.rulekeeper.git.RealGit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.file.FileChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class CommitTest {
  @TempDir Path folder;
  private Path repository;

  @BeforeEach
  void a_repository() {
    repository = repository(folder.resolve("r"));
  }

  @Test
  void a_commit_holds_exactly_the_given_files() {
    String id = commit(files("rules/site/a.yaml", "a: 1\n", "secrets.yaml", "x\n")).orElseThrow();
    assertThat(git(repository, "rev-parse", "HEAD")).isEqualTo(id);
    assertThat(git(repository, "show", "--format=%s%n%an <%ae>", "--name-status", "HEAD"))
        .isEqualTo("Export\nAlice <alice@example.com>\n\nA\trules/site/a.yaml\nA\tsecrets.yaml");
    assertThat(read(repository, "rules/site/a.yaml")).isEqualTo("a: 1\n");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  @Test
  void what_the_user_staged_or_modified_stays_as_it_is() {
    write(repository, "notes.txt", "one\n");
    git(repository, "add", "notes.txt");
    write(repository, "notes.txt", "two\n");
    write(repository, "README", "edited\n");
    write(repository, "untracked.txt", "u\n");
    git(repository, "rm", "-q", "--cached", "README");
    git(repository, "add", "-N", "untracked.txt");
    String before = git(repository, "status", "--porcelain");
    String staged = git(repository, "ls-files", "--stage");

    commit(files("a.yaml", "a\n"));

    assertThat(git(repository, "status", "--porcelain")).isEqualTo(before);
    assertThat(git(repository, "ls-files", "--stage").lines().filter(l -> !l.endsWith("a.yaml")))
        .containsExactlyElementsOf(staged.lines().toList());
    assertThat(git(repository, "show", "--name-only", "--format=", "HEAD")).isEqualTo("a.yaml");
    assertThat(read(repository, "notes.txt")).isEqualTo("two\n");
  }

  @Test
  void nothing_is_committed_where_no_file_differs() {
    commit(files("a.yaml", "a\n"));
    String head = git(repository, "rev-parse", "HEAD");
    assertThat(commit(files("a.yaml", "a\n"))).isEmpty();
    assertThat(commit(FileChanges.builder().remove("none.yaml").build())).isEmpty();
    assertThat(commit(FileChanges.none())).isEmpty();
    assertThat(git(repository, "rev-parse", "HEAD")).isEqualTo(head);
  }

  @Test
  void a_file_that_does_not_differ_is_not_touched_on_the_disk() throws IOException {
    commit(files("a.yaml", "a\n"));
    var before = Files.getLastModifiedTime(repository.resolve("a.yaml"));
    Object inode = Files.getAttribute(repository.resolve("a.yaml"), "unix:ino");
    commit(files("a.yaml", "a\n", "b.yaml", "b\n"));
    assertThat(Files.getLastModifiedTime(repository.resolve("a.yaml"))).isEqualTo(before);
    assertThat(Files.getAttribute(repository.resolve("a.yaml"), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void a_removed_file_goes_with_the_folders_it_leaves_empty() {
    commit(files("rules/x/a.yaml", "a\n", "rules/b.yaml", "b\n"));
    commit(FileChanges.builder().remove("rules/x/a.yaml").build());
    assertThat(repository.resolve("rules/x")).doesNotExist();
    assertThat(repository.resolve("rules/b.yaml")).exists();
    assertThat(git(repository, "ls-tree", "-r", "--name-only", "HEAD"))
        .isEqualTo("README\nrules/b.yaml");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  @Test
  void a_rename_is_one_commit() {
    commit(files("rules/old.yaml", "a\nb\nc\n"));
    commit(
        FileChanges.builder()
            .remove("rules/old.yaml")
            .write("rules/new/name.yaml", "a\nb\nc\n")
            .build());
    assertThat(git(repository, "show", "-M", "--name-status", "--format=", "HEAD"))
        .isEqualTo("R100\trules/old.yaml\trules/new/name.yaml");
  }

  @Test
  void the_first_commit_of_a_repository_works() {
    Path empty = folder.resolve("empty");
    try (WorkTree tree = WorkTree.init(empty, ALICE)) {
      assertThat(tree.commit(files("a.yaml", "a\n"), "First", Optional.empty())).isPresent();
    }
    assertThat(git(empty, "log", "--format=%s", "main")).isEqualTo("First");
    assertThat(git(empty, "status", "--porcelain")).isEmpty();
  }

  @Test
  void a_detached_head_moves_on_and_no_branch_does() {
    git(repository, "checkout", "-q", "--detach");
    String id = commit(files("a.yaml", "a\n")).orElseThrow();
    assertThat(git(repository, "rev-parse", "HEAD")).isEqualTo(id);
    assertThat(git(repository, "log", "--format=%s", "main")).isEqualTo("Begin");
  }

  @Test
  void a_commit_to_another_branch_leaves_the_clone_where_and_as_it_is() {
    write(repository, "README", "edited\n");
    write(repository, "staged.txt", "s\n");
    git(repository, "add", "staged.txt");
    commit(files("a.yaml", "a\n"), "export/nightly");
    assertThat(git(repository, "symbolic-ref", "--short", "HEAD")).isEqualTo("main");
    assertThat(git(repository, "log", "--format=%s", "export/nightly")).isEqualTo("Export\nBegin");
    assertThat(git(repository, "show", "export/nightly:a.yaml")).isEqualTo("a");
    assertThat(git(repository, "log", "--format=%s", "main")).isEqualTo("Begin");
    assertThat(git(repository, "status", "--porcelain")).isEqualTo("M README\nA  staged.txt");
    assertThat(repository.resolve("a.yaml")).doesNotExist();
  }

  @Test
  void a_new_branch_is_not_made_where_no_file_differs() {
    assertThat(commit(files("README", "hello\n"), "export")).isEmpty();
    assertThat(git(repository, "branch", "--list")).isEqualTo("* main");
  }

  @Test
  void an_existing_branch_goes_on_from_its_own_commits() {
    commit(files("a.yaml", "old\n"), "export");
    commit(files("main.yaml", "m\n"));
    commit(files("a.yaml", "new\n"), "export");
    assertThat(git(repository, "log", "--format=%s", "export")).isEqualTo("Export\nExport\nBegin");
    assertThat(git(repository, "ls-tree", "--name-only", "export")).isEqualTo("README\na.yaml");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  @Test
  void a_branch_that_was_merged_goes_on_from_here() {
    commit(files("a.yaml", "old\n"), "export");
    git(repository, "merge", "-q", "export");
    commit(files("main.yaml", "m\n"));
    commit(files("a.yaml", "new\n"), "export");
    assertThat(git(repository, "ls-tree", "--name-only", "export"))
        .isEqualTo("README\na.yaml\nmain.yaml");
  }

  @Test
  void a_branch_name_that_is_none_or_clashes_is_refused_before_anything_is_written() {
    for (String name : new String[] {"a..b", "-x", "main/sub", "", "a b"}) {
      assertThatThrownBy(() -> commit(files("a.yaml", "a\n"), name))
          .as(name)
          .isInstanceOf(GitException.class);
    }
    assertThat(repository.resolve("a.yaml")).doesNotExist();
  }

  @Test
  void the_middle_of_a_merge_is_no_time_to_commit() {
    git(repository, "checkout", "-q", "-b", "side");
    commit(files("a.yaml", "side\n"));
    git(repository, "checkout", "-q", "main");
    commit(files("b.yaml", "main\n"));
    git(repository, "merge", "-q", "--no-commit", "--no-ff", "side");
    assertThatThrownBy(() -> commit(files("c.yaml", "c\n")))
        .isInstanceOf(GitException.class)
        .extracting(e -> ((GitException) e).hint())
        .asString()
        .contains("finish or abort");
    assertThat(repository.resolve("c.yaml")).doesNotExist();
  }

  @Test
  void a_locked_index_is_explained_and_no_commit_is_made() {
    write(repository, ".git/index.lock", "");
    assertThatThrownBy(() -> commit(files("a.yaml", "a\n")))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("index")
        .hasMessageContaining("another Git process");
    assertThat(git(repository, "log", "--format=%s")).isEqualTo("Begin");
  }

  @Test
  void lock_files_of_a_killed_run_are_deleted_and_those_of_others_are_not() throws IOException {
    Path mark = repository.resolve(".git/rulekeeper/writing");
    write(repository, ".git/rulekeeper/writing", "");
    write(repository, ".git/index.lock", "");
    write(repository, ".git/HEAD.lock", "");
    write(repository, ".git/refs/heads/main.lock", "");
    assertThat(commit(files("a.yaml", "a\n"))).isPresent();
    assertThat(mark).doesNotExist();

    write(repository, ".git/rulekeeper/writing", "");
    Files.setLastModifiedTime(mark, FileTime.from(Instant.now().minusSeconds(60)));
    write(repository, ".git/index.lock", "");
    assertThatThrownBy(() -> commit(files("b.yaml", "b\n"))).isInstanceOf(GitException.class);
    assertThat(repository.resolve(".git/index.lock")).exists();
  }

  @Test
  void an_executable_file_stays_executable() throws IOException {
    write(repository, "run.sh", "#!/bin/sh\n");
    repository.resolve("run.sh").toFile().setExecutable(true);
    git(repository, "add", "run.sh");
    git(repository, "commit", "-q", "-m", "Script");
    commit(files("run.sh", "#!/bin/sh\necho\n"));
    assertThat(git(repository, "ls-tree", "HEAD", "run.sh")).startsWith("100755");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  @Test
  void a_path_that_leaves_the_tree_is_refused() throws IOException {
    Files.createSymbolicLink(repository.resolve("rules"), folder);
    for (String path :
        new String[] {
          "../x", "/x", "a/../../x", ".git/config", "a/.GIT/x", "rules/x.yaml", "", "a//b", "CON"
        }) {
      assertThatThrownBy(() -> commit(files(path, "evil\n")))
          .as(path)
          .isInstanceOf(GitException.class);
    }
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(folder.resolve("x.yaml")).doesNotExist();
  }

  @Test
  void the_bytes_are_committed_as_given_whatever_filters_say() {
    write(repository, ".gitattributes", "* text=auto eol=crlf\n");
    git(repository, "config", "core.autocrlf", "true");
    commit(files("a.yaml", "a\nb\n"));
    assertThat(git(repository, "cat-file", "-s", "HEAD:a.yaml")).isEqualTo("4");
  }

  @Test
  void a_pre_commit_hook_sees_exactly_what_will_be_committed_and_may_refuse_it() {
    Path git = repository.resolve(".git");
    write(repository, "staged.txt", "s\n");
    git(repository, "add", "staged.txt");
    hook(
        git,
        "pre-commit",
        "git diff --cached --name-only > \"$0.saw\"; grep -q bad a.yaml && echo no; ! grep -q bad"
            + " a.yaml");
    assertThat(commit(files("a.yaml", "good\n"))).isPresent();
    assertThat(read(git, "hooks/pre-commit.saw")).isEqualTo("a.yaml\n");
    assertThat(refusal(files("a.yaml", "bad\n"))).contains("pre-commit: no");
    assertThat(git(repository, "show", "HEAD:a.yaml")).isEqualTo("good");
  }

  @Test
  void a_commit_msg_hook_may_change_the_message_or_refuse_it_before_anything_is_written() {
    Path git = repository.resolve(".git");
    hook(
        git,
        "commit-msg",
        "grep -q TICKET- \"$1\" || { echo 'no ticket' >&2; exit 1; }; echo Seen >> \"$1\"");
    assertThat(refusal(files("a.yaml", "a\n"))).contains("commit-msg: no ticket");
    assertThat(repository.resolve("a.yaml")).doesNotExist();
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      tree.commit(files("a.yaml", "a\n"), "TICKET-1 Export\n", Optional.empty());
    }
    assertThat(git(repository, "log", "-1", "--format=%B")).isEqualTo("TICKET-1 Export\nSeen");
  }

  @Test
  void a_file_under_a_filter_is_refused_and_nothing_is_written() {
    write(
        repository,
        ".gitattributes",
        "[attr]secret filter=crypt\n*.txt filter=lfs\n/rules/** secret\n");
    write(repository, "rules/open/.gitattributes", "*.yaml -filter\n");
    for (String path : new String[] {"rules/a.yaml", "b.txt"}) {
      assertThatThrownBy(() -> commit(files(path, "x\n")))
          .as(path)
          .isInstanceOf(GitException.class)
          .hasMessageContaining("filter")
          .hasMessageContaining(path);
      assertThat(repository.resolve(path)).doesNotExist();
    }
    assertThat(commit(files("rules/open/c.yaml", "c\n", "d.yaml", "d\n"))).isPresent();
  }

  @Test
  void nothing_but_the_commit_its_trees_and_its_blobs_gets_into_the_object_database() {
    long before = objects();
    commit(files("rules/a.yaml", "a\n"));
    assertThat(objects() - before).isEqualTo(4);
    assertThat(git(repository, "fsck", "--strict", "--unreachable")).isEmpty();
  }

  @Test
  void without_any_configuration_the_commit_names_rulekeeper_and_not_the_machine() {
    try (WorkTree tree = WorkTree.open(repository, NOBODY)) {
      tree.commit(files("a.yaml", "a\n"), "Export", Optional.empty());
    }
    assertThat(git(repository, "show", "-s", "--format=%an <%ae> %cn <%ce>"))
        .isEqualTo("rulekeeper <rulekeeper@localhost> rulekeeper <rulekeeper@localhost>");
  }

  @Test
  void a_second_writer_waits_for_the_first() throws Exception {
    Thread other =
        new Thread(
            () -> {
              for (int i = 0; i < 10; i++) {
                commit(files("other/" + i + ".yaml", i + "\n"));
              }
            });
    other.start();
    for (int i = 0; i < 10; i++) {
      commit(files("mine/" + i + ".yaml", i + "\n"));
    }
    other.join();
    assertThat(git(repository, "rev-list", "--count", "HEAD")).isEqualTo("21");
    assertThat(git(repository, "ls-files").lines()).hasSize(21);
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  private long objects() {
    return git(repository, "cat-file", "--batch-all-objects", "--batch-check").lines().count();
  }

  private Optional<String> commit(FileChanges files) {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      return tree.commit(files, "Export", Optional.empty());
    }
  }

  private String refusal(FileChanges files) {
    return catchThrowableOfType(GitException.class, () -> commit(files))
        .told(words -> words.read(UnaryOperator.identity()));
  }

  private Optional<String> commit(FileChanges files, String branch) {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      return tree.commit(files, "Export", Optional.of(branch));
    }
  }
}
