package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Whether Git would carry a file away. */
final class Tracking {
  private Tracking() {}

  /** Whether the repository around {@code file}, or around what it links to, tracks it. */
  static boolean of(Path file, boolean orWould) {
    return at(file, orWould)
        || Paths.linkTarget(file).map(target -> at(target, orWould)).orElse(false);
  }

  private static boolean at(Path file, boolean orWould) {
    Path real = Paths.real(file);
    Path folder = Paths.existing(real.getParent());
    if (folder == null) {
      return false;
    }
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      return false;
    }
    try (Repository repository = builder.build()) {
      if (repository.isBare()) {
        return false;
      }
      Path root = repository.getWorkTree().toPath().toRealPath();
      Path gitFolder = repository.getDirectory().toPath().toRealPath();
      Optional<String> path = Paths.relative(root, real);
      if (path.isEmpty() || path.get().isEmpty() || real.startsWith(gitFolder)) {
        return false;
      }
      return repository.readDirCache().getEntry(path.get()) != null
          || (orWould && !new Ignores(repository).ignored(path.get()));
    } catch (IOException e) {
      throw Failure.of("cannot tell whether Git tracks " + file, e);
    }
  }
}
