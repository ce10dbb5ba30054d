package dev.rulekeeper.plan;

import java.util.Optional;
import java.util.function.Supplier;

/** The account that a command speaks to the site with; the site is asked once, when it matters. */
public final class CallerAccount {
  private final Supplier<Optional<String>> site;
  private Optional<String> account = Optional.empty();
  private boolean asked;

  /** Asks {@code site} for the account id of the caller, when it is first wanted. */
  public CallerAccount(Supplier<Optional<String>> site) {
    this.site = site;
  }

  /** The id of the account; nothing where the site does not say it. */
  Optional<String> account() {
    if (!asked) {
      account = site.get();
      asked = true;
    }
    return account;
  }
}
