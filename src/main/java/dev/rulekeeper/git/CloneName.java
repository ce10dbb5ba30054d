package dev.rulekeeper.git;

import dev.rulekeeper.file.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * The random name of a clone, kept in its Git folder, so that a later run knows its own lock.
 *
 * <p>A clone that was copied, such as by a build server's cache, must not share the name: a run
 * there would take the lock of a living run here. So a hash of the place is kept beside the name,
 * and in another place a new name is made up. The hash never leaves the clone.
 */
final class CloneName {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CloneName() {}

  /** The name in {@code folder}, made up at the first call. */
  static String in(Path folder) {
    Path file = folder.resolve("clone");
    try {
      Files.createDirectories(folder);
      Optional<String> known = read(file, place(folder));
      return known.isPresent() ? known.get() : make(folder, file);
    } catch (IOException e) {
      throw GitFailures.of("cannot name this clone in " + file, e);
    }
  }

  private static String make(Path folder, Path file) throws IOException {
    LocalLock lock =
        LocalLock.acquire(folder.resolve("clone.lock"), PATIENCE)
            .orElseThrow(
                () -> new GitException(folder + " is locked", "run the same command again"));
    try {
      String place = place(folder);
      Optional<String> known = read(file, place);
      if (known.isPresent()) {
        return known.get();
      }
      String name = UUID.randomUUID().toString();
      Path temporary = folder.resolve("clone.tmp");
      Files.deleteIfExists(temporary);
      PrivateFile.replace(
          file, temporary, (name + "\n" + place + "\n").getBytes(StandardCharsets.UTF_8));
      return name;
    } finally {
      lock.close();
    }
  }

  private static Optional<String> read(Path file, String place) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.size() == 2 && lines.get(1).equals(place)
        ? Optional.of(lines.get(0))
        : Optional.empty();
  }

  /** A hash over machine, path and the file system's own number of the folder. */
  private static String place(Path folder) throws IOException {
    Object number =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .fileKey();
    String place = machine() + "\n" + folder.toRealPath() + "\n" + number;
    try (ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
      ObjectId id =
          hash.idFor(
              org.eclipse.jgit.lib.Constants.OBJ_BLOB, place.getBytes(StandardCharsets.UTF_8));
      return id.name();
    }
  }

  private static String machine() throws IOException {
    Path hostname = Path.of("/etc/hostname");
    return Files.isReadable(hostname)
        ? Files.readString(hostname)
        : System.getenv().getOrDefault("COMPUTERNAME", "");
  }
}
