package dev.rulekeeper.secret.map;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the sources of secrets are asked for.
 *
 * @param names the names that ledger and rule files hold; variables for one name are looked up for
 *     these, and for the names in the maps
 * @param site the site that the values are for; without one an entry for a single site is an error
 * @param others the other sites that there are
 */
public record SecretDemand(
    Collection<SecretName> names, Optional<SiteName> site, Collection<SiteName> others) {
  /** Copies the collections. */
  public SecretDemand {
    names = List.copyOf(names);
    others = List.copyOf(others);
  }

  /** For no site in particular. */
  public static SecretDemand of(Collection<SecretName> names) {
    return new SecretDemand(names, Optional.empty(), List.of());
  }
}
