package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines and settings that nobody thought of are told of in words, and do no harm. */
class OddEnvironmentTest {
  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(4).build());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://[::1",
        "http://",
        "http:// x",
        "x",
        "http://127.0.0.1:1/\u0000",
        "\u202ehttp://a",
        "http:///a"
      })
  void an_address_of_the_api_that_is_none_is_said_to_be_none(String url) {
    SandboxRepository repository = SandboxRepository.init(sandbox, folder);
    repository.environment().put("RULEKEEPER_API_URL", url);
    CommandRun run = repository.run("plan").exitedWith(2);
    assertThat(run.err()).contains("RULEKEEPER_API_URL is no URL").contains("write it like");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_536, 99_999})
  void a_remote_with_a_port_that_is_none_is_told_of(int port) throws Exception {
    SandboxRepository repository = SandboxRepository.init(sandbox, folder);
    git(
        "-C",
        repository.root().toString(),
        "remote",
        "add",
        "origin",
        "https://git.example:" + port + "/r.git");
    CommandRun run = repository.run("plan").exitedWith(1);
    assertThat(run.err()).contains("" + port).doesNotContain("failed unexpectedly");
  }

  @Test
  void a_repository_that_names_objects_by_sha256_is_refused() throws Exception {
    Path root = Files.createDirectories(folder.resolve("rules"));
    assumeThat(run("git", "init", "-q", "--object-format=sha256", root.toString())).isZero();
    CommandRun run =
        CommandRun.of(Map.of(), folder, "init", "--url", sandbox.url(), "-C", root.toString());
    assertThat(run.exitedWith(1).err()).contains("SHA-256").contains("--object-format=sha1");
    assertThat(root.resolve("rulekeeper.yaml")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void names_that_the_locale_cannot_write_are_no_riddle() throws Exception {
    for (var envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      sandbox.edit(id, rule -> rule.put("name", "Größe 大きさ"));
    }
    SandboxRepository repository = SandboxRepository.init(sandbox, folder);
    repository.environment().put("LC_ALL", "C");
    ChildProcess child = new ChildProcess(repository, folder);
    Files.writeString(repository.secrets(), "{}");
    Files.setPosixFilePermissions(
        repository.secrets(), PosixFilePermissions.fromString("rw-------"));
    Path adopted = folder.resolve("adopted.json");
    int exit = child.run("export", "export", "--secrets-out", adopted.toString());
    String said = Files.readString(folder.resolve("export.err"), StandardCharsets.UTF_8);
    if (exit == 0) {
      assertThat(repository.root().resolve("rules")).isNotEmptyDirectory();
    } else {
      assertThat(said).contains("LC_ALL=C.UTF-8").doesNotContain("failed unexpectedly");
    }
  }

  private static void git(String... arguments) throws IOException, InterruptedException {
    String[] command = new String[arguments.length + 1];
    command[0] = "git";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    assertThat(run(command)).isZero();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
