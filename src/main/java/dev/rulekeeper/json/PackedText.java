package dev.rulekeeper.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A text in a fraction of its memory, for one of thousands that are held at once. */
public final class PackedText implements Supplier<String> {
  private final byte[] deflated;
  private final byte[] common;
  private final int length;

  private PackedText(byte[] deflated, byte[] common, int length) {
    this.deflated = deflated;
    this.common = common;
    this.length = length;
  }

  /** Packs {@code text}, which holds no half of a surrogate pair. */
  public static PackedText of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Packs {@code bytes}, a text in UTF-8. */
  static PackedText of(byte[] bytes) {
    return of(bytes, new byte[0], Deflater.BEST_SPEED);
  }

  /**
   * Packs {@code bytes}, a text in UTF-8.
   *
   * @param common what the text may have in common with others, at most {@link TextPacking#LARGEST}
   *     bytes
   */
  static PackedText of(byte[] bytes, byte[] common, int level) {
    Deflater deflater = new Deflater(level);
    try {
      if (common.length > 0) {
        deflater.setDictionary(common);
      }
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + bytes.length / 4);
      byte[] some = new byte[8192];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return new PackedText(out.toByteArray(), common, bytes.length);
    } finally {
      deflater.end();
    }
  }

  /** The text, the same to the last character. */
  @Override
  public String get() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The text in UTF-8. */
  byte[] bytes() {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[length];
      if (inflater.inflate(bytes) == 0 && inflater.needsDictionary()) {
        inflater.setDictionary(common);
        inflater.inflate(bytes);
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new AssertionError("it was deflated here", e);
    } finally {
      inflater.end();
    }
  }

  /** How many bytes the text has as UTF-8. */
  int length() {
    return length;
  }

  /** How many bytes it has in memory, without what it has in common with others. */
  public int size() {
    return deflated.length;
  }

  /** Shows nothing of the text, which may be secret. */
  @Override
  public String toString() {
    return "PackedText[" + length + "]";
  }
}
