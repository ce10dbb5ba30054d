package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A JSON tree in a tenth of its memory, for thousands that are looked at one after the other. The
 * tree is made when somebody asks for it, and dropped when nobody has it any more.
 */
public final class PackedTree implements Supplier<JsonNode> {
  private final byte[] deflated;
  private final int length;
  private volatile WeakReference<@Nullable JsonNode> last;

  private PackedTree(byte[] deflated, int length, JsonNode tree) {
    this.deflated = deflated;
    this.length = length;
    this.last = new WeakReference<>(tree);
  }

  /** Packs {@code tree}, which is not changed any more. */
  public static PackedTree of(JsonNode tree) {
    byte[] text = ExactJson.write(tree).getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(text);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(1024 + text.length / 4);
      byte[] some = new byte[8192];
      while (!deflater.finished()) {
        out.write(some, 0, deflater.deflate(some));
      }
      return new PackedTree(out.toByteArray(), text.length, tree);
    } finally {
      deflater.end();
    }
  }

  /** The tree, the same to the last digit. */
  @Override
  public JsonNode get() {
    JsonNode tree = last.get();
    if (tree == null) {
      tree = ExactJson.read(new String(inflated(), StandardCharsets.UTF_8));
      last = new WeakReference<>(tree);
    }
    return tree;
  }

  private byte[] inflated() {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(deflated);
      byte[] text = new byte[length];
      inflater.inflate(text);
      return text;
    } catch (DataFormatException e) {
      throw new AssertionError("it was deflated here", e);
    } finally {
      inflater.end();
    }
  }

  /** Shows nothing of the tree, which may be secret. */
  @Override
  public String toString() {
    return "PackedTree[" + length + "]";
  }
}
