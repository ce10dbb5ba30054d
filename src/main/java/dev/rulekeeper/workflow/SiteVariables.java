package dev.rulekeeper.workflow;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import java.util.Locale;
import java.util.Optional;

/** Environment variables that may be given for one site: {@code ATLASSIAN_EMAIL_STAGING}. */
record SiteVariables(
    Environment environment, Configuration configuration, Configuration.Site site) {

  /** The value for this site, else the one for every site. */
  Optional<String> get(String name) {
    return environment
        .variable(name + "_" + suffix(site.name()))
        .or(() -> environment.variable(name));
  }

  /**
   * As {@link #get}, but the plain variable is only for the default site: an address that is given
   * for one site must not lead the commands for another one there.
   */
  Optional<String> ofThisSite(String name) {
    boolean plain =
        configuration.sites().size() == 1
            || configuration.defaultSite().equals(Optional.of(site.name()));
    return plain ? get(name) : environment.variable(name + "_" + suffix(site.name()));
  }

  /** {@code site} as variables end with it: upper case, {@code -} and {@code .} as {@code _}. */
  static String suffix(SiteName site) {
    return site.value().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
