package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.fail;

import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens in between, plan and sync converge and nobody's work is lost. Longer: {@code
 * -Drulekeeper.storms=200}, another first seed: {@code -Drulekeeper.storm.seed=1000}.
 */
class StormTest {
  private static final int STORMS = Integer.getInteger("rulekeeper.storms", 5);
  private static final long FIRST = Long.getLong("rulekeeper.storm.seed", 1);
  @TempDir private Path folder;

  /** On every third site, reads are stale for a moment after a write. */
  private static SandboxOptions options(long seed) {
    int stale = seed % 3 == 0 ? 150 : 0;
    return SandboxOptions.builder().rules(12).randomSeed(seed).staleMillis(stale).build();
  }

  @Test
  void after_any_sequence_of_edits_faults_and_kills_git_and_site_agree_and_no_edit_is_lost()
      throws Exception {
    for (long seed = FIRST; seed < FIRST + STORMS; seed++) {
      Path home = Files.createDirectory(folder.resolve("storm-" + seed));
      SandboxOptions options = options(seed);
      try (Sandbox sandbox = Sandbox.start(options)) {
        Storm storm = new Storm(seed, sandbox, home);
        try {
          storm.rage();
        } catch (AssertionError | RuntimeException e) {
          fail("seed " + seed + ":\n" + String.join("\n", storm.history()), e);
        }
      }
    }
  }
}
