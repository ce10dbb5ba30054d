package dev.rulekeeper.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a command reads from and writes to.
 *
 * @param terminal whether a person sits there, who sees progress and can be asked
 */
public record StandardStreams(
    InputStream in, OutputStream out, OutputStream err, boolean terminal) {

  /** Those of the process. */
  static StandardStreams ofProcess() {
    return new StandardStreams(
        System.in,
        // A print stream would keep to itself that the disk is full.
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        isTerminal());
  }

  /** From JDK 22 on this needs {@code -Djdk.console=java.base}, which the launcher gives. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    return System.console() != null;
  }
}
