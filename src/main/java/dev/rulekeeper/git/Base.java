package dev.rulekeeper.git;

import java.io.IOException;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a site when Git and site last agreed. Only their ids are in memory; a text is read
 * when it is asked for, so this stays small for ten thousand rules.
 */
public final class Base {
  private final Repository repository;
  private final RevCommit newest;
  private final RevCommit commit;
  private final SortedMap<String, ObjectId> blobs;

  private Base(
      Repository repository,
      RevCommit newest,
      RevCommit commit,
      SortedMap<String, ObjectId> blobs) {
    this.repository = repository;
    this.newest = newest;
    this.commit = commit;
    this.blobs = blobs;
  }

  /** The base {@code newest}, or the last one before it that fits the checkout. */
  static Base of(Repository repository, ObjectId newest) {
    try {
      return of(
          repository, repository.parseCommit(newest), new BaseHistory(repository).fitting(newest));
    } catch (IOException e) {
      throw Failure.of("cannot read the base " + newest.name(), e);
    }
  }

  private static Base of(Repository repository, RevCommit newest, RevCommit commit) {
    try (ObjectReader reader = repository.newObjectReader()) {
      SortedMap<String, ObjectId> blobs = new TreeMap<>();
      try (TreeWalk walk = new TreeWalk(reader)) {
        walk.addTree(commit.getTree());
        walk.setRecursive(true);
        while (walk.next()) {
          blobs.put(walk.getPathString(), walk.getObjectId(0));
        }
      }
      return new Base(repository, newest, commit, blobs);
    } catch (IOException e) {
      throw Failure.of("cannot read the base " + commit.name(), e);
    }
  }

  /**
   * The id of the commit that the ref is at, 40 hexadecimal digits; what {@link BaseRef#write}
   * expects.
   */
  public String id() {
    return newest.name();
  }

  /**
   * The commit, 40 hexadecimal digits, that the newest base was made from and this checkout has not
   * got, so that this is an earlier base; nothing where this is the newest.
   */
  public Optional<String> missing() {
    return newest.equals(commit)
        ? Optional.empty()
        : BaseHistory.madeFrom(newest).map(ObjectId::name);
  }

  /** When it was written, to the second. */
  public Instant written() {
    return commit.getCommitterIdent().getWhenAsInstant();
  }

  /** The message it was written with. */
  public String message() {
    return commit.getFullMessage();
  }

  /** The paths in it, in order. */
  public Set<String> paths() {
    return java.util.Collections.unmodifiableSet(blobs.keySet());
  }

  /** The text of {@code path}, or nothing if the base has no such file. */
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(blobs.get(path)).map(this::load);
  }

  /** Path to text as an unmodifiable map, in order; each text is read anew when it is asked for. */
  public Map<String, byte[]> files() {
    return new Files();
  }

  SortedMap<String, ObjectId> blobs() {
    return blobs;
  }

  private byte[] load(ObjectId blob) {
    try {
      return repository.open(blob).getCachedBytes(Integer.MAX_VALUE);
    } catch (IOException e) {
      throw Failure.of("cannot read the base " + id(), e);
    }
  }

  private final class Files extends AbstractMap<String, byte[]> {
    @Override
    public boolean containsKey(Object path) {
      return blobs.containsKey(path);
    }

    @Override
    public byte @org.jspecify.annotations.Nullable [] get(Object path) {
      ObjectId blob = blobs.get(path);
      return blob == null ? null : load(blob);
    }

    @Override
    public Set<String> keySet() {
      return paths();
    }

    @Override
    public Set<Map.Entry<String, byte[]>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<String, byte[]>> iterator() {
          return blobs.entrySet().stream()
              .map(blob -> Map.entry(blob.getKey(), load(blob.getValue())))
              .iterator();
        }

        @Override
        public int size() {
          return blobs.size();
        }
      };
    }
  }
}
