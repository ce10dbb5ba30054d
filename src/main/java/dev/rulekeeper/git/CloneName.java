package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;

/** The random name of a clone, kept in its Git folder, so that a later run knows its own lock. */
final class CloneName {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CloneName() {}

  /** The name in {@code folder}, made up at the first call. */
  static String in(Path folder) {
    Path file = folder.resolve("clone");
    try {
      if (!Files.exists(file)) {
        write(folder, file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw Failure.of("cannot name this clone in " + file, e);
    }
  }

  private static void write(Path folder, Path file) throws IOException {
    LocalLock lock =
        LocalLock.acquire(folder.resolve("clone.lock"), PATIENCE)
            .orElseThrow(() -> new GitException(folder + " is locked", "try again"));
    try {
      if (!Files.exists(file)) {
        Path temporary = folder.resolve("clone.tmp");
        Files.writeString(temporary, UUID.randomUUID().toString());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      lock.close();
    }
  }
}
