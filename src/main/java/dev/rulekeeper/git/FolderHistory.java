package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * What the files of a folder name in the commit that is checked out, and what they named in those
 * before it. Looks at commits alone: the work tree may lack a file for many reasons.
 */
public final class FolderHistory implements AutoCloseable {
  private final Repository repository;
  private final TreeFilter folder;
  private final Function<String, Set<String>> naming;
  private final RevWalk walk;
  private final Set<ObjectId> read = new HashSet<>();
  private final Set<String> earlier = new HashSet<>();
  private final Optional<Set<String>> now;

  private FolderHistory(
      Repository repository,
      TreeFilter folder,
      Function<String, Set<String>> naming,
      RevWalk walk,
      Optional<RevCommit> head)
      throws IOException {
    this.repository = repository;
    this.folder = folder;
    this.naming = naming;
    this.walk = walk;
    this.now = head.isPresent() ? Optional.of(namesIn(head.get())) : Optional.empty();
  }

  /**
   * The history of HEAD.
   *
   * @param folder relative to the root of the work tree; empty for all
   * @param naming what a text names
   */
  static FolderHistory of(
      Repository repository, String folder, Function<String, Set<String>> naming) {
    RevWalk walk = new RevWalk(repository);
    try {
      ObjectId head = repository.resolve(Constants.HEAD);
      Optional<RevCommit> commit =
          head == null ? Optional.empty() : Optional.of(walk.parseCommit(head));
      if (commit.isPresent()) {
        walk.markStart(commit.get());
      }
      TreeFilter filter = folder.isEmpty() ? TreeFilter.ALL : PathFilter.create(folder);
      return new FolderHistory(repository, filter, naming, walk, commit);
    } catch (IOException e) {
      walk.close();
      throw GitFailures.of("cannot read the history of this clone", e);
    }
  }

  /** Whether a file of the commit that is checked out names {@code name}. */
  public boolean hasNow(String name) {
    return now.map(names -> names.contains(name)).orElse(false);
  }

  /** Whether a file of a commit before named {@code name}; reads as far back as it must. */
  public boolean hadBefore(String name) {
    try {
      while (!earlier.contains(name)) {
        RevCommit commit = walk.next();
        if (commit == null) {
          return false;
        }
        readWhatWentWith(commit);
      }
      return true;
    } catch (IOException e) {
      throw GitFailures.of("cannot read the history of this clone", e);
    }
  }

  /** Whether commits are missing from this clone, so that it cannot tell what was before. */
  public boolean isShallow() {
    try {
      return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    } catch (IOException e) {
      throw GitFailures.of("cannot read the history of this clone", e);
    }
  }

  private Set<String> namesIn(RevCommit commit) throws IOException {
    Set<String> names = new HashSet<>();
    try (TreeWalk files = new TreeWalk(repository)) {
      files.addTree(commit.getTree());
      files.setRecursive(true);
      files.setFilter(folder);
      while (files.next()) {
        if (isFile(files, 0)) {
          names.addAll(naming.apply(text(files.getObjectId(0))));
        }
      }
    }
    return names;
  }

  /** The files of the commits before {@code commit} that it changed or removed. */
  private void readWhatWentWith(RevCommit commit) throws IOException {
    for (RevCommit parent : commit.getParents()) {
      try (TreeWalk files = new TreeWalk(repository)) {
        files.addTree(walk.parseCommit(parent).getTree());
        files.addTree(commit.getTree());
        files.setRecursive(true);
        files.setFilter(AndTreeFilter.create(folder, TreeFilter.ANY_DIFF));
        while (files.next()) {
          if (isFile(files, 0) && read.add(files.getObjectId(0))) {
            earlier.addAll(naming.apply(text(files.getObjectId(0))));
          }
        }
      }
    }
  }

  private static boolean isFile(TreeWalk files, int tree) {
    return FileMode.REGULAR_FILE.equals(files.getRawMode(tree))
        || FileMode.EXECUTABLE_FILE.equals(files.getRawMode(tree));
  }

  private String text(ObjectId blob) throws IOException {
    return new String(
        repository.open(blob).getCachedBytes(Integer.MAX_VALUE), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    walk.close();
  }
}
