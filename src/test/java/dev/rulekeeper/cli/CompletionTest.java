package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines are completed with commands, options and the names of the repository, without a site. */
class CompletionTest {
  @TempDir private Path folder;

  private List<String> complete(Path directory, String... words) {
    String[] all =
        Stream.concat(Stream.of("__complete", "--"), Stream.of(words)).toArray(String[]::new);
    CommandRun run = CommandRun.of(Map.of(), directory, all).succeeded();
    assertThat(run.err()).isEmpty();
    return run.out().lines().toList();
  }

  @Test
  void commands_and_options_are_completed_anywhere() {
    assertThat(complete(folder, "se")).containsExactly("secrets");
    assertThat(complete(folder, "")).contains("rotate", "plan").doesNotContain("__complete");
    assertThat(complete(folder, "secrets", "e")).containsExactly("expiring");
    assertThat(complete(folder, "secrets", "expiring", "--fr")).containsExactly("--from-org");
    assertThat(complete(folder, "plan", "-o", "")).contains("json", "markdown", "text");
    assertThat(complete(folder, "completion", "f")).containsExactly("fish");
    assertThat(complete(folder, "rotate", "")).isEmpty();
    assertThat(complete(folder, "no-such", "x")).isEmpty();
  }

  @Test
  void names_come_from_the_files_of_the_repository() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(2).build())) {
      SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
      repository.rotate(
          repository.secretMap().keySet().iterator().next(), "EXAMPLE-a-new-value-0123456789");
      repository.runWithSecrets("sync").succeeded();
      sandbox.forgetRequests();
      String secret = repository.secretMap().keySet().iterator().next();
      Path root = repository.root();
      assertThat(complete(root, "rotate", secret.substring(0, 2))).contains(secret);
      assertThat(complete(root, "secrets", "where", "")).contains(secret);
      assertThat(complete(folder, "-C", "rules", "rotate", "")).isEmpty();
      assertThat(complete(folder, "rotate", "-C", "rules", "")).contains(secret);
      assertThat(complete(root, "plan", "--site", "")).containsExactly("sandbox");
      assertThat(complete(root, "undo", "")).hasSize(1);
      assertThat(complete(root, "plan", "--select", "rules/")).hasSize(2);
      Files.writeString(root.resolve("secrets.yaml"), "secrets: [");
      assertThat(complete(root, "rotate", "")).isEmpty();
      assertThat(complete(root, "plan", "--site", "")).containsExactly("sandbox");
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void each_script_is_one_that_its_shell_reads(String shell)
      throws IOException, InterruptedException {
    Path script = script(shell);
    assertThat(run(shell, "-n", script.toString())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bash | source SCRIPT; COMP_WORDS=(rulekeeper rotate ci); COMP_CWORD=2; _rulekeeper;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"",
        "fish | source SCRIPT; complete -C 'rulekeeper rotate ci'"
      })
  void the_shell_asks_with_the_words_so_far_and_offers_the_answer(String shell, String line)
      throws IOException, InterruptedException {
    Path program = folder.resolve("rulekeeper");
    Files.writeString(
        program, "#!/bin/sh\necho \"$*\" >>\"$0.asked\"\nprintf 'ci-bot\\nci-key\\n'\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    String said = run(shell, "-c", line.replace("SCRIPT", script(shell).toString()));
    assertThat(said.lines().map(String::strip)).contains("ci-bot", "ci-key");
    assertThat(Files.readString(folder.resolve("rulekeeper.asked")))
        .contains("__complete -- rotate ci");
  }

  private Path script(String shell) throws IOException {
    return Files.writeString(
        folder.resolve("completion." + shell),
        CommandRun.of(Map.of(), folder, "completion", shell).succeeded().out());
  }

  private String run(String shell, String... arguments) throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin", shell);
    assumeTrue(Files.isExecutable(program), "no " + shell + " here");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .redirectErrorStream(true);
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
