package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * The way to a node of a tree. Most leaves hold nothing, so their pointers are made only when
 * somebody asks.
 *
 * @param index of an array element, or -1 for a property
 */
record LeafPath(Optional<LeafPath> parent, String property, int index) {
  /** The way to a field of the root. */
  static LeafPath of(String property) {
    return new LeafPath(Optional.empty(), property, -1);
  }

  LeafPath property(String name) {
    return new LeafPath(Optional.of(this), name, -1);
  }

  LeafPath element(int position) {
    return new LeafPath(Optional.of(this), "", position);
  }

  /** The same as a JSON pointer. */
  JsonPointer pointer() {
    JsonPointer above = parent.map(LeafPath::pointer).orElse(JsonPointer.empty());
    return index < 0 ? above.appendProperty(property) : above.appendIndex(index);
  }
}
