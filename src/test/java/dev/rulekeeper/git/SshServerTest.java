package dev.rulekeeper.git;

import static dev.rulekeeper.git.RealGit.git;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** SSH with a key, a configuration and known hosts. */
class SshServerTest extends ServerScenarios {
  @Override
  String url(String name) {
    return "ssh://git@" + server.host() + ":" + server.port(22) + "/srv/git/" + name + ".git";
  }

  @Override
  Map<String, String> access(Path folder) {
    return Map.of("HOME", server.home(folder.resolve("home"), true).toString());
  }

  @Override
  void configure(Path clone, Path folder) {
    Path secrets = server.home(folder.resolve("home"), true).resolve(".ssh");
    git(
        clone,
        "config",
        "core.sshCommand",
        "ssh -F /dev/null -o IdentitiesOnly=yes -o UserKnownHostsFile="
            + secrets.resolve("known_hosts")
            + " -i "
            + secrets.resolve("id_ed25519"));
  }

  @Test
  void a_host_of_the_ssh_configuration_is_found() {
    Path clone = cloned("clone");
    git(clone, "config", "--unset", "core.sshCommand");
    git(clone, "remote", "set-url", "origin", "ssh://rules-server/srv/git/" + name + ".git");
    try (WorkTree tree = open(clone)) {
      tree.commit(RealGit.files("a.yaml", "a\n"), "Export", Optional.empty());
      tree.push(Optional.empty());
    }
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Export\nBegin");
  }

  @Test
  void a_host_that_is_not_known_is_refused_and_explained() throws IOException {
    Path clone = cloned("clone");
    Path home = server.home(folder.resolve("stranger"), false);
    GitException failed = push(clone, home);
    assertThat(failed.hint()).contains("known_hosts");
    assertThat(Files.readString(home.resolve(".ssh/known_hosts"))).isEmpty();
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Begin");
  }

  @Test
  void a_host_whose_key_changed_is_refused() throws IOException {
    Path clone = cloned("clone");
    Path home = server.home(folder.resolve("fooled"), true);
    Path known = home.resolve(".ssh/known_hosts");
    String other = Files.readString(home.resolve(".ssh/id_ed25519.pub"));
    Files.writeString(known, "[" + server.host() + "]:" + server.port(22) + " " + other);
    assertThat(push(clone, home).hint()).contains("known_hosts");
    assertThat(server.in(name, "git log --format=%s main")).isEqualTo("Begin");
  }

  @Test
  void a_missing_key_is_explained() throws IOException {
    Path clone = cloned("clone");
    Path home = server.home(folder.resolve("keyless"), true);
    Files.delete(home.resolve(".ssh/id_ed25519"));
    assertThat(push(clone, home).hint()).contains("~/.ssh");
  }

  private static GitException push(Path clone, Path home) {
    return catchThrowableOfType(
        GitException.class,
        () -> {
          git(clone, "config", "--unset", "core.sshCommand");
          try (WorkTree tree = WorkTree.open(clone, Map.of("HOME", home.toString()))) {
            tree.commit(RealGit.files("a.yaml", "a\n"), "Export", Optional.empty());
            tree.push(Optional.empty());
          }
        });
  }
}
