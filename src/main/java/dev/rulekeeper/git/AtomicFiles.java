package dev.rulekeeper.git;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.file.FileContent;
import dev.rulekeeper.file.PrivateFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Writes many files so that each has the old or the new text at every moment: all new texts are
 * written and flushed under a temporary name in the folder of their file, then moved over it.
 */
final class AtomicFiles {
  /** Flushes wait for the disk, and a file system flushes several files at the price of one. */
  private static final int WRITERS = 8;

  private final Path root;

  AtomicFiles(Path root) {
    this.root = root;
  }

  /**
   * Writes, then removes. The caller sees to it that nobody else writes with this class meanwhile,
   * since what an interrupted run left is deleted first.
   *
   * @param files checked path relative to the root, to its text or to nothing for a file to remove
   */
  void write(FileChanges files) {
    List<PrivateFile> pending = new ArrayList<>();
    List<Path> removals = new ArrayList<>();
    try {
      deleteLeftovers(files.paths());
      for (Map.Entry<String, Optional<FileContent>> file : files.contents().entrySet()) {
        Path target = target(file.getKey());
        if (file.getValue().isEmpty()) {
          removals.add(target);
        } else if (!holds(target, file.getValue().get())) {
          pending.add(PrivateFile.of(target, folder(target), file.getValue().get()));
        }
      }
      for (PrivateFile file : pending) {
        Files.createDirectories(file.folder());
      }
      writeAll(pending);
      for (PrivateFile file : pending) {
        file.move();
      }
      pending.stream().map(PrivateFile::folder).distinct().forEach(PrivateFile::flushFolder);
      for (Path removal : removals) {
        remove(removal, files);
      }
    } catch (IOException e) {
      throw GitFailures.of("cannot write to " + root, e);
    } finally {
      pending.forEach(PrivateFile::discard);
    }
  }

  private static void writeAll(List<PrivateFile> pending) throws IOException {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      AtomicInteger next = new AtomicInteger();
      List<Future<Integer>> writes = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        writes.add(writers.submit(() -> write(pending, next)));
      }
      for (Future<Integer> write : writes) {
        write.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      writers.shutdownNow();
    }
  }

  /** Writes those that nobody else has begun; gives how many. */
  private static int write(List<PrivateFile> pending, AtomicInteger next) throws IOException {
    int written = 0;
    for (int i = next.getAndIncrement(); i < pending.size(); i = next.getAndIncrement()) {
      pending.get(i).write();
      written++;
    }
    return written;
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

  private static boolean holds(Path target, FileContent text) throws IOException {
    return WorkTreePaths.isFile(target) && Arrays.equals(Files.readAllBytes(target), text.bytes());
  }

  /** Removes a file and the folders that it leaves empty, which Git would not keep either. */
  private void remove(Path target, FileChanges files) throws IOException {
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
  private boolean isAlsoWritten(Path target, FileChanges files) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    String path = root.relativize(target).toString();
    for (Map.Entry<String, Optional<FileContent>> file : files.contents().entrySet()) {
      Path other = root.resolve(file.getKey());
      if (file.getValue().isPresent()
          && root.relativize(other).toString().equalsIgnoreCase(path)
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
      files.filter(PrivateFile::isTemporary).forEach(PrivateFile::deleteQuietly);
    }
  }
}
