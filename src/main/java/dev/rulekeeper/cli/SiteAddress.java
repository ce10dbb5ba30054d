package dev.rulekeeper.cli;

import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.ruleset.Configuration;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a site is. What the environment says is trusted. A file is not: whoever can change
 * rulekeeper.yaml in a pull request could otherwise have CI send the credentials of the site, and
 * with a sync every secret, to a host of their own.
 *
 * @param url the address of the site
 * @param cloudId its id in the API, where it need not be asked of the site
 */
record SiteAddress(URI url, Optional<CloudId> cloudId) {
  /** Hosts that Atlassian gives to sites, and loopback. */
  private static final Pattern TRUSTED =
      Pattern.compile(
          "([a-z0-9-]+\\.)+(atlassian\\.net|jira\\.com)|localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /**
   * The address of {@code site}. Where the environment names it, the file has no say in it, neither
   * by its URL nor by its cloud id.
   *
   * @throws CliException if only a file names it, and it is no site of Atlassian's
   */
  static SiteAddress of(SiteVariables variables, Configuration.Site site) {
    Optional<CloudId> given = variables.ofThisSite("RULEKEEPER_CLOUD_ID").map(CloudId::new);
    Optional<String> url = variables.ofThisSite("RULEKEEPER_SITE_URL");
    if (url.isPresent()) {
      return new SiteAddress(parsed(url.get()), given);
    }
    String host = String.valueOf(site.url().getHost()).toLowerCase(Locale.ROOT);
    if (!TRUSTED.matcher(host).matches()) {
      throw new CliException(
          ExitCode.LEAK,
          "rulekeeper.yaml says that the site "
              + site.name()
              + " is at "
              + host
              + ", which is no host of Atlassian's; nothing was sent there",
          "if that is your site, say so where no pull request can: set RULEKEEPER_SITE_URL="
              + site.url()
              + " in the environment");
    }
    return new SiteAddress(site.url(), given.or(() -> site.cloudId().map(CloudId::new)));
  }

  private static URI parsed(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new CliException(
          ExitCode.USAGE,
          "RULEKEEPER_SITE_URL is no URL",
          "write it like https://acme.atlassian.net");
    }
  }
}
