package dev.rulekeeper.secret.place;

/**
 * A host name of the ledger, where a leading {@code *.} stands for one label or more, and {@code
 * http://} before it allows what is not encrypted too.
 */
public final class HostPattern {
  private static final String BELOW = "*.";

  private HostPattern() {}

  /** Whether {@code pattern}, in lower case, is a host name or one below {@code *.}. */
  public static boolean isValid(String pattern) {
    String hosts = Host.name(pattern);
    String name = hosts.startsWith(BELOW) ? hosts.substring(BELOW.length()) : hosts;
    return Host.isName(name) && !name.endsWith(".");
  }

  /** Whether {@code destination} is what {@code pattern} stands for, see {@link Host}. */
  public static boolean matches(String pattern, String destination) {
    if (Host.isPlain(destination) && !Host.isPlain(pattern)) {
      return false;
    }
    String hosts = Host.name(pattern);
    String host = Host.name(destination);
    return hosts.startsWith(BELOW)
        ? host.endsWith(hosts.substring(1)) && host.length() > hosts.length() - 1
        : host.equals(hosts);
  }
}
