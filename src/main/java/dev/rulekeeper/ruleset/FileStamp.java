package dev.rulekeeper.ruleset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a file system says of a file without reading it. As in the index of Git, a file with the
 * same stamp has the same content: whoever writes to it can set its modification time back, but not
 * the time of its last change of any kind.
 *
 * @param size in bytes
 * @param modified when its content was written, in nanoseconds since 1970
 * @param changed when anything about it was, in nanoseconds since 1970; no program can set it
 * @param inode which file of the file system it is
 */
public record FileStamp(long size, long modified, long changed, long inode) {
  private static final String ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino,isRegularFile";

  /**
   * That of {@code file}; nothing where it is no plain file, cannot be looked at, or lies on a
   * system that does not tell all this, such as Windows.
   */
  static Optional<FileStamp> of(Path file) {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    try {
      Map<String, Object> told = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      return Boolean.TRUE.equals(told.get("isRegularFile"))
          ? Optional.of(
              new FileStamp(
                  number(told, "size"),
                  nanoseconds(told, "lastModifiedTime"),
                  nanoseconds(told, "ctime"),
                  number(told, "ino")))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> told, String name) {
    return told.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static long nanoseconds(Map<String, Object> told, String name) {
    return told.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : 0;
  }

  /** The later one of its two times. */
  public Instant last() {
    return Instant.EPOCH.plusNanos(Math.max(modified, changed));
  }
}
