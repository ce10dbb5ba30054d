package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rulekeeper.Draws;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program may give the secret map; nothing of what it prints is shown or kept. */
class SecretProgramTest {
  private static final String VALUE = "EXAMPLE-value-of-the-store-7Qm2";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> PATH = Map.of("PATH", "/usr/local/bin:/usr/bin:/bin");
  @TempDir private Path folder;

  private String output(String command) {
    return SecretProgram.parse(command, PATIENCE).output(PATH, folder);
  }

  @Test
  void words_are_split_as_in_a_shell_and_nothing_else_means_anything() {
    Map<String, List<String>> commands = new TreeMap<>();
    commands.put("vault kv get -field=map a/b", List.of("vault", "kv", "get", "-field=map", "a/b"));
    commands.put("  pass   show a  ", List.of("pass", "show", "a"));
    commands.put(
        "op read \"op://My Vault/map/text\"", List.of("op", "read", "op://My Vault/map/text"));
    commands.put("a b\\ c", List.of("a", "b c"));
    commands.put("a '' \"\"", List.of("a", "", ""));
    commands.put("a $HOME * ; b", List.of("a", "$HOME", "*", ";", "b"));
    commands.put("sh -c 'x | y \"z\"'", List.of("sh", "-c", "x | y \"z\""));
    commands.forEach(
        (command, words) ->
            assertThat(SecretProgram.parse(command, PATIENCE).words()).isEqualTo(words));
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_word_in_single_quotes_arrives_as_it_is(@ForAll String text) {
    String word = text.replace("'", "").replace("\0", "");
    assertThat(SecretProgram.parse("x '" + word + "'", PATIENCE).words())
        .isEqualTo(List.of("x", word));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "pass 'show", "a \"b"})
  void what_is_no_command_is_refused(String command) {
    assertThatThrownBy(() -> SecretProgram.parse(command, PATIENCE))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--secrets-command");
  }

  @Test
  void it_gets_none_of_our_secrets_and_no_input() {
    Map<String, String> environment = new TreeMap<>(PATH);
    environment.put("ATLASSIAN_API_TOKEN", "EXAMPLE");
    environment.put("RULEKEEPER_SECRETS", "EXAMPLE");
    environment.put("VAULT_TOKEN", "its-own");
    assertThat(
            SecretProgram.parse("sh -c 'cat; env'", PATIENCE).output(environment, folder).lines())
        .contains("VAULT_TOKEN=its-own")
        .noneMatch(line -> line.startsWith("ATLASSIAN_") || line.startsWith("RULEKEEPER_"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh -c 'echo " + VALUE + "; echo " + VALUE + " >&2; exit 3'",
        "no-such-program " + VALUE,
        "sh -c 'exit 0' " + VALUE
      })
  void a_failure_shows_neither_what_it_printed_nor_what_it_was_given(String command) {
    assertThatThrownBy(() -> output(command))
        .isInstanceOf(CliException.class)
        .hasMessageNotContaining(VALUE);
    assertThat(SecretProgram.parse(command, PATIENCE).toString()).doesNotContain(VALUE);
  }

  @Test
  void one_that_does_not_end_is_ended_with_what_it_started() throws InterruptedException {
    assertThatThrownBy(
            () ->
                SecretProgram.parse("sh -c 'sleep 987 & wait'", Duration.ofSeconds(1))
                    .output(PATH, folder))
        .hasMessageContaining("longer than 1 s");
    for (int tries = 0; tries < 100 && sleeping() > 0; tries++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(sleeping()).isZero();
  }

  private static long sleeping() {
    return ProcessHandle.current()
        .descendants()
        .filter(
            process ->
                process.info().commandLine().filter(line -> line.contains("sleep 987")).isPresent())
        .count();
  }

  @Test
  void a_plan_takes_its_values_from_it() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(2).build())) {
      SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
      repository.environment().putAll(PATH);
      String command = "cat '" + repository.secrets() + "'";
      assertThat(
              repository.run("plan", "--exit-code", "--secrets-command", command).succeeded().out())
          .doesNotContain("no value");
      repository
          .run(
              "plan",
              "--secrets-command",
              command,
              "--secrets-file",
              repository.secrets().toString())
          .exitedWith(2);
      CommandRun failed = repository.run("plan", "--secrets-command", "false").exitedWith(1);
      assertThat(failed.err()).contains("false of --secrets-command ended with 1");
    }
  }

  private static boolean installed(String... programs) {
    return Stream.of(programs)
        .allMatch(program -> Files.isExecutable(Path.of("/usr/bin", program)));
  }

  private void run(Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("script.log").toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("script.log"))).isZero();
  }

  @Test
  void pass_is_a_source() throws IOException, InterruptedException {
    assumeTrue(installed("pass", "gpg"), "no pass here");
    Map<String, String> environment = new TreeMap<>(PATH);
    Path home = Files.createDirectory(folder.resolve("gnupg"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    environment.put("GNUPGHOME", home.toString());
    environment.put("PASSWORD_STORE_DIR", folder.resolve("store").toString());
    environment.put("HOME", folder.toString());
    try {
      run(
          environment,
          "gpg --batch --quiet --passphrase '' --quick-generate-key tester@acme.example &&"
              + " pass init tester@acme.example && printf 'ci-bot="
              + VALUE
              + "\\n' | pass insert -m rulekeeper");
      assertThat(SecretProgram.parse("pass show rulekeeper", PATIENCE).output(environment, folder))
          .isEqualTo("ci-bot=" + VALUE + "\n");
    } finally {
      run(environment, "gpgconf --kill all");
    }
  }

  @Test
  void age_is_a_source() throws IOException, InterruptedException {
    assumeTrue(installed("age", "age-keygen"), "no age here");
    run(
        PATH,
        "age-keygen -o key.txt && printf 'ci-bot="
            + VALUE
            + "\\n' | age -r $(age-keygen -y key.txt) -o secrets.age");
    assertThat(output("age -d -i key.txt secrets.age")).isEqualTo("ci-bot=" + VALUE + "\n");
  }
}
