package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal. */
final class TerminalProgress implements Progress {
  private final PrintStream stream;
  private @Nullable ProgressBar bar;

  TerminalProgress(PrintStream stream) {
    this.stream = stream;
  }

  @Override
  public void begin(String what, int total) {
    end();
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .setUpdateIntervalMillis(200)
            .setConsumer(new ConsoleProgressBarConsumer(stream))
            .build();
  }

  @Override
  public void step() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
