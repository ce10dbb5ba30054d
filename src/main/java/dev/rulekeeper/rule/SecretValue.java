package dev.rulekeeper.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The value of a secret. It cannot print itself; {@link #reveal()} is the one way to its text. */
public final class SecretValue {
  private final String text;

  private SecretValue(String text) {
    this.text = text;
  }

  /** Wraps {@code text} as it is, untrimmed. */
  public static SecretValue of(String text) {
    return new SecretValue(text);
  }

  /** The text, for the moment it is sent, searched for or written to a secrets file. */
  public String reveal() {
    return text;
  }

  /** Same text, compared in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SecretValue value
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), value.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** Says that there is a value, not which. */
  @Override
  public String toString() {
    return "SecretValue[hidden]";
  }
}
