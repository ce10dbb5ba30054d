package dev.rulekeeper.workflow;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The law of the base: what one side alone changed since the two last agreed is that side's edit,
 * whatever way the commits took. {@code -Drulekeeper.lines=N} tries more histories.
 */
class LinesOfWorkTest {
  private static final int HISTORIES = Integer.getInteger("rulekeeper.lines", 10);
  private static final long FIRST = Long.getLong("rulekeeper.lines.seed", 1);
  private static final int STEPS = 40;

  @TempDir private Path folder;

  @Test
  void what_one_side_alone_changed_is_its_edit_on_every_line_of_work() throws Exception {
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      new LinesOfWork(folder.resolve("history-" + seed), seed).walk(STEPS);
    }
  }
}
