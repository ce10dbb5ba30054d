package dev.rulekeeper.adopt;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.detection.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A place that may hold a credential, which only a person can tell. Never its value: its shape says
 * how long it is and of what classes of characters.
 *
 * @param where the file, with its line, or the name of the rule
 * @param kind what it looks like, one word
 */
public record Doubt(RuleId rule, String where, JsonPointer pointer, String kind, String shape) {
  private static final int MARK_LENGTH = 8;

  /** The one that {@code finding} in {@code rule} is. */
  public static Doubt of(RuleId rule, String where, Finding finding) {
    return new Doubt(
        rule, where, finding.pointer(), finding.kind(), shape(finding.value().reveal()));
  }

  /** {@code 24 x Aa9#}: the length, capitals, small letters, digits, anything else. */
  private static String shape(String value) {
    boolean capitals = value.chars().anyMatch(Character::isUpperCase);
    boolean digits = value.chars().anyMatch(Character::isDigit);
    boolean letters =
        value.chars().anyMatch(c -> Character.isLetter(c) && !Character.isUpperCase(c));
    boolean signs = value.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
    return value.length()
        + " x "
        + (capitals ? "A" : "")
        + (letters ? "a" : "")
        + (digits ? "9" : "")
        + (signs ? "#" : "");
  }

  /** The place without positions in lists: what stands before it may come and go. */
  public String at() {
    return pointer.toString().replaceAll("/[0-9]{1,9}(?=/|$)", "/*");
  }

  /**
   * What the place is called on the command line; made from place and shape only, so that it says
   * nothing of the value.
   */
  public String mark() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  String.join("\n", rule.toString(), at(), kind, shape)
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, MARK_LENGTH);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }

  /** One line for a person. */
  public String line() {
    return where + "  " + pointer + "  " + kind + "  (" + shape + ")  " + mark();
  }
}
