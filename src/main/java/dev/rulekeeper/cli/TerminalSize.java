package dev.rulekeeper.cli;

import dev.rulekeeper.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/** How wide the terminal is. */
final class TerminalSize {
  private static final int USUAL = 80;

  private TerminalSize() {}

  /**
   * {@code COLUMNS} where that is set; else as wide as the terminal, and without one as wide as it
   * takes.
   */
  static int columns(Console console) {
    return console
        .variable("COLUMNS")
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .map(Integer::valueOf)
        .orElseGet(() -> console.terminal() ? ofTerminal() : TextStyle.UNLIMITED);
  }

  private static int ofTerminal() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
    int columns = new ConsoleProgressBarConsumer(nowhere).getMaxRenderedLength() + 1;
    return columns > 1 ? columns : USUAL;
  }
}
