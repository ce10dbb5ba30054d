package dev.rulekeeper.report;

/** Text that people wrote, for the log of a workflow, where a line may be a command. */
final class CiLogText {
  private CiLogText() {}

  /** {@code text} as the message of a command. */
  static String message(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** {@code text} as a property of a command. */
  static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
