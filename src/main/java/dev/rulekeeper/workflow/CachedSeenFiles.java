package dev.rulekeeper.workflow;

import dev.rulekeeper.git.GitFolderFile;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.FileStamp;
import dev.rulekeeper.ruleset.FileText;
import dev.rulekeeper.ruleset.SeenFiles;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The stamps of rule files and the names of their texts, kept in the Git folder. */
final class CachedSeenFiles implements SeenFiles, AutoCloseable {
  /** To be raised whenever a stamp or a key is made otherwise. */
  private static final String VERSION = "1";

  /**
   * A file that was written this shortly ago is read again next time: some file systems count times
   * in steps of two seconds, and who writes twice in one step leaves the same stamp.
   */
  private static final Duration UNSETTLED = Duration.ofSeconds(3);

  private static final int PARTS = 6;

  private final GitFolderFile file;
  private final Clock clock;
  private final Map<String, Seen> used = new ConcurrentHashMap<>();
  private @Nullable Map<String, Seen> known;
  private volatile boolean fresh;
  private volatile boolean learning = true;

  private record Seen(FileStamp stamp, String key) {}

  CachedSeenFiles(WorkTree workTree, Clock clock) {
    this.file = workTree.kept("seen-files", VERSION);
    this.clock = clock;
  }

  @Override
  public Optional<String> key(String path, FileStamp stamp) {
    Seen seen = known().get(path);
    if (seen == null || !seen.stamp().equals(stamp)) {
      return Optional.empty();
    }
    used.put(path, seen);
    return Optional.of(seen.key());
  }

  @Override
  public void learn(String path, FileStamp stamp, FileText text) {
    boolean oneLine = path.indexOf('\n') < 0;
    if (learning && oneLine && stamp.last().isBefore(clock.instant().minus(UNSETTLED))) {
      used.put(path, new Seen(stamp, text.key()));
      fresh = true;
    }
  }

  private synchronized Map<String, Seen> known() {
    Map<String, Seen> read = known;
    if (read == null) {
      Map<String, Seen> into = new HashMap<>();
      String lines = new String(file.read().orElse(new byte[0]), StandardCharsets.UTF_8);
      for (String line : lines.split("\n")) {
        String[] parts = line.split(" ", PARTS);
        if (parts.length == PARTS) {
          seen(parts).ifPresent(seen -> into.put(parts[PARTS - 1], seen));
        }
      }
      read = into;
      known = read;
    }
    return read;
  }

  /** Nothing where somebody else wrote it, which the checksum of the file does not tell. */
  private static Optional<Seen> seen(String[] parts) {
    try {
      return Optional.of(
          new Seen(
              new FileStamp(
                  Long.parseLong(parts[1]),
                  Long.parseLong(parts[2]),
                  Long.parseLong(parts[3]),
                  Long.parseLong(parts[4])),
              parts[0]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String line(String path, Seen seen) {
    FileStamp stamp = seen.stamp();
    return String.join(
        " ",
        seen.key(),
        Long.toString(stamp.size()),
        Long.toString(stamp.modified()),
        Long.toString(stamp.changed()),
        Long.toString(stamp.inode()),
        path);
  }

  /** From now on nothing new is kept. */
  void leaveAsItIs() {
    learning = false;
  }

  /** Writes what is new; every file that is there was asked for, so what was not is gone. */
  @Override
  public void close() {
    if (!fresh) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    used.forEach((path, seen) -> lines.append(line(path, seen)).append('\n'));
    file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
