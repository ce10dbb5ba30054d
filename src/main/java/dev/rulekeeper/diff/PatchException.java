package dev.rulekeeper.diff;

/**
 * A patch that does not apply to a document: a path is not there, or a {@code test} does not hold.
 */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int operation;
  private final String path;

  /**
   * Says which operation failed.
   *
   * @param operation its index in the patch
   * @param path its JSON pointer
   * @param what why; quotes no value of the document
   */
  public PatchException(int operation, String path, String what) {
    super("operation " + operation + " at " + path + ": " + what);
    this.operation = operation;
    this.path = path;
  }

  /** The index of the operation in the patch. */
  public int operation() {
    return operation;
  }

  /** The JSON pointer of the operation. */
  public String path() {
    return path;
  }
}
