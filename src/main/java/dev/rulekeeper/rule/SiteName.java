package dev.rulekeeper.rule;

import java.util.regex.Pattern;

/** The name under which a site stands in {@code rulekeeper.yaml} and in refs. */
public record SiteName(String value) implements Comparable<SiteName> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /**
   * Checks the shape {@code [a-z0-9][a-z0-9._-]*}.
   *
   * @throws RuleException if {@code value} has another one
   */
  public SiteName {
    if (!isValid(value)) {
      throw new RuleException(
          "'"
              + value
              + "' is not a site name: use lower-case letters, digits, '.', '_' and '-', "
              + "beginning with a letter or digit");
    }
  }

  /** Whether {@code text} could be one. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Alphabetical order. */
  @Override
  public int compareTo(SiteName other) {
    return value.compareTo(other.value);
  }

  /** The name itself. */
  @Override
  public String toString() {
    return value;
  }
}
