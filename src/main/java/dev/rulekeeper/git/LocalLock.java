package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock between the processes that use one clone. The operating system drops it when its process
 * ends, however it ends, so it is never stale.
 */
final class LocalLock implements AutoCloseable {
  private static final long POLL_MILLIS = 20;

  private final FileChannel channel;

  private LocalLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock on {@code file}, waiting up to {@code timeout}; nothing if it stays taken. */
  static Optional<LocalLock> acquire(Path file, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      Optional<LocalLock> lock = attempt(file);
      if (lock.isPresent() || System.nanoTime() - deadline >= 0) {
        return lock;
      }
      RetryPause.of(Duration.ofMillis(POLL_MILLIS));
    }
  }

  private static Optional<LocalLock> attempt(Path file) {
    FileChannel channel = null;
    FileLock lock = null;
    try {
      Files.createDirectories(file.getParent());
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return lock == null ? Optional.empty() : Optional.of(new LocalLock(channel));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw GitFailures.of("cannot lock " + file, e);
    } finally {
      if (lock == null && channel != null) {
        closeQuietly(channel);
      }
    }
  }

  /** Gives the lock back. The file stays: deleting it would let two processes lock two files. */
  @Override
  public void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
