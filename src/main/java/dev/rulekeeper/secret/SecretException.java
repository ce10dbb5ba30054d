package dev.rulekeeper.secret;

/** A secret map, a ledger or a value that cannot be used. The message never holds a value. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what is wrong, where, and what to do. */
  public SecretException(String message) {
    super(message);
  }
}
