package dev.rulekeeper.rule;

/** Between the form the API speaks and the form files hold (design section 2). */
public final class FileForm {
  private FileForm() {}

  /**
   * The file form of {@code rule}: fields in file order, {@code ruleScopeARIs} as the friendly
   * {@code scope}, and without what the server owns or adds.
   */
  public static Rule of(ApiRule rule, CloudId cloud) {
    throw new IllegalStateException("stub");
  }

  /**
   * The API form of {@code rule} for a site that has no such rule yet: no component ids; null and
   * empty {@code connectionId}, {@code children}, {@code conditions} put back; {@code uuid} set;
   * {@code eventFilters} put back where the trigger listens to events and names none.
   */
  public static ApiRule toApi(Rule rule, CloudId cloud) {
    throw new IllegalStateException("stub");
  }
}
