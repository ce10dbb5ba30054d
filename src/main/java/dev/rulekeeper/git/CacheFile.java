package dev.rulekeeper.git;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The form of one file of a cache: the version with its length before it, the entries, a checksum
 * of all that.
 */
final class CacheFile {
  /** No entry is longer. */
  static final int LARGEST = 64 << 20;

  private CacheFile() {}

  /** What was kept for one file. */
  static final class Entry {
    private final byte[] deflated;
    private final int length;
    private final boolean fresh;

    private Entry(byte[] deflated, int length, boolean fresh) {
      this.deflated = deflated;
      this.length = length;
      this.fresh = fresh;
    }

    /** A new one. */
    static Entry of(byte[] content) {
      return new Entry(deflated(content), content.length, true);
    }

    /** Whether no file of the cache has it yet. */
    boolean fresh() {
      return fresh;
    }

    /** What was kept. */
    Optional<byte[]> content() {
      Inflater inflater = new Inflater();
      try {
        inflater.setInput(deflated);
        byte[] text = new byte[length];
        return inflater.inflate(text) == text.length ? Optional.of(text) : Optional.empty();
      } catch (DataFormatException e) {
        return Optional.empty();
      } finally {
        inflater.end();
      }
    }
  }

  /** The entries in {@code bytes}; none where they are damaged, foreign or of another version. */
  static Map<ObjectId, Entry> read(byte[] bytes, byte[] version) {
    Map<ObjectId, Entry> entries = new HashMap<>();
    int end = bytes.length - Long.BYTES;
    if (end < 0 || ByteBuffer.wrap(bytes).getLong(end) != checksum(bytes, end)) {
      return entries;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, end);
    try {
      boolean same = Arrays.equals(taken(buffer, buffer.getInt()), version);
      while (same && buffer.hasRemaining()) {
        ObjectId id = ObjectId.fromRaw(taken(buffer, Constants.OBJECT_ID_LENGTH));
        int length = buffer.getInt();
        Entry entry = new Entry(taken(buffer, buffer.getInt()), length, false);
        if (length < 0 || length > LARGEST) {
          throw new BufferUnderflowException();
        }
        entries.put(id, entry);
      }
      return entries;
    } catch (BufferUnderflowException notOurs) {
      // The checksum tells of damage, not of who wrote it.
      return new HashMap<>();
    }
  }

  private static byte[] taken(ByteBuffer buffer, int length) {
    if (length < 0 || length > buffer.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[length];
    buffer.get(taken);
    return taken;
  }

  /** The file with the entries of {@code part}. */
  static byte[] bytes(Map<ObjectId, Entry> part, byte[] version) {
    int size = Integer.BYTES + version.length + Long.BYTES;
    for (Entry entry : part.values()) {
      size += Constants.OBJECT_ID_LENGTH + 2 * Integer.BYTES + entry.deflated.length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(size);
    buffer.putInt(version.length).put(version);
    part.forEach(
        (id, entry) -> {
          byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
          id.copyRawTo(raw, 0);
          buffer.put(raw).putInt(entry.length).putInt(entry.deflated.length);
          buffer.put(entry.deflated);
        });
    buffer.putLong(checksum(buffer.array(), buffer.position()));
    return buffer.array();
  }

  private static long checksum(byte[] bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return sum.getValue();
  }

  private static byte[] deflated(byte[] text) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(text);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] some = new byte[8192];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
