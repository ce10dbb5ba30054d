package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.ForeignText;
import java.util.Optional;
import java.util.function.Function;

/** A request that failed for good. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final int status;
  private final String hint;
  private final transient Optional<ForeignText> said;

  /** Why a request failed. */
  public enum Kind {
    /** No connection, or it broke, after retries. */
    UNREACHABLE,
    /** 401, or a write with a bad token (400) where a read shows that the token is bad. */
    UNAUTHENTICATED,
    /** 403. */
    FORBIDDEN,
    /** 404 where something was expected. */
    NOT_FOUND,
    /** 400, 409, 413, 415, 422: the site does not want what it was sent. */
    REFUSED,
    /** 429, 5xx after retries. */
    FAILED,
    /** An answer that is not what the API describes. */
    UNEXPECTED,
    /**
     * Not sent: the body still holds a placeholder or a mask, or credentials would go where they
     * must not.
     */
    UNSAFE
  }

  /**
   * Says what failed.
   *
   * @param status the HTTP status, or 0 where there was none
   * @param what the request and what became of it; no secret value
   * @param hint what to do
   */
  public ApiException(Kind kind, int status, String what, String hint) {
    this(kind, status, what, Optional.empty(), hint);
  }

  /** The same, with what the site {@code said} of it. */
  ApiException(Kind kind, int status, String what, Optional<ForeignText> said, String hint) {
    super(what);
    this.kind = kind;
    this.status = status;
    this.hint = hint;
    this.said = said;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** The HTTP status, or 0. */
  public int status() {
    return status;
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
