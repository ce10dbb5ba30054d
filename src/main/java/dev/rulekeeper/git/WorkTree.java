package dev.rulekeeper.git;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Git work tree. */
public final class WorkTree implements AutoCloseable {
  private WorkTree() {}

  /**
   * Opens the repository that {@code directory} lies in.
   *
   * @throws GitException if there is none; says to run {@code git init} or {@code rulekeeper init}
   */
  public static WorkTree open(Path directory) {
    throw new IllegalStateException("stub");
  }

  /**
   * Makes a repository with branch {@code main} in {@code directory}, or opens the one it lies in.
   */
  public static WorkTree init(Path directory) {
    throw new IllegalStateException("stub");
  }

  /** The root of the work tree. */
  public Path root() {
    throw new IllegalStateException("stub");
  }

  /**
   * Whether Git tracks {@code file} (in the index), or would add it (not ignored) when {@code
   * orWould}.
   */
  public boolean tracks(Path file, boolean orWould) {
    throw new IllegalStateException("stub");
  }

  /** The paths under {@code folder} that differ from the last commit, relative to the root. */
  public Set<String> changed(String folder) {
    throw new IllegalStateException("stub");
  }

  /**
   * Writes these files and commits exactly them, on the current branch or on {@code branch} (made
   * from the current commit where it does not exist). All files are written next to their place
   * first and then moved, so an interruption leaves either the old or the new text of each.
   *
   * @param files path relative to the root, to the new content, or to nothing for a file to remove
   * @return the id of the commit, or nothing where no file differs
   */
  public Optional<String> commit(
      Map<String, Optional<byte[]>> files, String message, Optional<String> branch) {
    throw new IllegalStateException("stub");
  }

  /** Writes these files as {@link #commit} does, without a commit. */
  public void write(Map<String, Optional<byte[]>> files) {
    throw new IllegalStateException("stub");
  }

  /**
   * Pushes the current branch (or {@code branch}) to its remote, {@code origin} where none is
   * configured.
   *
   * @throws GitException if there is no remote or it rejects; carries the remote's own words
   */
  public void push(Optional<String> branch) {
    throw new IllegalStateException("stub");
  }

  @Override
  public void close() {
    throw new IllegalStateException("stub");
  }
}
