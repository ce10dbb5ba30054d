package dev.rulekeeper.workflow;

import dev.rulekeeper.base.Agreement;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.BlobCache;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.work.WorkQueue;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the entries of a base say, without the rules in them, kept in the Git folder. */
final class CachedAgreements implements AutoCloseable {
  /** To be raised whenever an entry of the base with the same text is read to something else. */
  private static final String VERSION = "2";

  private final BlobCache facts;
  private boolean learning = true;

  CachedAgreements(WorkTree workTree) {
    this.facts = workTree.cache("base-facts", VERSION + " " + RunningVersion.number());
  }

  /**
   * The newest agreement at {@code path}, if there is one.
   *
   * @throws dev.rulekeeper.yaml.InvalidFileException if it cannot be read
   */
  Optional<Agreement> newest(Base base, String path) {
    return base.blob(path)
        .map(
            blob ->
                facts
                    .of(blob)
                    .flatMap(known -> Agreement.known(path, known, () -> facts.content(blob)))
                    .orElseGet(() -> learned(path, blob)));
  }

  private Agreement learned(String path, String blob) {
    Agreement agreement = Agreement.read(path, facts.content(blob));
    if (learning) {
      facts.keep(blob, blob, agreement.facts());
    }
    return agreement;
  }

  /** That the files of {@code base} say this, by their paths. */
  void learn(Base base, Map<String, Agreement> said) {
    if (!learning) {
      return;
    }
    try (WorkQueue<Boolean> work = new WorkQueue<>()) {
      said.forEach(
          (path, agreement) ->
              base.blob(path)
                  .ifPresent(blob -> work.add(() -> facts.keep(blob, blob, agreement.facts()))));
      work.finish();
    }
  }

  /** What was agreed at {@code path}, the newest first; what is older is read when asked for. */
  Iterator<Agreement> of(Base base, String path) {
    Optional<Agreement> newest = newest(base, path);
    return new Iterator<>() {
      private @Nullable Iterator<byte[]> older;

      @Override
      public boolean hasNext() {
        return older == null ? newest.isPresent() : older.hasNext();
      }

      @Override
      public Agreement next() {
        if (older == null) {
          Agreement first = newest.orElseThrow(NoSuchElementException::new);
          older = afterTheNewest(base, path);
          return first;
        }
        return Agreement.read(path, older.next());
      }
    };
  }

  /** Nothing is read before somebody asks. */
  private static Iterator<byte[]> afterTheNewest(Base base, String path) {
    Stream<byte[]> all =
        StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(base.versions(path), Spliterator.ORDERED), false);
    return all.skip(1).iterator();
  }

  /** From now on nothing new is kept. */
  void leaveAsItIs() {
    learning = false;
  }

  @Override
  public void close() {
    facts.close();
  }
}
