package dev.rulekeeper.git;

import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** A ref that several runs change, each by compare-and-swap. */
interface SharedRef {
  /** What it points to, with all objects of it in this clone; nothing if it does not exist. */
  Optional<ObjectId> read();

  /**
   * Sets it to {@code next} (nothing: deletes it) if it still is {@code expected} (nothing: it does
   * not exist).
   *
   * @return whether it was set; false if somebody else moved it
   * @throws GitException of kind REJECTED if the remote does not allow it
   */
  boolean swap(Optional<ObjectId> expected, Optional<ObjectId> next);
}
