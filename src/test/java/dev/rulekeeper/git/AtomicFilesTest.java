package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static dev.rulekeeper.git.RealGit.read;
import static dev.rulekeeper.git.RealGit.repository;
import static dev.rulekeeper.git.RealGit.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.file.FileChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(IsolatedGit.class)
class AtomicFilesTest {
  private static final int FILES = 120;

  @TempDir Path folder;

  @Test
  void a_write_that_cannot_be_completed_changes_no_file_and_leaves_none_behind()
      throws IOException {
    write(folder, "a.yaml", "old\n");
    write(folder, "z", "a file where a folder should be\n");
    assertThatThrownBy(
            () -> new AtomicFiles(folder).write(files("a.yaml", "new\n", "z/b.yaml", "b\n")))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("cannot write");
    assertThat(read(folder, "a.yaml")).isEqualTo("old\n");
    assertThat(names()).containsExactlyInAnyOrder("a.yaml", "z");
  }

  @Test
  void nothing_is_written_through_a_folder_that_is_a_link() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside/x"));
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.createSymbolicLink(root.resolve("rules"), folder.resolve("outside"));
    for (String path : List.of("rules/a.yaml", "rules/x/a.yaml")) {
      assertThatThrownBy(() -> new AtomicFiles(root).write(files(path, "a\n")))
          .isInstanceOf(GitException.class)
          .hasMessageContaining("symbolic link");
    }
    assertThat(outside).isEmptyDirectory();
    assertThat(outside.resolveSibling("a.yaml")).doesNotExist();
  }

  @Test
  void what_an_interrupted_run_left_is_deleted_by_the_next() throws IOException {
    write(folder, ".rulekeeper-1.tmp", "half a te");
    write(folder, "rules/x/.rulekeeper-2.tmp", "half a te");
    write(folder, "rules/.rulekeeper-mine.yaml", "no leftover\n");
    new AtomicFiles(folder).write(files("rules/a.yaml", "a\n"));
    assertThat(names()).containsExactlyInAnyOrder("rules", "x", "a.yaml", ".rulekeeper-mine.yaml");
  }

  @Test
  void a_new_file_is_readable_for_whom_its_folder_is_and_an_old_one_keeps_its_permissions()
      throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));
    write(folder, "old.yaml", "old\n");
    Files.setPosixFilePermissions(
        folder.resolve("old.yaml"), PosixFilePermissions.fromString("rw-rw----"));
    new AtomicFiles(folder).write(files("old.yaml", "new\n", "new.yaml", "new\n"));
    assertThat(permissions("old.yaml")).isEqualTo("rw-rw----");
    assertThat(permissions("new.yaml")).isEqualTo("rw-r-----");
  }

  @Test
  void a_link_in_place_of_a_file_is_replaced_and_its_target_left_alone() throws IOException {
    write(folder, "target", "keep\n");
    Files.createSymbolicLink(folder.resolve("a.yaml"), folder.resolve("target"));
    new AtomicFiles(folder).write(files("a.yaml", "a\n"));
    assertThat(read(folder, "target")).isEqualTo("keep\n");
    assertThat(Files.isSymbolicLink(folder.resolve("a.yaml"))).isFalse();
  }

  /** Kills a real process at two moments while it writes all files anew again and again. */
  @Test
  void a_killed_process_leaves_each_file_old_or_new_and_the_same_command_completes()
      throws Exception {
    Path repository = repository(folder.resolve("r"));
    for (int millis : new int[] {5, 60}) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  EndlessWriter.class.getName(),
                  repository.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(writer.getInputStream().read()).isEqualTo('+');
      Thread.sleep(millis);
      writer.destroyForcibly();
      assertThat(writer.waitFor(30, TimeUnit.SECONDS)).isTrue();

      for (int i = 0; i < FILES; i++) {
        assertThat(read(repository, EndlessWriter.path(i))).matches("(\\d+)\\n(\\1\\n){99}");
      }
      try (WorkTree tree = WorkTree.open(repository, ALICE)) {
        tree.commit(EndlessWriter.round(-millis), "Complete", Optional.empty());
      }
      assertThat(git(repository, "status", "--porcelain")).isEmpty();
      assertThat(git(repository, "log", "-1", "--format=%s")).isEqualTo("Complete");
    }
  }

  /** Commits a new text of every file until it is killed. */
  static final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(String[] arguments) {
      try (WorkTree tree = WorkTree.open(Path.of(arguments[0]), ALICE)) {
        tree.commit(round(0), "Round", Optional.empty());
        System.out.write('+');
        System.out.flush();
        for (int round = 1; ; round++) {
          tree.commit(round(round), "Round", Optional.empty());
        }
      }
    }

    static String path(int number) {
      return "rules/" + number % 7 + "/" + number + ".yaml";
    }

    static FileChanges round(int round) {
      FileChanges.Builder files = FileChanges.builder();
      for (int i = 0; i < FILES; i++) {
        files.write(path(i), (Math.abs(round) + "\n").repeat(100));
      }
      return files.build();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> !file.equals(folder))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
  }
}
