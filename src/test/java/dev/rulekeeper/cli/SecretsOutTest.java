package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsOutTest {
  @TempDir private Path folder;

  @Test
  void what_a_killed_export_left_beside_the_file_is_in_no_ones_way_and_goes() throws IOException {
    long self = ProcessHandle.current().pid();
    Path sameNumber = Files.writeString(folder.resolve(".secrets.json." + self), "{");
    Path dead = Files.writeString(folder.resolve(".secrets.json.999999999999"), "{");
    Path alive = Files.writeString(folder.resolve(".secrets.json." + living()), "{");
    Path other = Files.writeString(folder.resolve(".secrets.json.backup"), "{");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(20).build())) {
      SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
      assertThat(repository.secretMap()).isNotEmpty();
    }
    assertThat(sameNumber).doesNotExist();
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
    assertThat(other).exists();
  }

  private static long living() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .findFirst()
        .orElseThrow();
  }
}
