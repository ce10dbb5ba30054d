package dev.rulekeeper.git;

import dev.rulekeeper.file.FileChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEditor.DeletePath;
import org.eclipse.jgit.dircache.DirCacheEditor.PathEdit;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a commit that changes certain paths and nothing else. It is made from the parent's
 * tree and the given bytes, never from the index or the disk, so neither what the user has staged
 * nor a filter nor an edit in between gets into it.
 *
 * @param tree the id of the new tree
 * @param blobs the id of each given file that is present
 */
record PathCommit(ObjectId tree, Map<String, ObjectId> blobs) {

  /** Stores the blobs and trees of {@code files} on top of {@code parent}, a commit. */
  static PathCommit prepare(Repository repository, Optional<ObjectId> parent, FileChanges files)
      throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        ObjectInserter inserter = ObjectInserters.forMany(repository, files.count())) {
      DirCache content =
          parent.isPresent()
              ? DirCache.read(reader, repository.parseCommit(parent.get()).getTree())
              : DirCache.newInCore();
      Map<String, ObjectId> blobs = blobs(repository, files);
      DirCacheEditor editor = content.editor();
      for (String path : files.paths()) {
        ObjectId blob = blobs.get(path);
        editor.add(blob == null ? new DeletePath(path) : present(path, blob));
      }
      editor.finish();
      ObjectId tree = content.writeTree(inserter);
      inserter.flush();
      return new PathCommit(tree, Map.copyOf(blobs));
    }
  }

  private static Map<String, ObjectId> blobs(Repository repository, FileChanges files)
      throws IOException {
    Map<String, ObjectId> blobs = new TreeMap<>();
    Map<String, Supplier<byte[]>> missing = new TreeMap<>();
    files
        .contents()
        .forEach(
            (path, content) ->
                content.ifPresent(
                    text -> {
                      if (text instanceof EarlyContents.Stored stored && stored.isIn(repository)) {
                        blobs.put(path, stored.blob());
                      } else {
                        missing.put(path, text::bytes);
                      }
                    }));
    blobs.putAll(new BlobInsertion(repository).insert(missing));
    return blobs;
  }

  /** Whether the tree is that of {@code parent}, or an empty one on no parent. */
  boolean changesNothing(Repository repository, Optional<ObjectId> parent) throws IOException {
    if (parent.isEmpty()) {
      return blobs.isEmpty();
    }
    return repository.parseCommit(parent.get()).getTree().equals(tree);
  }

  /** Stages exactly these files; every other entry of the index stays as the user left it. */
  void stage(Repository repository, Iterable<String> paths) throws IOException {
    DirCache index = lock(repository);
    try {
      Path root = repository.getWorkTree().toPath();
      boolean edited = dropConflicts(index, paths);
      DirCacheEditor editor = index.editor();
      for (String path : paths) {
        ObjectId blob = blobs.get(path);
        if (!isStaged(index.getEntry(path), blob)) {
          editor.add(blob == null ? new DeletePath(path) : staged(path, blob, root.resolve(path)));
          edited = true;
        }
      }
      if (edited && !editor.commit()) {
        throw new GitException(
            "the index of " + root + " could not be written", "run the same command again");
      }
    } finally {
      index.unlock();
    }
  }

  /** An edit would keep the stages of a conflict, so they go first. */
  private static boolean dropConflicts(DirCache index, Iterable<String> paths) {
    DirCacheEditor editor = index.editor();
    boolean found = false;
    for (String path : paths) {
      DirCacheEntry entry = index.getEntry(path);
      if (entry != null && entry.getStage() != DirCacheEntry.STAGE_0) {
        editor.add(new DeletePath(path));
        found = true;
      }
    }
    editor.finish();
    return found;
  }

  private static boolean isStaged(@Nullable DirCacheEntry entry, @Nullable ObjectId blob) {
    if (entry == null || blob == null) {
      return entry == null && blob == null;
    }
    return entry.getObjectId().equals(blob) && !FileMode.SYMLINK.equals(entry.getRawMode());
  }

  private static DirCache lock(Repository repository) throws IOException {
    try {
      return repository.lockDirCache();
    } catch (CorruptObjectException e) {
      throw new GitException(
          GitException.Kind.FAILED,
          "the index of " + repository.getWorkTree() + " cannot be read",
          Optional.of(GitFailures.words(e)),
          "see what git status says; a sparse index must be expanded: git sparse-checkout disable");
    }
  }

  private static PathEdit present(String path, ObjectId blob) {
    return new PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        if (!FileMode.EXECUTABLE_FILE.equals(entry.getRawMode())) {
          entry.setFileMode(FileMode.REGULAR_FILE);
        }
        entry.setObjectId(blob);
      }
    };
  }

  private static PathEdit staged(String path, ObjectId blob, Path file) throws IOException {
    boolean onDisk = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    long size = onDisk ? Files.size(file) : 0;
    Instant modified = onDisk ? Files.getLastModifiedTime(file).toInstant() : Instant.EPOCH;
    return new PathEdit(path) {
      @Override
      public void apply(DirCacheEntry entry) {
        present(path, blob).apply(entry);
        entry.setLength(size);
        entry.setLastModified(modified);
      }
    };
  }
}
