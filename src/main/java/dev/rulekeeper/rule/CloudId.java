package dev.rulekeeper.rule;

/** The id of a site in API paths and ARIs, as {@code /_edge/tenant_info} gives it. */
public record CloudId(String value) {
  /** The id itself. */
  @Override
  public String toString() {
    return value;
  }
}
