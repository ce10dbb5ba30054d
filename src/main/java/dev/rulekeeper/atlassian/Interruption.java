package dev.rulekeeper.atlassian;

/** Turns the interruption of a waiting thread into the exception of this room. */
final class Interruption {
  private Interruption() {}

  /** Marks the current thread as interrupted. */
  static ApiException of() {
    Thread.currentThread().interrupt();
    return new ApiException(
        ApiException.Kind.UNREACHABLE, 0, "interrupted while waiting for the site", "run again");
  }
}
