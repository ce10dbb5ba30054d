package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps credentials out of commits that rulekeeper does not make; it knows no secret map. */
class SecretsLintTest {
  private static final String TOKEN = "ghp_EXAMPLEexampleEXAMPLEexample0123456789";
  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static SandboxRepository repository;

  @BeforeAll
  static void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(2).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterAll
  static void stop_the_site() {
    sandbox.close();
  }

  @Test
  void lint_finds_a_credential_without_site_credentials_and_secret_map() throws IOException {
    Path file = file();
    String before = Files.readString(file);
    CommandRun.of(Map.of(), repository.root(), "lint", "--secrets").succeeded();
    Files.writeString(file, withToken(before));
    try {
      CommandRun run =
          CommandRun.of(Map.of(), repository.root(), "lint", "--secrets").exitedWith(6);
      assertThat(run.said())
          .contains(repository.root().relativize(file) + ":")
          .contains("<<secret:")
          .doesNotContain(TOKEN);
    } finally {
      Files.writeString(file, before);
    }
  }

  @Test
  void the_hook_of_init_stops_a_commit_of_git_itself() throws IOException, InterruptedException {
    Path file = file();
    String before = Files.readString(file);
    Path program = folder.resolve("rulekeeper");
    Files.writeString(program, launcher());
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path hook = repository.root().resolve(".git/hooks/pre-commit");
    Files.writeString(hook, Files.readString(hook).replaceFirst("(?m)^.* lint", program + " lint"));
    try {
      Files.writeString(file, withToken(before));
      assertThat(git("commit", "-q", "-am", "with a token")).isNotZero();
      Files.writeString(file, before + "# a comment\n");
      assertThat(git("commit", "-q", "-am", "without one")).isZero();
    } finally {
      Files.writeString(file, before);
    }
  }

  private static String launcher() {
    return "#!/bin/sh\nexec '"
        + Path.of(System.getProperty("java.home"), "bin", "java")
        + "' -XX:TieredStopAtLevel=1 -cp '"
        + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        + "' "
        + Main.class.getName()
        + " \"$@\"\n";
  }

  private static int git(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 5];
    command[0] = "git";
    command[1] = "-c";
    command[2] = "user.name=tester";
    command[3] = "-c";
    command[4] = "user.email=tester@acme.example";
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .directory(repository.root().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(said).doesNotContain(TOKEN);
    return process.exitValue();
  }

  private static Path file() throws IOException {
    return repository.fileOf(sandbox.rules().get(0).path("rule").path("uuid").asText());
  }

  private static String withToken(String rule) {
    return rule.replaceFirst(
        "(?m)^components:",
        "components:\n  - component: ACTION\n    type: codebarrel.action.log\n"
            + "    schemaVersion: 1\n    value: the token is "
            + TOKEN);
  }
}
