package dev.rulekeeper.sandbox;

/** The sandbox cannot start, or was asked for a rule that it does not have. */
public final class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what is wrong and what would be right; it must hold no secret value. */
  public SandboxException(String message) {
    super(message);
  }

  /** As above, with the {@code cause}, whose message must not quote a secret either. */
  public SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
