package dev.rulekeeper.sandbox;

/** What can become of a request instead of its proper answer. */
public enum FaultKind {
  /** The proper answer. */
  NONE,
  /** 429 with {@code Retry-After: 1}; the request has no effect. */
  TOO_MANY_REQUESTS,
  /** 500 with an empty body; the request has no effect. */
  INTERNAL_ERROR,
  /** 503 with an empty body; the request has no effect. */
  UNAVAILABLE,
  /** The request takes effect, and the connection ends without an answer. */
  RESET,
  /** The request takes effect, and the connection ends in the middle of the answer. */
  TRUNCATED,
  /** The request takes effect, and no answer comes for two minutes. Never comes at random. */
  HANG
}
