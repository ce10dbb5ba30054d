package dev.rulekeeper.ruleset;

import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files below the root of a rule repository. No symbolic link is followed, on no element of a
 * path: whoever may commit a file could read or write through it what is none of the repository's.
 */
public final class RepositoryFiles {
  /** Many times what a site takes for a rule. */
  private static final long LARGEST = 32L << 20;

  private final Path root;

  /** Those below {@code root}, which itself may be reached through links. */
  public RepositoryFiles(Path root) {
    this.root = root;
  }

  /**
   * Where {@code path} lies, whether it exists or not.
   *
   * @param path relative to the root, with {@code /} between names
   * @throws InvalidFileException if it leaves the root, or an element of it is a symbolic link
   */
  public Path at(String path) {
    Path file = root.resolve(path).normalize();
    if (!file.startsWith(root)) {
      throw failure(path, "lies outside of the rule repository", "name a path inside of it");
    }
    Path element = root;
    for (Path name : root.relativize(file)) {
      element = element.resolve(name);
      if (Files.isSymbolicLink(element)) {
        throw failure(
            relative(element),
            "is a symbolic link, which is not followed",
            "put the file or folder itself there");
      }
    }
    return file;
  }

  /** Whether there is something at {@code path}, be it a file that cannot be used. */
  public boolean exists(String path) {
    return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * The text of the file at {@code path}.
   *
   * @throws InvalidFileException if it is no plain file in UTF-8 of an ordinary size
   */
  public String text(String path) {
    Path file = at(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw failure(path, "not a plain file", "put the file itself there, not a link to it");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw failure(path, "larger than 32 MiB", "no site takes a rule of that size: split it");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw failure(path, "not UTF-8", "save the file in the encoding UTF-8");
    } catch (IOException e) {
      throw failure(path, "the file cannot be read", "check its permissions");
    }
  }

  /**
   * The same, not read before somebody asks for it where it is one of {@code seen}.
   *
   * @throws InvalidFileException as the other one
   */
  FileText text(String path, SeenFiles seen) {
    // Taken before the file is read: what somebody writes meanwhile has another one.
    Optional<FileStamp> stamp = FileStamp.of(at(path));
    return stamp
        .flatMap(unchanged -> seen.key(path, unchanged))
        .map(key -> FileText.named(key, path, () -> text(path)))
        .orElseGet(
            () -> {
              FileText read = FileText.of(text(path));
              stamp.ifPresent(before -> seen.learn(path, before, read));
              return read;
            });
  }

  /**
   * The paths of the files in {@code folder} whose name {@code wanted} takes, sorted; none where
   * there is no such folder.
   *
   * @param depth 1 for those directly in it
   * @throws InvalidFileException if a link is among them, or the folder cannot be read
   */
  public List<String> in(String folder, int depth, Predicate<String> wanted) {
    Path top = at(folder);
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Set<Path> links = new HashSet<>();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
              links.add(file);
            }
            if (!attributes.isDirectory()) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(top, Set.of(), depth, visitor);
    } catch (IOException e) {
      throw failure(folder, "the folder cannot be read", "check its permissions");
    }
    return found.stream()
        .sorted()
        .filter(file -> isWanted(file, links.contains(file), wanted))
        .map(this::relative)
        .toList();
  }

  /** A link is refused under whatever name: it may stand for a folder of such files. */
  private boolean isWanted(Path file, boolean link, Predicate<String> wanted) {
    boolean named = wanted.test(String.valueOf(file.getFileName()));
    if (link && (named || Files.isDirectory(file))) {
      at(relative(file));
    }
    return named;
  }

  /**
   * Whether {@code folder} has a file whose name {@code wanted} takes; it is looked at no further
   * than to the first.
   */
  boolean hasAny(String folder, Predicate<String> wanted) {
    Path top = at(folder);
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(top)) {
      return files.anyMatch(
          file -> wanted.test(String.valueOf(file.getFileName())) && Files.isRegularFile(file));
    } catch (IOException | UncheckedIOException e) {
      throw failure(folder, "the folder cannot be read", "check its permissions");
    }
  }

  /** The text of the file at {@code path}, or nothing where there is none. */
  public Optional<String> textIfThere(String path) {
    return exists(path) ? Optional.of(text(path)) : Optional.empty();
  }

  private String relative(Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }

  private static InvalidFileException failure(String where, String what, String hint) {
    return new InvalidFileException(List.of(new Problem(where, what, hint)));
  }
}
