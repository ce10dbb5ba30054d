package dev.rulekeeper.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  /** So many times as many old entries may stay as are in use. */
  private static final int SPARE = 4;

  private final Repository repository;
  private final Path folder;
  private final byte[] version;
  private final Map<Integer, Map<ObjectId, CacheFile.Entry>> parts = new HashMap<>();
  private final Set<ObjectId> used = new HashSet<>();
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

  /** A key for a file with exactly this content, 40 hexadecimal digits: no other content has it. */
  public static String key(byte[] content) {
    // Several times as fast as Git's name for it, since that is computed with a look for attacks.
    return HexFormat.of().formatHex(sha256().digest(content), 0, Constants.OBJECT_ID_LENGTH);
  }

  /** The name that Git gives to a file with exactly this content: 40 hexadecimal digits. */
  public static String blob(byte[] content) {
    try (ObjectInserter.Formatter hash = new ObjectInserter.Formatter()) {
      return hash.idFor(Constants.OBJ_BLOB, content).name();
    }
  }

  /** What was kept under {@code key}. */
  public Optional<byte[]> of(String key) {
    return entry(ObjectId.fromString(key)).flatMap(CacheFile.Entry::content);
  }

  private synchronized Optional<CacheFile.Entry> entry(ObjectId id) {
    used.add(id);
    return Optional.ofNullable(part(id).get(id));
  }

  private synchronized void put(ObjectId id, CacheFile.Entry entry) {
    used.add(id);
    part(id).put(id, entry);
  }

  /**
   * Keeps {@code made} of the file that Git calls {@code blob}, where it has that.
   *
   * @param key a {@link #key} or the name of a blob
   * @return whether it is kept now
   */
  public boolean keep(String key, String blob, byte[] made) {
    if (made.length > CacheFile.LARGEST || !has(blob)) {
      return false;
    }
    put(ObjectId.fromString(key), CacheFile.Entry.of(made));
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
    parts.forEach(
        (number, part) -> {
          if (part.values().stream().anyMatch(CacheFile.Entry::fresh)) {
            forget(part);
            write(number, part);
          }
        });
    objects.close();
  }

  /** Several branches may take turns; what none of them has any more must not pile up. */
  private void forget(Map<ObjectId, CacheFile.Entry> part) {
    long unused = part.keySet().stream().filter(id -> !used.contains(id)).count();
    if (unused > SPARE * (part.size() - unused)) {
      part.keySet().retainAll(used);
    }
  }

  private Map<ObjectId, CacheFile.Entry> part(ObjectId id) {
    return parts.computeIfAbsent(id.getFirstByte(), this::read);
  }

  private Path file(int part) {
    return folder.resolve(String.format("%02x", part));
  }

  private Map<ObjectId, CacheFile.Entry> read(int part) {
    try {
      Path file = file(part);
      return Files.isRegularFile(file)
          ? CacheFile.read(Files.readAllBytes(file), version)
          : new HashMap<>();
    } catch (IOException e) {
      return new HashMap<>();
    }
  }

  private void write(int number, Map<ObjectId, CacheFile.Entry> part) {
    try {
      Files.createDirectories(folder);
      // Not flushed to the disk: the checksum tells what a crash left half.
      Path temporary = Files.createTempFile(folder, "part", ".tmp");
      Files.write(temporary, CacheFile.bytes(part, version));
      Files.move(temporary, file(number), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // The next run makes it anew.
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "BlobCache[" + repository.getDirectory().getName() + "/" + folder.getFileName() + "]";
  }
}
