package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lint looks once at a committed file in which there is nothing to find, and misses nothing. */
class LintTwiceTest {
  private static final String TOKEN = "ghp_EXAMPLEexampleEXAMPLEexample0123456789";
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void a_repository() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(6).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void the_second_lint_says_what_the_first_said() {
    String first = lint().succeeded().said();
    assertThat(marks()).isPositive();
    assertThat(lint().succeeded().said()).isEqualTo(first);
  }

  @Test
  void a_credential_that_is_written_into_a_clean_file_is_found() throws IOException {
    lint().succeeded();
    writeToken();
    assertThat(lint().exitedWith(6).said()).contains("<<secret:").doesNotContain(TOKEN);
  }

  @Test
  void a_committed_file_with_a_credential_is_never_clean() throws Exception {
    writeToken();
    commit();
    lint().exitedWith(6);
    lint().exitedWith(6);
  }

  @Test
  void what_other_files_say_of_a_clean_one_is_said_every_time() throws IOException {
    lint().succeeded();
    Path file = repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText());
    Files.copy(file, file.resolveSibling("another.yaml"));
    assertThat(lint().exitedWith(2).said()).contains("stands in");
  }

  @Test
  void in_a_job_of_ci_every_file_is_looked_at_and_nothing_is_kept() {
    CommandRun.of(Map.of("CI", "true"), repository.root(), "lint").succeeded();
    assertThat(marks()).isZero();
  }

  private CommandRun lint() {
    return CommandRun.of(Map.of(), repository.root(), "lint");
  }

  private long marks() {
    Path kept = repository.root().resolve(".git/rulekeeper/lint-clean");
    if (!Files.isDirectory(kept)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(kept)) {
      return files.count();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void writeToken() throws IOException {
    Path file = repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText());
    Files.writeString(
        file, Files.readString(file).replaceFirst("name: .*", "name: 'with " + TOKEN + "'"));
  }

  private void commit() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder(
                "git",
                "-c",
                "user.name=T",
                "-c",
                "user.email=t@acme.example",
                "commit",
                "--no-verify",
                "-qam",
                "Edit")
            .directory(repository.root().toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(git.waitFor()).isZero();
  }
}
