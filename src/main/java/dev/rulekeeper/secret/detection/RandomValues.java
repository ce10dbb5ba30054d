package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import dev.rulekeeper.secret.text.NameWords;
import java.util.Set;

/**
 * Long random values behind names that say nothing: a header of somebody's own gateway, a parameter
 * called {@code k}. They are credentials unless the name says that they are ids or digests.
 */
final class RandomValues {
  private static final int SHORTEST_DIGITS = 32;
  private static final int SHORTEST = 20;

  private static final Set<String> IDS =
      Set.of(
          ("id ids uuid guid sha sha1 sha256 md5 commit rev revision ref hash etag match digest"
                  + " checksum fingerprint thumbprint integrity version ver v build cursor after"
                  + " before page next prev from to since until state nonce challenge trace"
                  + " traceparent tracestate span request correlation idempotency filter jql cql q"
                  + " query search fields expand sort account user project issue board object item"
                  + " file tenant org organization workspace cloud site client app device tag image"
                  + " layer blob snapshot branch parent tree event message thread conversation"
                  + " transaction order invoice customer number name date time timestamp host agent"
                  + " type format language locale url uri path link referer origin forwarded ip"
                  + " boundary experiment variant segment context environment source target kind group"
                  + " code redirect title text body b3 baggage range length encoding hint schema key")
              .split(" "));

  private RandomValues() {}

  /** Whether {@code value} is random, and {@code name} does not say what else it is. */
  static boolean isCredential(String name, String value) {
    return isRandom(value) && NameWords.of(name).stream().noneMatch(IDS::contains);
  }

  private static boolean isRandom(String value) {
    if (value.length() < SHORTEST || value.length() > 256 || value.indexOf(' ') >= 0) {
      return false;
    }
    boolean hexadecimal = value.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    if (hexadecimal) {
      boolean letters = value.chars().anyMatch(c -> Characters.isLetter((char) c));
      boolean digits = value.chars().anyMatch(c -> Characters.isDigit((char) c));
      return value.length() >= SHORTEST_DIGITS && letters && digits;
    }
    boolean runs = value.chars().allMatch(c -> Characters.isWord((char) c));
    return runs && EntropyLayer.looksRandom(value);
  }
}
