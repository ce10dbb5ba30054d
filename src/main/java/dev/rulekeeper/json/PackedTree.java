package dev.rulekeeper.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A JSON tree in a tenth of its memory, for thousands that are looked at one after the other. The
 * tree is made when somebody asks for it, and dropped when nobody has it any more.
 */
public final class PackedTree implements Supplier<JsonNode> {
  private final PackedText text;
  private volatile WeakReference<@Nullable JsonNode> last;

  private PackedTree(PackedText text, JsonNode tree) {
    this.text = text;
    this.last = new WeakReference<>(tree);
  }

  /** Packs {@code tree}, which is not changed any more. */
  public static PackedTree of(JsonNode tree) {
    return new PackedTree(PackedText.of(ExactJson.bytes(tree)), tree);
  }

  /** The same, in still fewer bytes where {@code packing} knows trees like it. */
  public static PackedTree of(JsonNode tree, TextPacking packing) {
    return new PackedTree(packing.pack(ExactJson.bytes(tree)), tree);
  }

  /** The tree, the same to the last digit. */
  @Override
  public JsonNode get() {
    JsonNode tree = last.get();
    if (tree == null) {
      tree = ExactJson.read(text.bytes());
      last = new WeakReference<>(tree);
    }
    return tree;
  }

  /** The compact JSON of the tree, in UTF-8. */
  public byte[] json() {
    return text.bytes();
  }

  /** Shows nothing of the tree, which may be secret. */
  @Override
  public String toString() {
    return "PackedTree[" + text.length() + "]";
  }
}
