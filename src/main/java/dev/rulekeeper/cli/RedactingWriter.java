package dev.rulekeeper.cli;

import dev.rulekeeper.secret.guard.Redactor;
import java.io.IOException;
import java.io.Writer;

/**
 * The way out of the process: passes what is written through the redactor and then makes it
 * printable, whole messages at a time: it acts when it is flushed.
 */
final class RedactingWriter extends Writer {
  private final Writer target;
  private final Redactor redactor;
  private final PrintableText printable;
  private final StringBuilder pending = new StringBuilder();

  /**
   * Writes to {@code target}.
   *
   * @param colours whether that is a terminal where reports may set colours
   */
  RedactingWriter(Writer target, Redactor redactor, boolean colours) {
    this.printable = new PrintableText(colours);
    this.target = target;
    this.redactor = redactor;
  }

  @Override
  public void write(char[] characters, int from, int length) {
    synchronized (lock) {
      pending.append(characters, from, length);
    }
  }

  @Override
  public void flush() throws IOException {
    synchronized (lock) {
      String text = redactor.redact(pending.toString());
      pending.setLength(0);
      target.write(printable.of(text));
      target.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    target.close();
  }
}
