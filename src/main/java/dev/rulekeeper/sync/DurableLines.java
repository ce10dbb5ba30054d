package dev.rulekeeper.sync;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a file that are on the disk before whoever wrote them goes on. To flush a disk takes as
 * long for many lines as for one, so all who wait for it share the next flush.
 */
final class DurableLines {
  private final WritableByteChannel file;
  private final Flush disk;
  private final Object flushing = new Object();
  private long written;
  private long flushed;
  private @Nullable IOException failure;

  /** Brings to the disk what was written until it is called. */
  interface Flush {
    void flush() throws IOException;
  }

  DurableLines(WritableByteChannel file, Flush disk) {
    this.file = file;
    this.disk = disk;
  }

  /**
   * Adds {@code line} and waits until it is on the disk.
   *
   * @throws IOException if it may not be there, or a line before it may not
   */
  void append(byte[] line) throws IOException {
    long end = write(line);
    synchronized (flushing) {
      if (flushed >= end) {
        return;
      }
      // Before the flush: what is written while it runs may miss it.
      long reached = reached();
      try {
        disk.flush();
      } catch (IOException e) {
        fail(e);
        throw e;
      }
      flushed = reached;
    }
  }

  private synchronized long write(byte[] line) throws IOException {
    refuseAfterFailure();
    ByteBuffer buffer = ByteBuffer.wrap(line);
    try {
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    written += line.length;
    return written;
  }

  private synchronized long reached() throws IOException {
    refuseAfterFailure();
    return written;
  }

  private synchronized void fail(IOException e) {
    failure = e;
  }

  /** A disk tells once of what it lost: the next flush would succeed, and the line be missing. */
  private void refuseAfterFailure() throws IOException {
    if (failure != null) {
      throw new IOException("a line before did not get to the disk", failure);
    }
  }
}
