package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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

  @Test
  void a_lost_secret_map_comes_back_from_a_site_where_nothing_moved() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder().rules(20).build())) {
      SandboxRepository repository = SandboxRepository.exported(sandbox, folder);
      Map<String, String> values = repository.secretMap();
      Files.delete(repository.secrets());
      CommandRun run =
          repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
      assertThat(run.out()).containsPattern("value for \\d+ placeholders? that had none");
      assertThat(repository.secretMap()).isEqualTo(values);
    }
  }

  private static long living() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .findFirst()
        .orElseThrow();
  }
}
