package dev.rulekeeper.rule;

import java.util.regex.Pattern;

/** The name under which a secret stands in rule files, ledger and secret map. */
public record SecretName(String value) implements Comparable<SecretName> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  /**
   * Checks the shape {@code [a-z0-9][a-z0-9._-]*}.
   *
   * @throws RuleException if {@code value} has another one
   */
  public SecretName {
    if (!isValid(value)) {
      throw new RuleException(
          "'"
              + value
              + "' is not a secret name: use lower-case letters, digits, '.', '_' and '-', "
              + "beginning with a letter or digit");
    }
  }

  /** Whether {@code text} could be one. */
  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** Alphabetical order. */
  @Override
  public int compareTo(SecretName other) {
    return value.compareTo(other.value);
  }

  /** The name itself. */
  @Override
  public String toString() {
    return value;
  }
}
