package dev.rulekeeper.git;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** What may lie in the cache, given to those who read it. */
public final class CachePartFuzz {
  private CachePartFuzz() {}

  /** Reads {@code text}, a byte a character, behind an empty version and with its checksum. */
  public static void entries(String text) {
    ByteBuffer file = ByteBuffer.allocate(Integer.BYTES + text.length() + Long.BYTES);
    file.putInt(0);
    text.chars().forEach(c -> file.put((byte) c));
    CRC32 sum = new CRC32();
    sum.update(file.array(), 0, file.position());
    file.putLong(sum.getValue());
    CacheFile.read(file.array(), new byte[0]).values().forEach(CacheFile.Entry::content);
  }
}
