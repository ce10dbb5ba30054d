package dev.rulekeeper.workflow;

import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Loopback;
import dev.rulekeeper.ruleset.Configuration;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a site that is trusted. What the environment says is. A file is not: whoever can
 * change rulekeeper.yaml in a pull request could otherwise have CI send the credentials of the
 * site, and with a sync every secret, to a host of their own.
 *
 * @param url the address of the site
 * @param cloudId its id in the API, where it need not be asked of the site
 */
record SiteAddress(URI url, Optional<CloudId> cloudId) {
  private static final String VARIABLE = "RULEKEEPER_SITE_URL";

  /** Hosts that Atlassian gives to sites. */
  private static final Pattern ATLASSIAN =
      Pattern.compile("\\A([a-z0-9-]++\\.){1,50}(atlassian\\.net|jira\\.com)");

  /**
   * The address of {@code site}. Where the environment names it, the file has no say in it, neither
   * by its URL nor by its cloud id. Where the environment names the default site only, a file that
   * makes another one the default leads nowhere either.
   *
   * @throws WorkflowException if only a file names it, and it may not
   */
  static SiteAddress of(SiteVariables variables, Configuration.Site site) {
    Optional<CloudId> given = variables.ofThisSite("RULEKEEPER_CLOUD_ID").map(CloudId::new);
    Optional<String> url = variables.ofThisSite(VARIABLE);
    if (url.isPresent()) {
      return new SiteAddress(parsed(VARIABLE, url.get(), "https://acme.atlassian.net"), given);
    }
    String host = String.valueOf(site.url().getHost()).toLowerCase(Locale.ROOT);
    boolean another = variables.environment().variable(VARIABLE).isPresent();
    boolean trusted = Loopback.isHost(host) || (!another && ATLASSIAN.matcher(host).matches());
    if (!trusted) {
      throw new WorkflowException(
          WorkflowException.Kind.LEAK,
          "only rulekeeper.yaml says that the site "
              + site.name()
              + " is at "
              + host
              + (another
                  ? ", while the environment names another one"
                  : ", which is no host of Atlassian's")
              + "; nothing was sent there",
          "if that is your site, say so where no pull request can: set "
              + VARIABLE
              + (another ? "_" + SiteVariables.suffix(site.name()) : "")
              + "="
              + site.url()
              + " in the environment");
    }
    return new SiteAddress(site.url(), given.or(() -> site.cloudId().map(CloudId::new)));
  }

  /** The address of the API: what {@code RULEKEEPER_API_URL} says, else Atlassian's. */
  static URI ofApi(Optional<String> variable) {
    return variable
        .map(text -> parsed("RULEKEEPER_API_URL", text, "https://api.atlassian.com"))
        .orElseGet(() -> URI.create("https://api.atlassian.com"));
  }

  private static URI parsed(String variable, String text, String example) {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message below: where it is wrong one sees as well oneself.
    }
    throw new WorkflowException(
        WorkflowException.Kind.USAGE, variable + " is no URL", "write it like " + example);
  }
}
