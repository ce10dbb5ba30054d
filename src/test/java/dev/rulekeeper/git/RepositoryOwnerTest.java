package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a repository is, and what the programs that it names get to know. */
class RepositoryOwnerTest {
  private static final int SOMEBODY = 4711;
  @TempDir private Path folder;
  private Path repository;

  @BeforeEach
  void a_repository() {
    repository = RealGit.repository(folder.resolve("clone"));
  }

  private static void give(Path path) throws IOException {
    Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    assumeThat(me).as("only root can give a file away").isEqualTo(0);
    Files.setAttribute(path, "unix:uid", SOMEBODY, LinkOption.NOFOLLOW_LINKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".git"})
  void the_repository_of_another_user_is_not_opened(String part) throws IOException {
    give(repository.resolve(part).normalize());
    Path below = Files.createDirectories(repository.resolve("rules/site"));
    for (Path directory : new Path[] {repository, below}) {
      assertThatThrownBy(() -> WorkTree.open(directory))
          .isInstanceOfSatisfying(
              GitException.class, e -> assertThat(e.hint()).contains("safe.directory"))
          .hasMessageContaining("another user");
    }
    git(
        repository,
        "config",
        "-f",
        repository.resolve(".git/config").toString(),
        "safe.directory",
        "*");
    assertThatThrownBy(() -> WorkTree.open(repository)).hasMessageContaining("another user");
  }

  @Test
  void with_sudo_the_repository_of_who_called_it_is_opened() throws IOException {
    give(repository);
    WorkTree.open(repository, Map.of("SUDO_UID", String.valueOf(SOMEBODY))).close();
  }

  @Test
  void no_program_that_git_starts_gets_our_secrets() throws IOException {
    ProcessBuilder builder = ChildProcessFileSystem.detected().runInShell("env", new String[0]);
    builder.environment().put("KEPT", "1");
    assertThat(builder.environment()).containsKey("PATH");
    Map<String, String> environment =
        new java.util.HashMap<>(
            Map.of(
                "ATLASSIAN_API_TOKEN", "a",
                "RULEKEEPER_SECRETS", "b",
                "RULEKEEPER_SECRET_BOT", "c",
                "RULEKEEPER_STATE_KEY", "d",
                "PATH", "/bin"));
    ChildProcessFileSystem.withoutSecrets(environment);
    assertThat(environment).containsOnlyKeys("PATH");
    try (WorkTree workTree = WorkTree.open(repository)) {
      assertThat(workTree.fileSystem()).isInstanceOf(ChildProcessFileSystem.class);
      assertThat(workTree.fileSystem().newInstance()).isInstanceOf(ChildProcessFileSystem.class);
    }
  }

  /** Prints what a program of JGit would get, in a process that has our secrets. */
  static final class Shell {
    private Shell() {}

    /** Prints the names. */
    public static void main(String[] arguments) {
      ChildProcessFileSystem.detected()
          .runInShell("env", new String[0])
          .environment()
          .keySet()
          .forEach(System.out::println);
    }
  }

  @Test
  void a_shell_that_git_starts_gets_our_environment_without_the_secrets() throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classes,
            Shell.class.getName());
    java.environment()
        .putAll(Map.of("ATLASSIAN_API_TOKEN", "a", "RULEKEEPER_STATE_KEY", "b", "KEPT", "1"));
    Process process = java.start();
    String names = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(names).contains("KEPT").doesNotContain("ATLASSIAN_", "RULEKEEPER_");
  }

  @Test
  void a_rule_that_a_commit_removed_is_told_from_one_that_git_never_had() throws IOException {
    RealGit.write(repository, "a.yaml", "id: a\n");
    RealGit.write(repository, "b.yaml", "id: b\n");
    git(repository, "add", ".");
    git(repository, "commit", "-q", "-m", "Add");
    git(repository, "rm", "-q", "a.yaml");
    git(repository, "commit", "-q", "-m", "Remove");
    try (WorkTree workTree = WorkTree.open(repository);
        FolderHistory history =
            workTree.history("", text -> java.util.Set.of(text.strip().replace("id: ", "")))) {
      assertThat(history.hasNow("a")).isFalse();
      assertThat(history.hadBefore("a")).isTrue();
      assertThat(history.hasNow("b")).isTrue();
      assertThat(history.hadBefore("c")).isFalse();
      assertThat(history.isShallow()).isFalse();
    }
  }
}
