package dev.rulekeeper.git;

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

/** A new text on its way to its file. Until it is moved there only its owner can read it. */
final class PendingFile {
  private static final String PREFIX = ".rulekeeper-";
  private static final String SUFFIX = ".tmp";

  private final Path target;
  private final Path folder;
  private final Path temporary;
  private final byte[] text;
  private final boolean posix;

  private PendingFile(Path target, Path folder, byte[] text) {
    this.target = target;
    this.folder = folder;
    this.temporary = folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    this.text = text;
    this.posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** {@code text} for {@code target}, which lies in {@code folder}. Nothing is written yet. */
  static PendingFile of(Path target, Path folder, byte[] text) {
    return new PendingFile(target, folder, text);
  }

  /** Whether {@code file} has the name of one that was not moved. */
  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  Path folder() {
    return folder;
  }

  /** Writes the text under a temporary name and flushes it to the disk. */
  void write() throws IOException {
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
      ByteBuffer buffer = ByteBuffer.wrap(text);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Puts the text in its place, in one step. */
  void move() throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(temporary, permissions());
    }
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes the temporary file if it was not moved. */
  void discard() {
    deleteQuietly(temporary);
  }

  static void deleteQuietly(Path file) {
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
