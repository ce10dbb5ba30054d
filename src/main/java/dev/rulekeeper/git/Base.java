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
  private final RevCommit commit;
  private final SortedMap<String, ObjectId> blobs;
  private final boolean vouched;

  private Base(
      Repository repository, RevCommit commit, SortedMap<String, ObjectId> blobs, boolean vouched) {
    this.repository = repository;
    this.commit = commit;
    this.blobs = blobs;
    this.vouched = vouched;
  }

  /** The same; whether a signature vouches for it, or none is needed. */
  Base vouched(boolean signed) {
    return new Base(repository, commit, blobs, signed);
  }

  /**
   * Whether it is known who wrote it: it was signed with the key of the state, or this run has no
   * such key.
   */
  public boolean isVouched() {
    return vouched;
  }

  /** The base in the commit {@code id}. */
  static Base of(Repository repository, ObjectId id) {
    try {
      return of(repository, repository.parseCommit(id));
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base " + id.name(), e);
    }
  }

  private static Base of(Repository repository, RevCommit commit) {
    try (ObjectReader reader = repository.newObjectReader()) {
      SortedMap<String, ObjectId> blobs = new TreeMap<>();
      try (TreeWalk walk = new TreeWalk(reader)) {
        walk.addTree(commit.getTree());
        walk.setRecursive(true);
        while (walk.next()) {
          blobs.put(walk.getPathString(), walk.getObjectId(0));
        }
      }
      return new Base(repository, commit, blobs, true);
    } catch (IOException e) {
      throw GitFailures.of("cannot read the base " + commit.name(), e);
    }
  }

  /**
   * The id of the commit that the ref is at, 40 hexadecimal digits; what {@link BaseRef#write}
   * expects.
   */
  public String id() {
    return commit.name();
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

  /**
   * The name that Git gives to the text of {@code path}, 40 hexadecimal digits; nothing if the base
   * has no such file.
   */
  public Optional<String> blob(String path) {
    return Optional.ofNullable(blobs.get(path)).map(ObjectId::name);
  }

  /**
   * The texts that {@code path} has and had, this base's first and each different from the one
   * after it; those of earlier bases are read when they are asked for.
   */
  public Iterator<byte[]> versions(String path) {
    return new BaseVersions(repository, commit, path);
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
      throw GitFailures.of("cannot read the base " + id(), e);
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
