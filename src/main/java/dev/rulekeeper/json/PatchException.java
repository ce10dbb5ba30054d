package dev.rulekeeper.json;

/**
 * A patch that does not apply to a document: a path is not there, or a {@code test} does not hold.
 */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int operation;
  private final String path;
  private final String reason;

  /**
   * Says which operation failed.
   *
   * @param operation its index in the patch
   * @param path its JSON pointer
   * @param reason why; quotes no value of the document
   */
  public PatchException(int operation, String path, String reason) {
    super("operation " + operation + " at " + path + ": " + reason);
    this.operation = operation;
    this.path = path;
    this.reason = reason;
  }

  /** The index of the operation in the patch. */
  public int operation() {
    return operation;
  }

  /** The JSON pointer of the operation. */
  public String path() {
    return path;
  }

  /** Why; quotes no value of the document. */
  public String reason() {
    return reason;
  }
}
