package dev.rulekeeper.secret.place;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/**
 * The way to a node of a tree. Most leaves hold nothing, so their pointers are made only when
 * somebody asks.
 *
 * @param index of an array element, or -1 for a property
 */
record Trail(Optional<Trail> parent, String property, int index) {
  /** The way to a field of the root. */
  static Trail of(String property) {
    return new Trail(Optional.empty(), property, -1);
  }

  Trail property(String name) {
    return new Trail(Optional.of(this), name, -1);
  }

  Trail element(int position) {
    return new Trail(Optional.of(this), "", position);
  }

  /** The same as a JSON pointer. */
  JsonPointer pointer() {
    JsonPointer above = parent.map(Trail::pointer).orElse(JsonPointer.empty());
    return index < 0 ? above.appendProperty(property) : above.appendIndex(index);
  }
}
