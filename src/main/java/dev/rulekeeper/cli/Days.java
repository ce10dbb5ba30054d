package dev.rulekeeper.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of days as options take it, {@code 30d}. */
final class Days {
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4})d?");

  private Days() {}

  /** The number in {@code text}, which was given for {@code option}. */
  static long parse(String text, String option) {
    Matcher matcher = DAYS.matcher(text);
    if (!matcher.matches()) {
      throw new CliException(
          ExitCode.USAGE,
          "'" + text + "' is no number of days",
          "write it like " + option + " 30d");
    }
    return Long.parseLong(matcher.group(1));
  }
}
