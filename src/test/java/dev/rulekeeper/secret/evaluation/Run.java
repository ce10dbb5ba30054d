package dev.rulekeeper.secret.evaluation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended.
 *
 * @param code its exit code
 * @param seconds from its start to its end
 * @param processor seconds of processor time that all its threads took, which other processes of a
 *     shared machine change little
 */
record Run(int code, double seconds, double processor) {
  private static final int POLL = 5;

  /** Runs {@code command} in {@code folder}, its output into {@code out}. */
  static Run of(Path folder, Path out, List<String> command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Duration processor = Duration.ZERO;
    while (!process.waitFor(POLL, TimeUnit.MILLISECONDS)) {
      // Nobody tells it any more once the process is gone.
      processor = process.info().totalCpuDuration().orElse(processor);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Run(process.exitValue(), seconds, processor.toNanos() / 1e9);
  }

  /** What is left of this run without what {@code start}, a run with next to no work, took. */
  Run without(Run start) {
    return new Run(code, seconds - start.seconds, processor - start.processor);
  }
}
