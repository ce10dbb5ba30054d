package dev.rulekeeper.sandbox;

/** Ends the handling of a request with an answer; never leaves the room. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient SiteResponse answer;

  RefusedException(SiteResponse answer) {
    super("refused with " + answer.status(), null, false, false);
    this.answer = answer;
  }

  SiteResponse answer() {
    return answer;
  }
}
