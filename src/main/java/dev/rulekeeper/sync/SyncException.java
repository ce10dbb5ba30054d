package dev.rulekeeper.sync;

import java.util.List;

/** A sync that was refused before anything was sent. */
public final class SyncException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final transient List<String> reasons;

  /** Why. */
  public enum Kind {
    /** A guard forbids it. */
    GUARD,
    /** The plan is not the one that was reviewed, or drift is in the way. */
    STALE
  }

  /** {@code what} was refused for {@code reasons}, one sentence each with what to do. */
  public SyncException(Kind kind, String what, List<String> reasons) {
    super(what);
    this.kind = kind;
    this.reasons = List.copyOf(reasons);
  }

  /** Why, as a kind. */
  public Kind kind() {
    return kind;
  }

  /** Why, for a reader. */
  public List<String> reasons() {
    return reasons;
  }
}
