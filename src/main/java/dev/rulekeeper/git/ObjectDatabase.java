package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Every object that a repository holds, reachable or not: what a clone of the disk would give away.
 */
final class ObjectDatabase {
  private ObjectDatabase() {}

  /** Gives the id and the uncompressed content of each object, in the order of ids. */
  static void forEach(Repository repository, BiConsumer<String, byte[]> visitor) {
    try (ObjectReader reader = repository.newObjectReader()) {
      for (ObjectId id : ids(repository)) {
        visitor.accept(id.name(), reader.open(id).getBytes());
      }
    } catch (IOException e) {
      throw GitFailures.of("cannot read the objects of the repository", e);
    }
  }

  private static Set<ObjectId> ids(Repository repository) throws IOException {
    Set<ObjectId> ids = new TreeSet<>();
    Path objects = repository.getCommonDirectory().toPath().resolve("objects");
    try (Stream<Path> files = Files.walk(objects, 2)) {
      files
          .map(file -> objects.relativize(file).toString().replace("/", ""))
          .filter(ObjectId::isId)
          .forEach(name -> ids.add(ObjectId.fromString(name)));
    }
    if (repository.getObjectDatabase() instanceof ObjectDirectory directory) {
      for (Pack pack : directory.getPacks()) {
        for (PackIndex.MutableEntry entry : pack) {
          ids.add(entry.toObjectId());
        }
      }
    }
    return ids;
  }
}
