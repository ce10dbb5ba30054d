package dev.rulekeeper.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A new text on its way to its file. Until it is moved there only its owner can read it; the text
 * is on the disk before it gets the name, so that a crash leaves the old text or the new one.
 */
public final class PrivateFile {
  private static final String PREFIX = ".rulekeeper-";
  private static final String SUFFIX = ".tmp";

  private final Path target;
  private final Path folder;
  private final Path temporary;
  private final FileContent text;
  private final boolean posix;

  private PrivateFile(Path target, Path folder, Path temporary, FileContent text) {
    this.target = target;
    this.folder = folder;
    this.temporary = temporary;
    this.text = text;
    this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** {@code text} for {@code target}, which lies in {@code folder}. Nothing is written yet. */
  public static PrivateFile of(Path target, Path folder, FileContent text) {
    return new PrivateFile(
        target, folder, folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX), text);
  }

  /**
   * Puts {@code text} into {@code target} for its owner alone, whatever was there; on the way it
   * lies in {@code temporary}, in the same folder.
   *
   * @throws IOException if it cannot; {@code target} is as it was then
   */
  public static void replace(Path target, Path temporary, byte[] text) throws IOException {
    Path folder = temporary.toAbsolutePath().getParent();
    PrivateFile file =
        new PrivateFile(
            target, folder == null ? temporary : folder, temporary, FileContent.of(text));
    try {
      file.write();
      file.rename();
      flushFolder(file.folder);
    } finally {
      file.discard();
    }
  }

  /**
   * Whether {@code file} could be replaced and nothing else would be: it is a plain file, or is not
   * there. A link leads elsewhere; a pipe or a device is no place that keeps something.
   */
  public static boolean isPlainOrAbsent(Path file) {
    return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether {@code file} has the name of one that was not moved. */
  public static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /** The folder that the file lies in. */
  public Path folder() {
    return folder;
  }

  /** Writes the text under a temporary name and flushes it to the disk. */
  public void write() throws IOException {
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            attributes)) {
      ByteBuffer buffer = ByteBuffer.wrap(text.bytes());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Puts the text in its place, in one step. A crash may undo that until {@link #flushFolder}. */
  public void move() throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(temporary, permissions());
    }
    rename();
  }

  private void rename() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Puts the names of the files in {@code folder} on the disk too; where folders cannot be flushed,
   * that is up to the system.
   */
  public static void flushFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Not on every system; the file itself was flushed.
    }
  }

  /** Deletes the temporary file if it was not moved. */
  public void discard() {
    deleteQuietly(temporary);
  }

  /** Deletes {@code file} if that can be done. */
  public static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next run deletes it.
    }
  }

  /** Those of the file before, else readable for whom the folder is: Java cannot ask the umask. */
  private Set<PosixFilePermission> permissions() throws IOException {
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      return Files.getPosixFilePermissions(target);
    }
    Set<PosixFilePermission> permissions =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    Set<PosixFilePermission> readers = Files.getPosixFilePermissions(folder);
    readers.retainAll(List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
    permissions.addAll(readers);
    return permissions;
  }
}
