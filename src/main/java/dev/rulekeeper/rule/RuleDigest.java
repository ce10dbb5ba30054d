package dev.rulekeeper.rule;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** A SHA-256 of the tree of a rule, in a third of the memory that its digits would need. */
public record RuleDigest(long first, long second, long third, long fourth) {
  private static final int BYTES = 4 * Long.BYTES;

  /** That of the tree with this compact {@code json}, in UTF-8. */
  static RuleDigest of(byte[] json) {
    try {
      return made(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static RuleDigest made(byte[] digest) {
    ByteBuffer longs = ByteBuffer.wrap(digest);
    return new RuleDigest(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
  }

  /**
   * The one with these {@code digits}, as {@link #toString} gives them; nothing where it is none.
   */
  static Optional<RuleDigest> read(String digits) {
    try {
      byte[] digest = HexFormat.of().parseHex(digits);
      return digest.length == BYTES ? Optional.of(made(digest)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Its 64 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(first)
        + hex.toHexDigits(second)
        + hex.toHexDigits(third)
        + hex.toHexDigits(fourth);
  }
}
