package dev.rulekeeper.git;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that somebody else wrote and that goes into a message or onto a terminal. */
final class Words {
  private static final int LENGTH = 4000;
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s]*@");
  private static final Pattern ESCAPES =
      Pattern.compile("\\e\\[[0-?]*[ -/]*[@-~]|[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");

  private Words() {}

  /**
   * {@code text} without user names and passwords of URLs and without escape sequences that would
   * steer a terminal, cut at 4000 characters.
   */
  static String clean(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    String plain = ESCAPES.matcher(lines).replaceAll("");
    String anonymous = USER_INFO.matcher(plain).replaceAll("");
    String trimmed =
        anonymous.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip();
    return trimmed.length() <= LENGTH ? trimmed : trimmed.substring(0, LENGTH) + " …";
  }
}
