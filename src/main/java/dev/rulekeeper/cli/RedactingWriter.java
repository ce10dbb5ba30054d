package dev.rulekeeper.cli;

import dev.rulekeeper.secret.known.Redactor;
import java.io.IOException;
import java.io.Writer;

/**
 * Passes what is written through the redactor, whole messages at a time: it acts when it is
 * flushed.
 */
final class RedactingWriter extends Writer {
  private final Writer target;
  private final Redactor redactor;
  private final StringBuilder pending = new StringBuilder();

  RedactingWriter(Writer target, Redactor redactor) {
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
      target.write(redactor.redact(pending.toString()));
      pending.setLength(0);
      target.flush();
    }
  }

  @Override
  public void close() throws IOException {
    flush();
    target.close();
  }
}
