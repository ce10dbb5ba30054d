package dev.rulekeeper.git;

import dev.rulekeeper.work.WorkQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;

/**
 * Stores the contents of files, of very many on several processors, each into a pack of its own.
 */
final class BlobInsertion {
  private static final int SHARE = 1000;
  private static final int PACKS = 4;

  private final Repository repository;

  BlobInsertion(Repository repository) {
    this.repository = repository;
  }

  /**
   * Stores {@code contents}; one that the repository has already is not stored again.
   *
   * @param contents path, to what gives its content, on any thread
   * @return path, to the name of its content
   * @throws IOException if they cannot be written; some may be stored then, and nothing names them
   */
  Map<String, ObjectId> insert(Map<String, Supplier<byte[]>> contents) throws IOException {
    List<Map.Entry<String, Supplier<byte[]>>> all = List.copyOf(contents.entrySet());
    Map<String, ObjectId> blobs = new TreeMap<>();
    try (WorkQueue<Map<String, ObjectId>> work = new WorkQueue<>()) {
      shares(all).forEach(share -> work.add(() -> stored(share)));
      work.finish().forEach(blobs::putAll);
      return blobs;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <T> List<List<T>> shares(List<T> all) {
    int packs = Math.min(PACKS, Runtime.getRuntime().availableProcessors());
    int size = Math.max(SHARE, -Math.floorDiv(-all.size(), packs));
    List<List<T>> shares = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      shares.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return shares;
  }

  private Map<String, ObjectId> stored(List<Map.Entry<String, Supplier<byte[]>>> contents) {
    try (ObjectInserter inserter = ObjectInserters.forMany(repository, contents.size())) {
      Map<String, ObjectId> blobs = new TreeMap<>();
      for (Map.Entry<String, Supplier<byte[]>> content : contents) {
        blobs.put(content.getKey(), inserter.insert(Constants.OBJ_BLOB, content.getValue().get()));
      }
      inserter.flush();
      return blobs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
