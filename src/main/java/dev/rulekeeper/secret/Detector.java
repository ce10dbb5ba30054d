package dev.rulekeeper.secret;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Finds credentials in a rule by position and by shape (design section 5). Stateless. */
public final class Detector {
  /** Knows the built-in kinds. */
  public Detector() {}

  /**
   * The credentials in {@code fields}, the file form of a rule whose string leaves are template
   * texts. Tags and smart values are never part of a finding. In document order; regions of one
   * leaf do not overlap.
   */
  public List<Finding> find(ObjectNode fields) {
    throw new IllegalStateException("stub");
  }
}
