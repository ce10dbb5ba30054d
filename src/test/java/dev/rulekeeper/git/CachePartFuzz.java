package dev.rulekeeper.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
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
    try {
      Path part = Files.write(Files.createTempFile("rulekeeper-part", ""), file.array());
      try {
        CacheFile.read(part, new byte[0], () -> text.length() % 2 * Long.MAX_VALUE)
            .all()
            .forEach(CacheFile.Packed::content);
      } finally {
        Files.delete(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
