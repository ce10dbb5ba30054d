package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/** Paths inside of a work tree. */
final class WorkTreePaths {
  private WorkTreePaths() {}

  /**
   * {@code path} itself, if it is one that Git can hold on every system: relative, with {@code /},
   * without {@code .}, {@code ..} and {@code .git}.
   */
  static String checked(String path) {
    try {
      new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true).checkPath(path);
      return path;
    } catch (CorruptObjectException e) {
      throw new GitException(
          GitException.Kind.FAILED,
          "'" + path + "' is not a path for Git",
          Optional.of(GitFailures.words(e)),
          "choose another name");
    }
  }

  /** {@code file} relative to {@code root}, a real path, or nothing if it lies outside. */
  static Optional<String> relative(Path root, Path file) {
    Path real = real(file);
    if (!real.startsWith(root)) {
      return Optional.empty();
    }
    String path = root.relativize(real).toString();
    return Optional.of(path.replace(root.getFileSystem().getSeparator(), "/"));
  }

  /** {@code file} with the links of the folders above it resolved, as far as they exist. */
  static Path real(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = existing(absolute.getParent());
    try {
      return folder == null
          ? absolute
          : folder.toRealPath().resolve(folder.relativize(absolute)).normalize();
    } catch (IOException e) {
      throw GitFailures.of("cannot resolve " + file, e);
    }
  }

  /** The nearest folder that exists, {@code folder} or one above it. */
  @org.jspecify.annotations.Nullable
  static Path existing(@org.jspecify.annotations.Nullable Path folder) {
    Path current = folder;
    while (current != null && !Files.isDirectory(current)) {
      current = current.getParent();
    }
    return current;
  }

  /** Where a symbolic link at {@code file} leads, or nothing if it is none. */
  static Optional<Path> linkTarget(Path file) {
    if (!Files.isSymbolicLink(file)) {
      return Optional.empty();
    }
    try {
      return Files.exists(file)
          ? Optional.of(file.toRealPath())
          : Optional.of(file.resolveSibling(Files.readSymbolicLink(file)));
    } catch (IOException e) {
      throw GitFailures.of("cannot follow " + file, e);
    }
  }

  static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
