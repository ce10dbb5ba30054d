package dev.rulekeeper.git;

import dev.rulekeeper.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Repository;

/**
 * A time in which this process alone, of all rulekeepers, writes files, index and refs of a work
 * tree.
 *
 * <p>A process that is killed while it replaces the index or a ref leaves Git's {@code .lock} file,
 * and then nobody can write any more until a person deletes it. So a section leaves a mark while it
 * lasts; the next one that finds a mark knows that its owner is dead, and deletes the lock files
 * that are as old as the mark.
 */
final class RepositoryWriteLock implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** From a step's mark to the lock files it makes it takes moments. */
  private static final Duration STEP = Duration.ofSeconds(10);

  /** File systems keep times more or less exactly. */
  private static final Duration BLUR = Duration.ofSeconds(2);

  private final LocalLock lock;
  private final Path mark;

  private RepositoryWriteLock(LocalLock lock, Path mark) {
    this.lock = lock;
    this.mark = mark;
  }

  /**
   * Waits for other rulekeepers and enters.
   *
   * @throws GitException of kind LOCKED if another one stays in for half a minute
   */
  static RepositoryWriteLock enter(Repository repository) {
    Path folder = repository.getDirectory().toPath().resolve("rulekeeper");
    LocalLock lock =
        LocalLock.acquire(folder.resolve("write.lock"), PATIENCE)
            .orElseThrow(
                () ->
                    new GitException(
                        GitException.Kind.LOCKED,
                        "another rulekeeper writes to " + repository.getDirectory(),
                        "wait for it to end and run the same command again"));
    RepositoryWriteLock section = new RepositoryWriteLock(lock, folder.resolve("writing"));
    try {
      section.cleanUpAfterTheDead(repository);
      section.step();
      return section;
    } catch (IOException e) {
      lock.close();
      throw GitFailures.of("cannot write to " + folder, e);
    }
  }

  /** Says that index or refs are about to be replaced. */
  void step() throws IOException {
    Files.writeString(mark, "");
    Files.setLastModifiedTime(mark, FileTime.from(Instant.now()));
  }

  private void cleanUpAfterTheDead(Repository repository) throws IOException {
    if (!Files.exists(mark)) {
      return;
    }
    Instant marked = Files.getLastModifiedTime(mark).toInstant();
    Path own = repository.getDirectory().toPath();
    Path common = repository.getCommonDirectory().toPath();
    for (Path file :
        List.of(
            own.resolve("index.lock"),
            own.resolve("HEAD.lock"),
            common.resolve("packed-refs.lock"))) {
      deleteIfOfThatTime(file, marked);
    }
    try (Stream<Path> refs = Files.walk(common.resolve("refs"))) {
      for (Path file : refs.filter(path -> path.toString().endsWith(".lock")).toList()) {
        deleteIfOfThatTime(file, marked);
      }
    }
  }

  private static void deleteIfOfThatTime(Path file, Instant marked) throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      if (!written.isBefore(marked.minus(BLUR)) && !written.isAfter(marked.plus(STEP))) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    PrivateFile.deleteQuietly(mark);
    lock.close();
  }
}
