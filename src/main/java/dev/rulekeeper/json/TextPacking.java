package dev.rulekeeper.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Packs texts that resemble each other, such as the rules of a site: what the first ones say is
 * held once, and takes next to no room in the others. For any number of threads.
 */
public final class TextPacking {
  /** How far back the deflater looks. */
  static final int LARGEST = 32_768;

  private volatile byte[] common = new byte[0];

  /** Packs {@code text}, which holds no half of a surrogate pair. */
  public PackedText pack(String text) {
    return pack(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Packs {@code bytes}, a text in UTF-8. */
  PackedText pack(byte[] bytes) {
    byte[] known = common;
    if (known.length < LARGEST) {
      learn(bytes);
    }
    return PackedText.of(bytes, known, Deflater.BEST_SPEED);
  }

  private synchronized void learn(byte[] text) {
    byte[] known = common;
    int more = Math.min(text.length, LARGEST - known.length);
    byte[] longer = Arrays.copyOf(known, known.length + more);
    System.arraycopy(text, 0, longer, known.length, more);
    common = longer;
  }

  /** Shows nothing of the texts, which may be secret. */
  @Override
  public String toString() {
    return "TextPacking[" + common.length + "]";
  }
}
