package dev.rulekeeper.json;

/** A text that is not JSON, or a tree that JSON text cannot hold. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** {@code message} says what is wrong; it quotes nothing of the text or the tree. */
  public JsonException(String message) {
    super(message);
  }
}
