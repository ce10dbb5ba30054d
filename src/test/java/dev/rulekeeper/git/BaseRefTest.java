package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.anotherClone;
import static dev.rulekeeper.git.RealGit.bytes;
import static dev.rulekeeper.git.RealGit.cloneWithRemote;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.hook;
import static dev.rulekeeper.git.RealGit.repository;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.SiteName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class BaseRefTest {
  private static final SiteName ACME = new SiteName("acme");
  private static final String REF = "refs/rulekeeper/acme/synced";

  @TempDir Path folder;

  @Test
  void a_repository_has_no_base_until_one_is_written() {
    Path repository = repository(folder.resolve("r"));
    assertThat(base(repository, BaseRef::read)).isEmpty();
    assertThat(base(repository, BaseRef::fetch)).isEmpty();
  }

  @Test
  void a_base_reads_back_as_it_was_written() {
    Path repository = repository(folder.resolve("r"));
    String id = write(repository, Optional.empty(), "a1/x.json", "x", "b2/y.json", "y\n");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      Base base = tree.base(ACME).read().orElseThrow();
      assertThat(base.id()).isEqualTo(id);
      assertThat(base.message()).isEqualTo("Agree\n");
      assertThat(base.paths()).containsExactly("a1/x.json", "b2/y.json");
      assertThat(base.read("a1/x.json")).contains(bytes("x"));
      assertThat(base.read("none")).isEmpty();
      assertThat(base.files()).containsOnlyKeys("a1/x.json", "b2/y.json");
      assertThat(base.files().get("b2/y.json")).isEqualTo(bytes("y\n"));
      assertThat(base.files().get("none")).isNull();
      assertThat(base.files().entrySet())
          .extracting(file -> new String(file.getValue(), StandardCharsets.UTF_8))
          .containsExactly("x", "y\n");
    }
  }

  @Test
  void the_bases_are_a_chain_apart_from_the_branches_and_the_index() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "x.json", "1");
    String second = write(repository, Optional.of(first), "x.json", "2");
    assertThat(git(repository, "rev-list", REF)).isEqualTo(second + "\n" + first);
    assertThat(git(repository, "show", REF + ":x.json")).isEqualTo("2");
    assertThat(git(repository, "log", "--format=%s", "--branches")).isEqualTo("Begin");
    assertThat(git(repository, "status", "--porcelain")).isEmpty();
  }

  @Test
  void an_equal_base_is_not_written_again() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "x.json", "1");
    assertThat(write(repository, Optional.of(first), "x.json", "1")).isEqualTo(first);
  }

  @Test
  void only_changed_files_get_into_the_object_database() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "a/x.json", "1", "b/y.json", "1y");
    long before = objects(repository);
    write(repository, Optional.of(first), "a/x.json", "2", "b/y.json", "1y");
    // The blob, the folder a, the root and the commit.
    assertThat(objects(repository) - before).isEqualTo(4);
  }

  @Test
  void a_base_that_moved_since_it_was_read_is_not_written_over() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "x.json", "1");
    String second = write(repository, Optional.of(first), "x.json", "2");
    for (Optional<String> stale : java.util.List.of(Optional.<String>empty(), Optional.of(first))) {
      assertThat(moved(() -> write(repository, stale, "x.json", "3"))).isTrue();
    }
    assertThat(git(repository, "rev-parse", REF)).isEqualTo(second);
  }

  @Test
  void a_base_reaches_another_clone_through_the_remote() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    String first = write(clone, Optional.empty(), "x.json", "1");
    assertThat(git(folder.resolve("remote.git"), "rev-parse", REF)).isEqualTo(first);
    assertThat(base(other, BaseRef::read)).isEmpty();
    assertThat(base(other, BaseRef::fetch)).contains(first);
    assertThat(base(other, BaseRef::read)).contains(first);
    String second = write(other, Optional.of(first), "x.json", "2");
    assertThat(base(clone, BaseRef::fetch)).contains(second);
  }

  @Test
  void of_two_clones_that_write_on_the_same_base_one_wins_and_the_other_is_told() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    String first = write(clone, Optional.empty(), "x.json", "1");
    base(other, BaseRef::fetch);
    String second = write(clone, Optional.of(first), "x.json", "2");
    assertThat(moved(() -> write(other, Optional.of(first), "x.json", "3"))).isTrue();
    assertThat(git(folder.resolve("remote.git"), "rev-parse", REF)).isEqualTo(second);
    assertThat(git(other, "rev-parse", REF)).isEqualTo(first);
    assertThat(base(other, BaseRef::fetch)).contains(second);
  }

  @Test
  void a_remote_that_is_added_later_gets_the_base_with_the_next_write() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "x.json", "1");
    git(folder, "init", "-q", "--bare", "later.git");
    git(repository, "remote", "add", "origin", folder.resolve("later.git").toString());
    assertThat(base(repository, BaseRef::fetch)).contains(first);
    String second = write(repository, Optional.of(first), "x.json", "2");
    assertThat(git(folder.resolve("later.git"), "rev-list", REF)).isEqualTo(second + "\n" + first);
  }

  @Test
  void a_remote_that_refuses_the_base_is_quoted_and_the_clone_keeps_the_old_one() {
    Path clone = cloneWithRemote(folder);
    hook(folder.resolve("remote.git"), "update", "echo \"no $1 here\" >&2; exit 1");
    GitException refused =
        catchThrowableOfType(
            GitException.class, () -> write(clone, Optional.empty(), "x.json", "1"));
    assertThat(refused.kind()).isEqualTo(GitException.Kind.REJECTED);
    assertThat(RealGit.told(refused)).contains("remote: no " + REF + " here");
    assertThat(refused.hint()).contains("refs/rulekeeper/");
    assertThat(base(clone, BaseRef::read)).isEmpty();
  }

  @Test
  void neither_FETCH_HEAD_nor_tags_nor_a_pre_push_hook_are_touched() {
    Path clone = cloneWithRemote(folder);
    hook(clone.resolve(".git"), "pre-push", "exit 1");
    Path other = anotherClone(folder, "other");
    git(other, "tag", "v1");
    git(other, "push", "-q", "origin", "v1");
    String first = write(other, Optional.empty(), "x.json", "1");
    assertThat(base(clone, BaseRef::fetch)).contains(first);
    write(clone, Optional.of(first), "x.json", "2");
    assertThat(clone.resolve(".git/FETCH_HEAD")).doesNotExist();
    assertThat(git(clone, "tag")).isEmpty();
  }

  @Test
  void garbage_collection_keeps_the_base() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "x.json", "1");
    git(repository, "gc", "-q", "--prune=now");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      Base base = tree.base(ACME).read().orElseThrow();
      assertThat(base.id()).isEqualTo(first);
      assertThat(base.read("x.json")).contains(bytes("1"));
    }
  }

  @Test
  void sites_have_bases_of_their_own() {
    Path repository = repository(folder.resolve("r"));
    write(repository, Optional.empty(), "x.json", "1");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      assertThat(tree.base(new SiteName("other")).read()).isEmpty();
    }
  }

  @Test
  void a_site_name_that_git_forbids_in_a_ref_is_explained() {
    Path repository = repository(folder.resolve("r"));
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      for (String name : new String[] {"a..b", "a.lock"}) {
        assertThatThrownBy(() -> tree.base(new SiteName(name)))
            .isInstanceOf(GitException.class)
            .hasMessageContaining(name);
      }
    }
  }

  @Test
  void earlier_texts_of_a_file_are_found_behind_the_base() {
    Path repository = repository(folder.resolve("r"));
    String first = write(repository, Optional.empty(), "x.json", "1");
    String second = write(repository, Optional.of(first), "y.json", "1y");
    write(repository, Optional.of(second), "x.json", "2");
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      Base base = tree.base(ACME).read().orElseThrow();
      assertThat(base.paths()).containsExactly("x.json", "y.json");
      assertThat(base.versions("x.json"))
          .toIterable()
          .extracting(text -> new String(text, StandardCharsets.UTF_8))
          .containsExactly("2", "1");
      assertThat(base.versions("none").hasNext()).isFalse();
    }
  }

  @Test
  void a_commit_that_the_remote_lacks_goes_there_with_the_base() {
    Path clone = cloneWithRemote(folder);
    try (WorkTree tree = WorkTree.open(clone, ALICE)) {
      String unpushed = commit(tree, "1");
      Path remote = folder.resolve("remote.git");
      tree.base(ACME)
          .write(
              BaseTexts.of(Map.of("a", bytes("1"))),
              Optional.empty(),
              "First",
              Optional.of(unpushed));
      assertThat(git(remote, "cat-file", "-t", unpushed)).isEqualTo("commit");
      assertThat(git(remote, "for-each-ref", "--format=%(refname)"))
          .isEqualTo("refs/heads/main\n" + REF);
    }
  }

  @Test
  void what_two_clones_wrote_apart_is_kept_by_both() {
    Path clone = cloneWithRemote(folder);
    Path other = anotherClone(folder, "other");
    String first = write(clone, Optional.empty(), "x.json", "1", "y.json", "1");
    base(other, BaseRef::fetch);
    try (WorkTree tree = WorkTree.open(other, ALICE)) {
      tree.base(ACME)
          .writeHere(
              BaseTexts.of(Map.of("x.json", bytes("here"), "y.json", bytes("here"))),
              Optional.of(first),
              "Only here");
      write(clone, Optional.of(first), "x.json", "there");
      Base both = tree.base(ACME).fetch().orElseThrow();
      assertThat(both.versions("x.json"))
          .toIterable()
          .extracting(text -> new String(text, StandardCharsets.UTF_8))
          .containsExactly("there", "here", "there", "1");
      assertThat(both.read("y.json")).contains(bytes("here"));
    }
  }

  private static String commit(WorkTree tree, String text) {
    return tree.commit(FileChanges.writing("f.txt", text), text, Optional.empty()).orElseThrow();
  }

  private static long objects(Path repository) {
    return git(repository, "cat-file", "--batch-all-objects", "--batch-check").lines().count();
  }

  private static String write(Path repository, Optional<String> expected, String... texts) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      files.put(texts[i], bytes(texts[i + 1]));
    }
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      return tree.base(ACME).write(BaseTexts.of(files), expected, "Agree", Optional.empty());
    }
  }

  private static Optional<String> base(Path repository, Function<BaseRef, Optional<Base>> reading) {
    try (WorkTree tree = WorkTree.open(repository, ALICE)) {
      return reading.apply(tree.base(ACME)).map(Base::id);
    }
  }

  private static boolean moved(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
    return catchThrowableOfType(GitException.class, write).kind() == GitException.Kind.MOVED;
  }
}
