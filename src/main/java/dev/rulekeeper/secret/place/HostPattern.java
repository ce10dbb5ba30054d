package dev.rulekeeper.secret.place;

/** A host name of the ledger, where a leading {@code *.} stands for one label or more. */
public final class HostPattern {
  private static final String BELOW = "*.";

  private HostPattern() {}

  /** Whether {@code pattern}, in lower case, is a host name or one below {@code *.}. */
  public static boolean isValid(String pattern) {
    String name = pattern.startsWith(BELOW) ? pattern.substring(BELOW.length()) : pattern;
    return Host.isName(name) && !name.endsWith(".");
  }

  /** Whether {@code host}, in lower case, is what {@code pattern} stands for. */
  public static boolean matches(String pattern, String host) {
    return pattern.startsWith(BELOW)
        ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
        : host.equals(pattern);
  }
}
