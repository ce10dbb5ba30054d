package dev.rulekeeper.git;

import dev.rulekeeper.rule.ForeignText;
import java.util.Optional;
import java.util.function.Function;

/** Git could not do what was asked. */
public final class GitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String hint;
  private final transient Optional<ForeignText> said;

  /** Why Git could not, as far as a caller acts on it. */
  public enum Kind {
    /**
     * The repository, the network or the disk failed, or the state of the repository forbids it.
     */
    FAILED,
    /** The remote was reached and said no: a hook, a protected branch, missing rights. */
    REJECTED,
    /** Somebody else moved the branch or ref meanwhile: read again and retry. */
    MOVED,
    /** Another run holds the lock. */
    LOCKED
  }

  /** {@code what} failed, and {@code hint}: what to do. Neither holds credentials of a URL. */
  public GitException(String what, String hint) {
    this(Kind.FAILED, what, hint);
  }

  /** The same, of a certain kind. */
  public GitException(Kind kind, String what, String hint) {
    this(kind, what, Optional.empty(), hint);
  }

  /** {@code what} failed, for the reason that somebody else {@code said}. */
  GitException(Kind kind, String what, Optional<ForeignText> said, String hint) {
    super(what);
    this.kind = kind;
    this.hint = hint;
    this.said = said.filter(text -> !text.isBlank());
  }

  /** The same failure, of which another program {@code said} more. */
  GitException followedBy(ForeignText more, String what) {
    return new GitException(
        kind,
        String.valueOf(getMessage()),
        Optional.of(said.map(text -> text.followedBy(more)).orElse(more)),
        what);
  }

  /** Why Git could not. */
  public Kind kind() {
    return kind;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }

  /**
   * The message with what others said, as {@code reader} lets it be read; {@link #getMessage}
   * leaves that out, so that it reaches no log by accident.
   */
  public String told(Function<ForeignText, String> reader) {
    return getMessage() + said.map(text -> ": " + reader.apply(text)).orElse("");
  }
}
