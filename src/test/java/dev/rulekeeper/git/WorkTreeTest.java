package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.repository;
import static dev.rulekeeper.git.RealGit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class WorkTreeTest {
  @TempDir Path folder;

  @Test
  void no_repository_is_an_error_that_says_how_to_make_one() {
    assertThatThrownBy(() -> WorkTree.open(folder, ALICE))
        .isInstanceOf(GitException.class)
        .hasMessageContaining(folder.toString())
        .extracting(e -> ((GitException) e).hint())
        .asString()
        .contains("git init", "rulekeeper init");
  }

  @Test
  void a_bare_repository_is_an_error() {
    git(folder, "init", "-q", "--bare", "bare.git");
    assertThatThrownBy(() -> WorkTree.open(folder.resolve("bare.git"), ALICE))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("bare");
  }

  @Test
  void init_makes_branch_main_without_a_commit() {
    try (WorkTree tree = WorkTree.init(folder.resolve("new"), ALICE)) {
      assertThat(tree.branch()).contains("main");
    }
    assertThat(git(folder.resolve("new"), "symbolic-ref", "HEAD")).isEqualTo("refs/heads/main");
  }

  @Test
  void init_in_a_repository_opens_it() throws IOException {
    Path repository = repository(folder.resolve("r"));
    try (WorkTree tree = WorkTree.init(repository.resolve("rules"), ALICE)) {
      assertThat(tree.root()).isEqualTo(repository.toRealPath());
    }
    assertThat(repository.resolve("rules/.git")).doesNotExist();
  }

  @Test
  void a_folder_inside_opens_the_repository_above_it() throws IOException {
    Path repository = repository(folder.resolve("r"));
    write(repository, "ops/rules/a.yaml", "a\n");
    try (WorkTree tree = WorkTree.open(repository.resolve("ops/rules"), ALICE)) {
      assertThat(tree.root()).isEqualTo(repository.toRealPath());
      assertThat(tree.pathOf(repository.resolve("ops/rules/a.yaml"))).isEqualTo("ops/rules/a.yaml");
    }
  }

  @Test
  void a_path_is_found_through_a_symbolic_link_to_the_repository() throws IOException {
    Path repository = repository(folder.resolve("r"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), repository);
    try (WorkTree tree = WorkTree.open(link, ALICE)) {
      assertThat(tree.pathOf(link.resolve("rules/new.yaml"))).isEqualTo("rules/new.yaml");
    }
  }

  @Test
  void a_path_outside_is_refused() {
    try (WorkTree tree = WorkTree.open(repository(folder.resolve("r")), ALICE)) {
      assertThatThrownBy(() -> tree.pathOf(folder.resolve("elsewhere")))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("outside");
    }
  }

  @Test
  void a_linked_work_tree_is_a_work_tree() throws IOException {
    Path repository = repository(folder.resolve("r"));
    git(repository, "worktree", "add", "-q", "-b", "side", "../linked");
    Path linked = folder.resolve("linked");
    try (WorkTree tree = WorkTree.open(linked, ALICE)) {
      assertThat(tree.root()).isEqualTo(linked.toRealPath());
      assertThat(tree.branch()).contains("side");
      assertThat(tree.commit(files("a.yaml", "a\n"), "Add", Optional.empty())).isPresent();
    }
    assertThat(git(linked, "status", "--porcelain")).isEmpty();
    assertThat(git(repository, "show", "side:a.yaml")).isEqualTo("a");
    assertThat(git(repository, "log", "--format=%s", "main")).isEqualTo("Begin");
  }

  @Test
  void a_submodule_is_a_work_tree_of_its_own() throws IOException {
    Path inner = repository(folder.resolve("inner"));
    Path outer = repository(folder.resolve("outer"));
    git(
        outer,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        inner.toString(),
        "rules");
    Path submodule = outer.resolve("rules");
    try (WorkTree tree = WorkTree.open(submodule, ALICE)) {
      assertThat(tree.root()).isEqualTo(submodule.toRealPath());
      assertThat(tree.commit(files("a.yaml", "a\n"), "Add", Optional.empty())).isPresent();
    }
    assertThat(git(submodule, "status", "--porcelain")).isEmpty();
  }

  @Test
  void a_tracked_file_is_tracked_even_if_it_is_ignored_now() {
    Path repository = repository(folder.resolve("r"));
    write(repository, ".gitignore", "README\n");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.tracks(repository.resolve("README"), false)).isTrue();
      assertThat(tree.tracks(repository.resolve("new"), false)).isFalse();
      assertThat(tree.tracks(repository.resolve("new"), true)).isTrue();
    }
  }

  @Test
  void an_ignored_file_would_not_be_tracked_though_it_does_not_exist_yet() {
    Path repository = repository(folder.resolve("r"));
    write(repository, ".gitignore", "*.env\nprivate/\n/build\n");
    write(repository, "deep/.gitignore", "!keep.env\nlocal.*\n");
    write(repository, ".git/info/exclude", "excluded.txt\n");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      for (String ignored :
          new String[] {
            "secrets.env",
            "deep/er/secrets.env",
            "private/x/y.txt",
            "build/z",
            "deep/local.yaml",
            "deep/er/local.yaml",
            "excluded.txt"
          }) {
        assertThat(tree.tracks(repository.resolve(ignored), true)).as(ignored).isFalse();
      }
      for (String kept : new String[] {"deep/keep.env", "deep/build/z", "secrets.env.txt"}) {
        assertThat(tree.tracks(repository.resolve(kept), true)).as(kept).isTrue();
      }
    }
  }

  @Test
  void nothing_inside_of_the_git_folder_and_nothing_outside_of_any_repository_is_tracked() {
    Path repository = repository(folder.resolve("r"));
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.tracks(repository.resolve(".git/secrets.env"), true)).isFalse();
      assertThat(tree.tracks(folder.resolve("secrets.env"), true)).isFalse();
    }
  }

  @Test
  void a_file_of_another_repository_is_asked_of_that_one() {
    Path repository = repository(folder.resolve("r"));
    Path other = repository(folder.resolve("other"));
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.tracks(other.resolve("secrets.env"), true)).isTrue();
    }
  }

  @Test
  void a_link_that_leads_to_a_tracked_file_counts_as_tracked() throws IOException {
    Path repository = repository(folder.resolve("r"));
    Path link = Files.createSymbolicLink(folder.resolve("out"), repository.resolve("README"));
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.tracks(link, false)).isTrue();
    }
  }

  @Test
  void changed_names_staged_modified_removed_and_new_files_below_a_folder() {
    Path repository = repository(folder.resolve("r"));
    write(repository, "rules/same.yaml", "1\n");
    write(repository, "rules/modified.yaml", "1\n");
    write(repository, "rules/removed.yaml", "1\n");
    git(repository, "add", ".");
    git(repository, "commit", "-q", "-m", "Rules");
    write(repository, "rules/modified.yaml", "2\n");
    git(repository, "rm", "-q", "rules/removed.yaml");
    write(repository, "rules/staged.yaml", "1\n");
    git(repository, "add", "rules/staged.yaml");
    write(repository, "rules/deep/new.yaml", "1\n");
    write(repository, "elsewhere.txt", "1\n");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.changed("rules"))
          .containsExactly(
              "rules/deep/new.yaml",
              "rules/modified.yaml",
              "rules/removed.yaml",
              "rules/staged.yaml");
      assertThat(tree.changed("")).contains("elsewhere.txt", "rules/modified.yaml");
      assertThat(tree.changed("nowhere")).isEmpty();
    }
  }

  @Test
  void a_detached_head_has_no_branch() {
    Path repository = repository(folder.resolve("r"));
    git(repository, "checkout", "-q", "--detach");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.branch()).isEmpty();
    }
  }
}
