package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * What was once made of files that Git has, kept in the Git folder of this clone and never pushed.
 * A cache that is missing, damaged or of another version costs time and nothing else. What Git does
 * not have is not kept: a file that was not committed may hold what nobody wants to be kept.
 */
public final class BlobCache implements AutoCloseable {
  /** So many bytes of its files are held, which is all of them for ten thousand rules. */
  static final long HELD = 8 << 20;

  /** So many new bytes wait until they are written. */
  private static final int WAITING = 8 << 20;

  private final Repository repository;
  private final Path folder;
  private final byte[] version;
  private final Map<Integer, CacheFile> parts = new HashMap<>();
  private int waiting;
  private final ObjectReader objects;

  /**
   * The cache {@code name}.
   *
   * @param version of what is kept; one of another version is forgotten
   */
  BlobCache(Repository repository, String name, String version) {
    this.repository = repository;
    this.folder = repository.getDirectory().toPath().resolve("rulekeeper").resolve(name);
    this.version = version.getBytes(StandardCharsets.UTF_8);
    this.objects = repository.newObjectReader();
  }

  /** The name that Git gives to a file with exactly this content: 40 hexadecimal digits. */
  public static String blob(byte[] content) {
    try (ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
      return hash.idFor(Constants.OBJ_BLOB, content).name();
    }
  }

  /** What was kept under {@code key}; nothing under what is none. */
  public Optional<byte[]> of(String key) {
    return ObjectId.isId(key)
        ? find(ObjectId.fromString(key)).flatMap(CacheFile.Packed::content)
        : Optional.empty();
  }

  private synchronized Optional<CacheFile.Packed> find(ObjectId key) {
    return part(key).find(key);
  }

  private synchronized void put(ObjectId key, CacheFile.Packed made) {
    part(key).put(key, made);
    waiting += made.size();
    if (waiting > WAITING) {
      parts.values().forEach(BlobCache::write);
      waiting = 0;
    }
  }

  /**
   * Keeps {@code made} of the file that Git calls {@code blob}, where it has that.
   *
   * @param key 40 hexadecimal digits that stand for the content of the file and for no other
   * @return whether it is kept now
   */
  public boolean keep(String key, String blob, byte[] made) {
    if (made.length > CacheFile.LARGEST || !has(blob)) {
      return false;
    }
    put(ObjectId.fromString(key), CacheFile.Packed.of(made));
    return true;
  }

  /** Whether Git has {@code blob}. */
  public synchronized boolean has(String blob) {
    try {
      return objects.has(ObjectId.fromString(blob));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The content of {@code blob}, which Git has.
   *
   * @throws GitException if it cannot be read any more
   */
  public byte[] content(String blob) {
    try {
      return repository.open(ObjectId.fromString(blob)).getCachedBytes(Integer.MAX_VALUE);
    } catch (IOException e) {
      throw GitFailures.of("cannot read the file " + blob, e);
    }
  }

  /** Writes what is new. That it cannot be written is no reason for anything to fail. */
  @Override
  public synchronized void close() {
    for (CacheFile part : parts.values()) {
      part.forget();
      write(part);
    }
    objects.close();
  }

  private CacheFile part(ObjectId key) {
    return parts.computeIfAbsent(key.getFirstByte(), this::read);
  }

  private CacheFile read(int part) {
    return CacheFile.read(folder.resolve(String.format("%02x", part)), version, this::room);
  }

  private long room() {
    return HELD - held();
  }

  /** How many bytes of its files are in memory. */
  synchronized long held() {
    return parts.values().stream().mapToLong(CacheFile::held).sum();
  }

  private static void write(CacheFile part) {
    try {
      part.write();
    } catch (IOException e) {
      // The next run makes it anew.
    }
  }

  @Override
  public String toString() {
    return "BlobCache[" + repository.getDirectory().getName() + "/" + folder.getFileName() + "]";
  }
}
