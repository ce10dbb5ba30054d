package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** Whether Git would carry a file away. */
final class TrackedFiles {
  private TrackedFiles() {}

  /** Whether the repository around {@code file}, or around what it links to, tracks it. */
  static boolean of(Path file, boolean orWould) {
    return at(file, orWould)
        || WorkTreePaths.linkTarget(file).map(target -> at(target, orWould)).orElse(false);
  }

  /** The paths under {@code folder} that the index or HEAD of {@code repository} has. */
  static Set<String> under(Repository repository, String folder) {
    Set<String> paths = new TreeSet<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(new DirCacheIterator(repository.readDirCache()));
      ObjectId head = repository.resolve(Constants.HEAD + "^{tree}");
      if (head != null) {
        walk.addTree(head);
      }
      walk.setRecursive(true);
      walk.setFilter(PathFilter.create(folder));
      while (walk.next()) {
        paths.add(walk.getPathString());
      }
      return paths;
    } catch (IOException e) {
      throw GitFailures.of("cannot tell what Git tracks in " + folder, e);
    }
  }

  private static boolean at(Path file, boolean orWould) {
    Path real = WorkTreePaths.real(file);
    Path folder = WorkTreePaths.existing(real.getParent());
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
      Optional<String> path = WorkTreePaths.relative(root, real);
      if (path.isEmpty() || path.get().isEmpty() || real.startsWith(gitFolder)) {
        return false;
      }
      return repository.readDirCache().getEntry(path.get()) != null
          || (orWould && !new Ignores(repository).ignored(path.get()));
    } catch (IOException e) {
      throw GitFailures.of("cannot tell whether Git tracks " + file, e);
    }
  }
}
