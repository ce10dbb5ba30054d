package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.ALICE;
import static dev.rulekeeper.git.RealGit.files;
import static dev.rulekeeper.git.RealGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SSH as the user has it, with OpenSSH and with the SSH of JGit; no container is needed. */
class SecureShellTest {
  @TempDir private Path folder;
  private SshHost host;
  private Path clone;
  private Path home;

  @BeforeEach
  void start() throws Exception {
    host = new SshHost(folder.resolve("host"));
    home = host.home(folder.resolve("home"));
    clone = RealGit.cloneWithRemote(folder);
    remote("ssh://rules-server" + folder.resolve("remote.git"));
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "builtin"})
  void the_configuration_and_key_below_the_variable_home_lead_to_the_remote(String git) {
    assertThat(push(git, Map.of())).isNull();
    assertThat(subjects()).isEqualTo("Export\nBegin");
  }

  @Test
  void a_key_that_only_the_agent_has_logs_in() throws Exception {
    Files.delete(home.resolve(".ssh/id_ed25519"));
    assertThat(push("git", Map.of()).hint()).contains("SSH agent");
    Path socket = folder.resolve("agent");
    long agent = agent(socket);
    try {
      run(socket, "ssh-add", "-q", host.key().toString());
      assertThat(push("git", Map.of("SSH_AUTH_SOCK", socket.toString()))).isNull();
      assertThat(subjects()).isEqualTo("Export\nBegin");
    } finally {
      ProcessHandle.of(agent).ifPresent(ProcessHandle::destroy);
    }
  }

  /** Starts an agent, which listens when the command ends, and gives the number of its process. */
  private static long agent(Path socket) throws Exception {
    Matcher number =
        Pattern.compile("SSH_AGENT_PID=(\\d+)")
            .matcher(run(socket, "ssh-agent", "-s", "-a", socket.toString()));
    assertThat(number.find()).isTrue();
    return Long.parseLong(number.group(1));
  }

  private static String run(Path socket, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SSH_AUTH_SOCK", socket.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "builtin"})
  void a_host_that_is_not_known_is_refused_and_not_noted_as_known(String git) throws Exception {
    Path known = Files.writeString(home.resolve(".ssh/known_hosts"), "");
    GitException refused = push(git, Map.of());
    assertThat(refused.hint()).contains("compare the server's key", "known_hosts");
    assertThat(RealGit.told(refused)).contains("cannot push main to origin");
    assertThat(known).isEmptyFile();
    assertThat(subjects()).isEqualTo("Begin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "builtin"})
  void a_host_with_another_key_than_the_known_one_is_refused(String git) throws Exception {
    Files.writeString(home.resolve(".ssh/known_hosts"), host.knownAs("user"));
    assertThat(push(git, Map.of()).hint()).contains("compare the server's key", "known_hosts");
    assertThat(subjects()).isEqualTo("Begin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"git", "builtin"})
  void a_key_that_the_host_does_not_take_is_explained(String git) throws Exception {
    Files.copy(
        folder.resolve("host/host"),
        home.resolve(".ssh/id_ed25519"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(push(git, Map.of()).hint()).contains("a key in ~/.ssh");
  }

  private void remote(String url) {
    git(clone, "remote", "set-url", "origin", url);
  }

  private String subjects() {
    return git(folder.resolve("remote.git"), "log", "--format=%s", "main");
  }

  private GitException push(String git, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(ALICE);
    environment.put("HOME", home.toString());
    environment.put("RULEKEEPER_GIT", git);
    environment.putAll(more);
    return catchThrowableOfType(
        GitException.class,
        () -> {
          try (WorkTree tree = WorkTree.open(clone, environment)) {
            tree.commit(files("a.yaml", "a\n"), "Export", Optional.empty());
            tree.push(Optional.empty());
          }
        });
  }
}
