package dev.rulekeeper.rule;

import java.util.Locale;
import java.util.Set;

/**
 * Which hosts are this machine, the only ones that may be spoken to without TLS. By name alone:
 * asking DNS would let whoever answers decide where credentials go (RFC 6761, RFC 5735, RFC 4291).
 */
public final class Loopback {
  private static final Set<String> NAMES =
      Set.of("localhost", "[::1]", "::1", "[0:0:0:0:0:0:0:1]", "0:0:0:0:0:0:0:1");

  private Loopback() {}

  /**
   * Whether {@code host}, as it stands in a URL, is {@code localhost}, {@code ::1} or in {@code
   * 127.0.0.0/8}; other spellings of these addresses are other hosts.
   */
  public static boolean isHost(String host) {
    return NAMES.contains(host.toLowerCase(Locale.ROOT)) || isIn127(host);
  }

  private static boolean isIn127(String host) {
    String[] octets = host.split("\\.", -1);
    if (octets.length != 4 || !octets[0].equals("127")) {
      return false;
    }
    for (String octet : octets) {
      if (!isOctet(octet)) {
        return false;
      }
    }
    return true;
  }

  /** Zero to 255 in decimal, without leading zeros, which some readers take for octal. */
  private static boolean isOctet(String text) {
    if (text.isEmpty() || text.length() > 3 || (text.length() > 1 && text.startsWith("0"))) {
      return false;
    }
    return text.chars().allMatch(c -> c >= '0' && c <= '9') && Integer.parseInt(text) <= 255;
  }
}
