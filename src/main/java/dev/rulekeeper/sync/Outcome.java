package dev.rulekeeper.sync;

import dev.rulekeeper.plan.Change;
import java.util.List;
import java.util.Optional;

/**
 * What became of one change.
 *
 * @param detail why, where it is not simply applied; no secret value
 * @param dropped JSON pointers of what the site did not keep of what it was sent
 * @param updated the site's time of the new state, where it was read back
 */
public record Outcome(
    Change change,
    Status status,
    Optional<String> detail,
    List<String> dropped,
    Optional<String> updated) {

  /** How a change ended. */
  public enum Status {
    /** Sent, and read back as sent. */
    APPLIED,
    /** Not sent: the rule is not what the plan saw, or the plan says not to. */
    SKIPPED,
    /** Sent or tried, and it did not end well. */
    FAILED,
    /** Not tried, because the run ended before. */
    NOT_ATTEMPTED
  }

  /** Copies the list. */
  public Outcome {
    dropped = List.copyOf(dropped);
  }

  static Outcome applied(Change change, String updated) {
    return new Outcome(change, Status.APPLIED, Optional.empty(), List.of(), Optional.of(updated));
  }

  static Outcome found(Change change, String updated) {
    return new Outcome(
        change,
        Status.APPLIED,
        Optional.of("it was so already: nothing was sent"),
        List.of(),
        Optional.of(updated));
  }

  static Outcome of(Change change, Status status, String detail) {
    return new Outcome(change, status, Optional.of(detail), List.of(), Optional.empty());
  }
}
