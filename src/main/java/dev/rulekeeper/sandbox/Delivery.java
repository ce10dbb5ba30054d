package dev.rulekeeper.sandbox;

/**
 * What became of one outgoing request of a rule that was fired.
 *
 * @param destination where it goes, without anything that may be secret: the path on the sandbox's
 *     own target, else only the host
 * @param status the status of the target's answer; 0 where nothing was sent
 * @param outcome a word or two for people: {@code accepted}, {@code refused}, or {@code not sent:
 *     …}
 */
public record Delivery(
    String ruleId, String ruleName, String method, String destination, int status, String outcome) {
  /** Whether the target took it. */
  public boolean accepted() {
    return status >= 200 && status < 300;
  }

  /** Whether it was sent at all. */
  public boolean sent() {
    return status != 0;
  }
}
