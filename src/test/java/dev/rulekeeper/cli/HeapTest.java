package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run holds a fraction of the rules: as many as these would not fit beside what any run needs.
 */
class HeapTest {
  private static final int RULES = 2_500;
  private static final int RULE_BYTES = 10_000;
  private static final String HEAP = "46m";

  @TempDir private Path folder;

  @Test
  void twenty_five_megabytes_of_rules_are_exported_planned_and_exported_again_in_little_heap()
      throws IOException, InterruptedException {
    SandboxOptions options = SandboxOptions.builder().rules(RULES).ruleBytes(RULE_BYTES).build();
    try (Sandbox sandbox = Sandbox.start(options)) {
      SandboxRepository repository = SandboxRepository.init(sandbox, folder);
      ChildProcess child = new ChildProcess(repository, folder);
      String secrets = repository.secrets().toString();
      assertThat(child.runWithin(HEAP, "export", "export", "--secrets-out", secrets)).isZero();
      assertThat(child.runWithin(HEAP, "plan", "plan", "--secrets-file", secrets)).isZero();
      assertThat(child.runWithin(HEAP, "again", "export", "--full", "--secrets-file", secrets))
          .isZero();
    }
  }
}
