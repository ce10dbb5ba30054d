package dev.rulekeeper.git;

import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/** Ways to store objects. */
final class ObjectInserters {
  /** So many go into a pack. */
  static final int MANY = 100;

  private ObjectInserters() {}

  /**
   * An inserter for about {@code count} objects: many go into one pack, since a file for each costs
   * several times as much, and a clone of ten thousand loose objects is slow until it is packed.
   * The pack inserter is public but not part of JGit's API; without it this still works.
   */
  static ObjectInserter forMany(Repository repository, int count) {
    if (count < MANY || !(repository instanceof FileRepository files)) {
      return repository.newObjectInserter();
    }
    PackInserter inserter = files.getObjectDatabase().newPackInserter();
    // As git writes new objects: what it packs later it compresses better.
    inserter.setCompressionLevel(
        repository.getConfig().getInt("core", "compression", Deflater.BEST_SPEED));
    return inserter;
  }
}
