package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.Progress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal. */
final class TerminalProgress implements Progress {
  private final PrintStream stream;
  private @Nullable ProgressBar bar;

  private final boolean colour;

  /** One on standard error. */
  static TerminalProgress onStandardError(boolean colour) {
    return new TerminalProgress(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        colour);
  }

  private TerminalProgress(PrintStream stream, boolean colour) {
    this.stream = stream;
    this.colour = colour;
  }

  @Override
  public void begin(String what, int total) {
    end();
    bar =
        new ProgressBarBuilder()
            .setTaskName(what)
            .setInitialMax(total)
            .setStyle(
                colour ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.UNICODE_BLOCK)
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
