package dev.rulekeeper.git;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdOwnerMap;
import org.jspecify.annotations.Nullable;

/**
 * One file of a cache: the version with its length before it, the entries, a checksum of all that.
 * Of an entry that the file has, only its place is in memory. For one thread at a time.
 */
final class CacheFile {
  /** No entry is longer. */
  static final int LARGEST = 64 << 20;

  /** What stands before the bytes of an entry: its key, its length, how many bytes they are. */
  private static final int HEAD = Constants.OBJECT_ID_LENGTH + 2 * Integer.BYTES;

  /** So many times as many old entries may stay as are in use. */
  private static final int SPARE = 4;

  private final Path file;
  private final byte[] version;
  private ObjectIdOwnerMap<Entry> entries = new ObjectIdOwnerMap<>();
  private final LongSupplier room;
  private byte @Nullable [] held;
  private boolean fresh;

  /** What is kept for one file, in few bytes. */
  static final class Packed {
    private final byte[] deflated;
    private final int length;

    private Packed(byte[] deflated, int length) {
      this.deflated = deflated;
      this.length = length;
    }

    /** How many bytes it takes. */
    int size() {
      return deflated.length;
    }

    /** Packs {@code content}. */
    static Packed of(byte[] content) {
      return new Packed(deflate(content), content.length);
    }

    /** What is kept; nothing where it is damaged. */
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

  /** What is known of a key. */
  private static final class Entry extends ObjectIdOwnerMap.Entry {
    private static final long serialVersionUID = 1L;

    /** Where its head is in the file, if that has it. */
    private final int place;

    /** What no file has yet. */
    private transient @Nullable Packed fresh;

    private boolean used;

    Entry(AnyObjectId key, int place) {
      super(key);
      this.place = place;
    }
  }

  private CacheFile(Path file, byte[] version, LongSupplier room) {
    this.file = file;
    this.version = version;
    this.room = room;
  }

  /**
   * What {@code file} has; nothing where it is not there, damaged, foreign or of another version.
   *
   * @param room how many bytes of the file may be held in memory, so that it is read once
   */
  static CacheFile read(Path file, byte[] version, LongSupplier room) {
    CacheFile cache = new CacheFile(file, version, room);
    try {
      if (Files.isRegularFile(file)) {
        cache.take(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      // What cannot be read is not there.
    }
    return cache;
  }

  /** A file in which nothing is kept, whatever lies at {@code file} now. */
  static CacheFile empty(Path file, byte[] version) {
    return new CacheFile(file, version, () -> 0);
  }

  /** What is kept, in no order. */
  List<Packed> all() {
    List<Packed> all = new ArrayList<>();
    for (Entry entry : entries) {
      packed(entry).ifPresent(all::add);
    }
    return all;
  }

  private void take(byte[] bytes) {
    entries = placed(bytes, version);
    held = null;
    held = bytes.length <= room.getAsLong() ? bytes : null;
  }

  /** The places of the entries in {@code bytes}; none where they are no such file. */
  private static ObjectIdOwnerMap<Entry> placed(byte[] bytes, byte[] version) {
    ObjectIdOwnerMap<Entry> entries = new ObjectIdOwnerMap<>();
    int end = bytes.length - Long.BYTES;
    if (end < 0 || ByteBuffer.wrap(bytes).getLong(end) != checksum(bytes, end)) {
      return entries;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, end);
    try {
      boolean same = Arrays.equals(taken(buffer, buffer.getInt()), version);
      while (same && buffer.hasRemaining()) {
        int place = buffer.position();
        ObjectId key = ObjectId.fromRaw(taken(buffer, Constants.OBJECT_ID_LENGTH));
        int length = buffer.getInt();
        int deflated = buffer.getInt();
        if (length < 0 || length > LARGEST || deflated < 0 || deflated > buffer.remaining()) {
          throw new BufferUnderflowException();
        }
        buffer.position(buffer.position() + deflated);
        if (entries.get(key) == null) {
          entries.add(new Entry(key, place));
        }
      }
      return entries;
    } catch (BufferUnderflowException notOurs) {
      // The checksum tells of damage, not of who wrote it.
      return new ObjectIdOwnerMap<>();
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

  /** What was kept under {@code key}. */
  Optional<Packed> find(ObjectId key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    entry.used = true;
    return packed(entry);
  }

  /** Keeps {@code made} under {@code key}, in memory until it is written. */
  void put(ObjectId key, Packed made) {
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(key, 0);
      entries.add(entry);
    }
    entry.fresh = made;
    entry.used = true;
    fresh = true;
  }

  /** How many bytes of the file are in memory. */
  long held() {
    return held == null ? 0 : held.length;
  }

  /**
   * What is kept as {@code entry}, nothing where the file has something else there by now: another
   * process may have written it anew.
   */
  private Optional<Packed> packed(Entry entry) {
    if (entry.fresh != null) {
      return Optional.of(entry.fresh);
    }
    byte[] bytes = held;
    if (bytes != null) {
      return packed(entry, ByteBuffer.wrap(bytes, entry.place, bytes.length - entry.place));
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer head = read(channel, entry.place, HEAD);
      int length = head.remaining() < HEAD ? 0 : head.getInt(HEAD - Integer.BYTES);
      return packed(entry, read(channel, entry.place, HEAD + Math.max(0, length)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static ByteBuffer read(FileChannel channel, int place, int length) throws IOException {
    long there = Math.max(0, channel.size() - place);
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(there, length));
    int read = 0;
    while (read >= 0 && buffer.hasRemaining()) {
      read = channel.read(buffer, place + buffer.position());
    }
    return buffer.flip();
  }

  private static Optional<Packed> packed(Entry entry, ByteBuffer at) {
    try {
      ObjectId key = ObjectId.fromRaw(taken(at, Constants.OBJECT_ID_LENGTH));
      int length = at.getInt();
      boolean same = key.equals(entry.toObjectId()) && length >= 0 && length <= LARGEST;
      return same ? Optional.of(new Packed(taken(at, at.getInt()), length)) : Optional.empty();
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** Writes the file anew where something is fresh; that has only its place in memory then. */
  void write() throws IOException {
    if (!fresh) {
      return;
    }
    byte[] bytes = bytes();
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    // Not flushed to the disk: the checksum tells what a crash left half.
    Path temporary = Files.createTempFile(folder, "part", ".tmp");
    Files.write(temporary, bytes);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    ObjectIdOwnerMap<Entry> before = entries;
    take(bytes);
    for (Entry entry : entries) {
      Entry old = before.get(entry);
      entry.used = old != null && old.used;
    }
    fresh = false;
  }

  /** Several branches may take turns; what none of them has any more must not pile up. */
  void forget() {
    int used = 0;
    for (Entry entry : entries) {
      used += entry.used ? 1 : 0;
    }
    if (entries.size() - used > SPARE * used) {
      ObjectIdOwnerMap<Entry> others = new ObjectIdOwnerMap<>();
      for (Entry entry : entries) {
        if (entry.used) {
          others.add(entry);
        }
      }
      entries = others;
    }
  }

  private byte[] bytes() throws IOException {
    if (held == null && Files.isRegularFile(file)) {
      held = Files.readAllBytes(file);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(version.length);
      out.write(version);
      for (Entry entry : entries) {
        Optional<Packed> kept = packed(entry);
        if (kept.isPresent()) {
          entry.copyRawTo(out);
          out.writeInt(kept.get().length);
          out.writeInt(kept.get().deflated.length);
          out.write(kept.get().deflated);
        }
      }
      byte[] all = bytes.toByteArray();
      out.writeLong(checksum(all, all.length));
    }
    return bytes.toByteArray();
  }

  private static long checksum(byte[] bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return sum.getValue();
  }

  private static byte[] deflate(byte[] text) {
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
