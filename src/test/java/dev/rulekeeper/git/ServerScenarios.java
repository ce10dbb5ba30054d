package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.bytes;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.rule.SiteName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What has to work with a remote, whatever way leads to it. */
@Tag("docker")
@ExtendWith({RequiresDocker.class, IsolatedGit.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerScenarios {
  private static final SiteName ACME = new SiteName("acme");

  @TempDir Path folder;
  protected GitServer server;
  protected String name;

  /** The URL of the repository {@code name}, without secrets. */
  abstract String url(String name);

  /** What the environment of a run needs to get there. */
  abstract Map<String, String> access(Path folder);

  /** Tells the real Git how to get there. */
  abstract void configure(Path clone, Path folder);

  @BeforeAll
  void start() {
    server = GitServer.start();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void a_repository_with_one_commit() {
    name = "rules-" + UUID.randomUUID();
    server.create(name);
    Path first = RealGit.repository(folder.resolve("first"));
    git(first, "remote", "add", "origin", url(name));
    try (WorkTree tree = open(first)) {
      tree.push(Optional.empty());
    }
  }

  @Test
  void a_commit_is_pushed_from_a_clone() {
    Path clone = cloned("clone");
    commitAndPush(clone, "a.yaml");
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Export\nBegin");
    assertThat(git(clone, "status", "-sb")).isEqualTo("## main...origin/main");
  }

  @Test
  void a_new_branch_is_pushed_and_continued_by_another_clone() {
    Path clone = cloned("clone");
    Path other = cloned("other");
    try (WorkTree tree = open(clone)) {
      tree.commit(files("a.yaml", "a\n"), "Export", Optional.of("export"));
      tree.push(Optional.of("export"));
    }
    try (WorkTree tree = open(other)) {
      assertThat(tree.fetch("export")).isTrue();
      assertThat(tree.fetch("nowhere")).isFalse();
      tree.commit(files("b.yaml", "b\n"), "More", Optional.of("export"));
      tree.push(Optional.of("export"));
    }
    assertThat(server.in(name, "git log --format=%s export")).isEqualTo("More\nExport\nBegin");
  }

  @Test
  void a_push_that_a_hook_rejects_is_explained_in_the_hooks_words() {
    server.hook(name, "pre-receive", "echo 'Tickets only on Tuesdays' >&2; exit 1");
    GitException refused = refused(cloned("clone"));
    assertThat(refused.kind()).isEqualTo(GitException.Kind.REJECTED);
    assertThat(RealGit.told(refused))
        .contains("pre-receive hook declined")
        .contains("remote: Tickets only on Tuesdays");
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Begin");
  }

  @Test
  void a_protected_branch_stays_and_another_branch_can_be_pushed() {
    server.hook(
        name,
        "update",
        "[ \"$1\" != refs/heads/main ] || { echo 'main is protected' >&2; exit 1; }");
    Path clone = cloned("clone");
    GitException refused = refused(clone);
    assertThat(RealGit.told(refused)).contains("remote: main is protected");
    assertThat(refused.hint()).contains("--branch");
    try (WorkTree tree = open(clone)) {
      tree.commit(files("b.yaml", "b\n"), "Export", Optional.of("proposal"));
      tree.push(Optional.of("proposal"));
    }
    assertThat(server.in(name, "git branch --list proposal")).isEqualTo("proposal");
  }

  @Test
  void a_remote_that_moved_meanwhile_is_not_written_over() {
    Path clone = cloned("clone");
    commitAndPush(cloned("other"), "theirs.yaml");
    GitException refused = refused(clone);
    assertThat(refused.kind()).isEqualTo(GitException.Kind.MOVED);
    assertThat(server.in(name, "git ls-tree --name-only main")).isEqualTo("README\ntheirs.yaml");
  }

  @Test
  void the_base_moves_by_compare_and_swap_between_two_clones() {
    Path clone = cloned("clone");
    Path other = cloned("other");
    try (WorkTree tree = open(clone);
        WorkTree second = open(other)) {
      assertThat(tree.base(ACME).fetch()).isEmpty();
      String first =
          tree.base(ACME)
              .write(BaseTexts.of(base(500, "1")), Optional.empty(), "Agree", Optional.empty());
      Base read = second.base(ACME).fetch().orElseThrow();
      assertThat(read.id()).isEqualTo(first);
      assertThat(read.paths()).hasSize(500);
      assertThat(read.read("07/7.json")).contains(bytes("7 1"));
      String next =
          second
              .base(ACME)
              .write(
                  BaseTexts.of(base(500, "2")),
                  Optional.of(first),
                  "Agree again",
                  Optional.empty());
      GitException late =
          catchThrowableOfType(
              GitException.class,
              () ->
                  tree.base(ACME)
                      .write(
                          BaseTexts.of(base(500, "3")),
                          Optional.of(first),
                          "Late",
                          Optional.empty()));
      assertThat(late.kind()).isEqualTo(GitException.Kind.MOVED);
      assertThat(server.in(name, "git rev-list refs/rulekeeper/acme/synced"))
          .isEqualTo(next + "\n" + first);
      assertThat(tree.base(ACME).fetch().map(Base::id)).contains(next);
    }
  }

  @Test
  void the_lock_keeps_two_clones_apart() {
    Path clone = cloned("clone");
    Path other = cloned("other");
    try (WorkTree tree = open(clone);
        WorkTree second = open(other)) {
      HeldLock held = tree.lock(ACME).acquire("alice", "run-1", Duration.ZERO, waiting -> {});
      GitException locked =
          catchThrowableOfType(
              GitException.class,
              () -> second.lock(ACME).acquire("bob", "run-2", Duration.ofSeconds(1), w -> {}));
      assertThat(locked.kind()).isEqualTo(GitException.Kind.LOCKED);
      assertThat(locked).hasMessageContaining("alice").hasMessageContaining("run-1");
      assertThat(held.release()).isTrue();
      assertThat(second.lock(ACME).acquire("bob", "run-2", Duration.ZERO, w -> {}).release())
          .isTrue();
      assertThat(server.in(name, "git for-each-ref refs/rulekeeper")).isEmpty();
    }
  }

  @Test
  void a_server_that_forbids_deletion_gets_a_released_lock() {
    server.in(name, "git config receive.denyDeletes true");
    server.in(name, "git config receive.denyNonFastForwards true");
    try (WorkTree tree = open(cloned("clone"))) {
      for (String run : new String[] {"run-1", "run-2"}) {
        assertThat(tree.lock(ACME).acquire("a", run, Duration.ZERO, w -> {}).release()).isTrue();
        assertThat(tree.lock(ACME).holder()).isEmpty();
      }
    }
  }

  @Test
  void a_hook_that_forbids_the_base_is_quoted() {
    server.hook(
        name, "update", "case $1 in refs/rulekeeper/*) echo 'branches only' >&2; exit 1;; esac");
    try (WorkTree tree = open(cloned("clone"))) {
      GitException refused =
          catchThrowableOfType(
              GitException.class,
              () ->
                  tree.base(ACME)
                      .write(
                          BaseTexts.of(base(3, "1")), Optional.empty(), "Agree", Optional.empty()));
      assertThat(refused.kind()).isEqualTo(GitException.Kind.REJECTED);
      assertThat(RealGit.told(refused)).contains("remote: branches only");
    }
  }

  /** A clone made by the real Git. */
  protected Path cloned(String directory) {
    Path clone = folder.resolve(directory);
    git(folder, "init", "-q", "-b", "main", directory);
    configure(clone, folder);
    git(clone, "remote", "add", "origin", url(name));
    git(clone, "fetch", "-q", "origin");
    git(clone, "checkout", "-q", "-B", "main", "--track", "origin/main");
    return clone;
  }

  protected WorkTree open(Path clone) {
    Map<String, String> environment = new HashMap<>(RealGit.ALICE);
    environment.putAll(access(folder));
    return WorkTree.open(clone, environment);
  }

  private void commitAndPush(Path clone, String path) {
    try (WorkTree tree = open(clone)) {
      tree.commit(files(path, "a\n"), "Export", Optional.empty());
      tree.push(Optional.empty());
    }
  }

  protected GitException refused(Path clone) {
    return catchThrowableOfType(GitException.class, () -> commitAndPush(clone, "a.yaml"));
  }

  private static Map<String, byte[]> base(int files, String text) {
    Map<String, byte[]> base = new TreeMap<>();
    for (int i = 0; i < files; i++) {
      base.put("%02x/%d.json".formatted(i % 256, i), bytes(i + " " + text));
    }
    return base;
  }
}
