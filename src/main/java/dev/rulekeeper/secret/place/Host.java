package dev.rulekeeper.secret.place;

import dev.rulekeeper.rule.Loopback;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host that an address names, read so strictly that no reader of addresses can take it for
 * another one: whatever is odd is an unknown host.
 */
public final class Host {
  private static final String PLAIN = "http://";
  private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}+";
  private static final Pattern HOST =
      Pattern.compile("\\A(?:" + NAME + "(?:\\." + NAME + "){0,60}+\\.?|\\[[0-9a-f:.]{2,45}\\])");
  private static final Pattern IPV4 = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
  private static final Pattern NUMBER = Pattern.compile("(?:0x[0-9a-f]*|[0-9]+)");

  /** With an at sign before any slash, readers differ on where the host ends. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)\\Ahttps?://([^/?#]{1,2000}+)(/.*|[?#][^@]*+)?", Pattern.DOTALL);

  /**
   * User name and password: what RFC 3986 allows there, and placeholders, but no escape of what
   * would end a host.
   */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "\\A(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%(?![01]|2[3fF]|3[fF]|5[cC]|7[fF])|"
              + PlaceholderBlanking.TAG
              + ")*+");

  /** Placeholders of secrets, also encoded; a variable of the site could name another host. */
  private static final Pattern SECRET_TAGS =
      Pattern.compile("\\A(?:<<(?:secret:|#urlencode|/urlencode)[^<>]*+>>|[^<])*+");

  private static final Pattern PORT =
      Pattern.compile("\\A([^\\[]*|\\[.*\\]):[0-9]{1,5}", Pattern.DOTALL);

  private Host() {}

  /**
   * The host of {@code address}, a template text, in lower case without port and final dot; {@link
   * SecretUse#UNKNOWN_HOST} where it cannot be told for sure, {@code ""} where the text is blank.
   */
  public static String of(String address) {
    String text = address.strip();
    if (text.isEmpty()) {
      return "";
    }
    Matcher parts = ADDRESS.matcher(PlaceholderBlanking.blank(text));
    if (!parts.matches()) {
      return SecretUse.UNKNOWN_HOST;
    }
    String authority = parts.group(1);
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String original = text.substring(parts.start(1), parts.start(1) + at);
      boolean plain =
          USER_INFO.matcher(authority.substring(0, at)).matches()
              && SECRET_TAGS.matcher(original).matches();
      if (!plain) {
        return SecretUse.UNKNOWN_HOST;
      }
    }
    String host = authority.substring(at + 1).toLowerCase(Locale.ROOT);
    Matcher port = PORT.matcher(host);
    if (port.matches()) {
      host = port.group(1);
    }
    return isName(host) ? withoutFinalDot(host) : SecretUse.UNKNOWN_HOST;
  }

  /**
   * The host of {@code address} as a place that receives something: as {@link #of} has it, but
   * {@code http://name} where everybody on the way to another machine can read along.
   */
  public static String destination(String address) {
    String host = of(address);
    boolean known = !host.isEmpty() && !host.equals(SecretUse.UNKNOWN_HOST);
    boolean plain = address.strip().regionMatches(true, 0, PLAIN, 0, PLAIN.length());
    return known && plain && !Loopback.isHost(host) ? PLAIN + host : host;
  }

  /** The name of the host that {@code destination} is. */
  public static String name(String destination) {
    return destination.startsWith(PLAIN) ? destination.substring(PLAIN.length()) : destination;
  }

  /** Whether what goes to {@code destination} is not encrypted. */
  public static boolean isPlain(String destination) {
    return destination.startsWith(PLAIN);
  }

  /** Whether {@code host}, in lower case, is a host name or an IP address in its usual form. */
  public static boolean isName(String host) {
    if (!HOST.matcher(host).matches()) {
      return false;
    }
    // 0x7f.1 and 2130706433 are loopback to some readers and a name to others.
    String name = withoutFinalDot(host);
    String last = name.substring(name.lastIndexOf('.') + 1);
    return !NUMBER.matcher(last).matches() || IPV4.matcher(name).matches();
  }

  private static String withoutFinalDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }
}
