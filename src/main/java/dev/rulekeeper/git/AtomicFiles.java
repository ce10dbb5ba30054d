package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes many files so that each has the old or the new text at every moment: all new texts are
 * written and flushed under a temporary name in the folder of their file, then moved over it.
 */
final class AtomicFiles {
  private static final String PREFIX = ".rulekeeper-";
  private static final String SUFFIX = ".tmp";

  private final Path root;
  private final boolean posix;

  AtomicFiles(Path root) {
    this.root = root;
    this.posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /**
   * Writes, then removes. The caller sees to it that nobody else writes with this class meanwhile,
   * since what an interrupted run left is deleted first.
   *
   * @param files checked path relative to the root, to its text or to nothing for a file to remove
   */
  void write(Map<String, Optional<byte[]>> files) {
    Map<Path, Path> moves = new LinkedHashMap<>();
    List<Path> removals = new ArrayList<>();
    try {
      deleteLeftovers(files.keySet());
      for (Map.Entry<String, Optional<byte[]>> file : new TreeMap<>(files).entrySet()) {
        Path target = target(file.getKey());
        if (file.getValue().isEmpty()) {
          removals.add(target);
        } else if (!holds(target, file.getValue().get())) {
          moves.put(writeBeside(target, file.getValue().get()), target);
        }
      }
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        move(move.getKey(), move.getValue());
      }
      for (Path removal : removals) {
        remove(removal, files);
      }
    } catch (IOException e) {
      throw Failure.of("cannot write to " + root, e);
    } finally {
      moves.keySet().forEach(AtomicFiles::deleteQuietly);
    }
  }

  /** Where {@code path} lies; refuses a way that leads through a symbolic link out of the tree. */
  private Path target(String path) {
    Path target = root.resolve(path);
    for (Path folder : foldersAbove(target)) {
      if (Files.isSymbolicLink(folder)) {
        throw new GitException(
            "refusing to write " + path + ": " + root.relativize(folder) + " is a symbolic link",
            "make it a real folder, since a link could lead out of the repository");
      }
    }
    return target;
  }

  /** The folders between {@code target} and the root, the nearest first. */
  private List<Path> foldersAbove(Path target) {
    Path relative = root.relativize(target);
    List<Path> folders = new ArrayList<>();
    for (int names = relative.getNameCount() - 1; names > 0; names--) {
      folders.add(root.resolve(relative.subpath(0, names)));
    }
    return folders;
  }

  private Path folder(Path target) {
    List<Path> folders = foldersAbove(target);
    return folders.isEmpty() ? root : folders.get(0);
  }

  private static boolean holds(Path target, byte[] text) throws IOException {
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        || Files.size(target) != text.length) {
      return false;
    }
    return Arrays.equals(Files.readAllBytes(target), text);
  }

  private Path writeBeside(Path target, byte[] text) throws IOException {
    Path folder = folder(target);
    Files.createDirectories(folder);
    Path temporary = folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
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
    } catch (IOException e) {
      deleteQuietly(temporary);
      throw e;
    }
    return temporary;
  }

  private void move(Path temporary, Path target) throws IOException {
    if (posix) {
      Files.setPosixFilePermissions(temporary, permissions(target));
    }
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Those of the file before, else readable for whom the folder is: Java cannot ask the umask. */
  private Set<PosixFilePermission> permissions(Path target) throws IOException {
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      return Files.getPosixFilePermissions(target);
    }
    Set<PosixFilePermission> permissions =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    Set<PosixFilePermission> folder = Files.getPosixFilePermissions(folder(target));
    for (PosixFilePermission read :
        List.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ)) {
      if (folder.contains(read)) {
        permissions.add(read);
      }
    }
    return permissions;
  }

  /** Removes a file and the folders that it leaves empty, which Git would not keep either. */
  private void remove(Path target, Map<String, Optional<byte[]>> files) throws IOException {
    if (isAlsoWritten(target, files)) {
      return;
    }
    Files.deleteIfExists(target);
    for (Path folder : foldersAbove(target)) {
      if (!isEmpty(folder)) {
        return;
      }
      Files.deleteIfExists(folder);
    }
  }

  /**
   * On a disk that ignores case, {@code a.yaml} written and {@code A.yaml} removed are one file.
   */
  private boolean isAlsoWritten(Path target, Map<String, Optional<byte[]>> files)
      throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String name = target.getFileName().toString();
    for (Map.Entry<String, Optional<byte[]>> file : files.entrySet()) {
      Path other = root.resolve(file.getKey());
      if (file.getValue().isPresent()
          && other.getFileName().toString().equalsIgnoreCase(name)
          && Files.isSameFile(other, target)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  /** Deletes what an interrupted run left in the root and the top folders written to. */
  private void deleteLeftovers(Set<String> paths) throws IOException {
    deleteLeftovers(root, 1);
    List<Path> folders =
        paths.stream()
            .filter(path -> path.contains("/"))
            .map(path -> root.resolve(path.substring(0, path.indexOf('/'))))
            .distinct()
            .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
            .toList();
    for (Path folder : folders) {
      deleteLeftovers(folder, Integer.MAX_VALUE);
    }
  }

  private static void deleteLeftovers(Path folder, int depth) throws IOException {
    try (Stream<Path> files = Files.walk(folder, depth, new FileVisitOption[0])) {
      files.filter(AtomicFiles::isTemporary).forEach(AtomicFiles::deleteQuietly);
    }
  }

  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next run deletes it.
    }
  }
}
