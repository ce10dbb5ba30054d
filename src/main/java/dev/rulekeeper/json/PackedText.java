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
  private final int length;

  private PackedText(byte[] deflated, int length) {
    this.deflated = deflated;
    this.length = length;
  }

  /** Packs {@code text}, which holds no half of a surrogate pair. */
  public static PackedText of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + bytes.length / 4);
      byte[] some = new byte[8192];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return new PackedText(out.toByteArray(), bytes.length);
    } finally {
      deflater.end();
    }
  }

  /** The text, the same to the last character. */
  @Override
  public String get() {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] bytes = new byte[length];
      inflater.inflate(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
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

  /** Shows nothing of the text, which may be secret. */
  @Override
  public String toString() {
    return "PackedText[" + length + "]";
  }
}
