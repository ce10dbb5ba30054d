package dev.rulekeeper.rule;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The UUID of a rule on the site its file came from; the only thing that identifies a rule. */
public record RuleId(UUID value) implements Comparable<RuleId> {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * Reads the canonical text form of a UUID, 36 characters.
   *
   * @throws RuleException if {@code text} is not one
   */
  public static RuleId of(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new RuleException("'" + text + "' is not a rule id: a rule id is a UUID");
    }
    return new RuleId(UUID.fromString(text));
  }

  /**
   * A new id of version 7 (RFC 9562 section 5.7), the version that the site demands of ids that a
   * client chooses: the time of {@code clock} in milliseconds, then 74 bits of {@code random}.
   */
  public static RuleId create(Clock clock, RandomGenerator random) {
    long timeAndVersion = (clock.millis() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long variant = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
    return new RuleId(new UUID(timeAndVersion, variant));
  }

  /** Orders ids as their text form sorts, which for version 7 is the order of creation. */
  @Override
  public int compareTo(RuleId other) {
    int first =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return first != 0
        ? first
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  /** The canonical text form, lower case. */
  @Override
  public String toString() {
    return value.toString();
  }
}
