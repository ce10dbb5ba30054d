package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pull request can write a hook where {@code core.hooksPath} lies in the repository. */
class HookEnvironmentTest {
  @TempDir private Path folder;

  @Test
  void no_hook_of_the_clone_or_of_the_remote_gets_our_secrets() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(3).build())) {
      SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
      repository.environment().put("RULEKEEPER_SECRETS", "unused=EXAMPLE-value");
      repository.environment().put("RULEKEEPER_STATE_KEY", "EXAMPLE-state-key-0123456789");
      Path remote = folder.resolve("remote.git");
      git(folder, "init", "-q", "--bare", remote.toString());
      git(repository.root(), "remote", "add", "origin", remote.toString());
      git(repository.root(), "push", "-q", "-u", "origin", "HEAD");
      Path hooks = repository.root().resolve(".git/hooks");
      for (String name : List.of("pre-commit", "commit-msg", "pre-push")) {
        hook(hooks.resolve(name));
      }
      hook(remote.resolve("hooks/pre-receive"));
      String id = sandbox.rules().get(0).path("rule").path("uuid").asText();
      sandbox.edit(id, rule -> rule.put("description", "Edited in the browser"));
      assertThat(new ChildProcess(repository, folder).run("export", "export", "--push")).isZero();
      for (String name : List.of("pre-commit", "commit-msg", "pre-push", "pre-receive")) {
        assertThat(folder.resolve(name + ".saw"))
            .content()
            .as(name)
            .contains("PATH=")
            .doesNotContain("ATLASSIAN_", "RULEKEEPER_", "EXAMPLE", sandbox.token());
      }
    }
  }

  private void hook(Path file) throws IOException {
    Path saw = folder.resolve(file.getFileName() + ".saw");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\nenv > " + saw + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void git(Path directory, String... arguments) throws Exception {
    var command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(git.waitFor()).isZero();
  }
}
