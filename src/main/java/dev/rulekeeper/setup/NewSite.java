package dev.rulekeeper.setup;

import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The site that a repository is set up for.
 *
 * @param url scheme, host and port
 * @param product {@code jira} or {@code confluence}
 */
public record NewSite(SiteName name, URI url, String product) {
  /**
   * Reads an address as people write it, with or without a scheme and a path.
   *
   * @param name what to call the site; by default the first word of its host
   * @throws SetupException if {@code url} is no address of a site
   */
  public static NewSite of(String url, Optional<String> name, String product) {
    URI address = address(url);
    return new NewSite(new SiteName(name.orElseGet(() -> nameOf(address))), address, product);
  }

  private static URI address(String text) {
    String full = text.contains("://") ? text : "https://" + text;
    try {
      URI uri = URI.create(full);
      String host = uri.getHost();
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (host != null && web && uri.getUserInfo() == null) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return URI.create(uri.getScheme() + "://" + host.toLowerCase(Locale.ROOT) + port);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the message below.
    }
    throw new SetupException(
        "'" + text + "' is not the URL of a site",
        "write it like --url https://acme.atlassian.net");
  }

  private static String nameOf(URI address) {
    String host = address.getHost();
    if (host.equals("localhost") || host.matches("[0-9.]+") || host.startsWith("[")) {
      return "sandbox";
    }
    String first = host.split("\\.", 2)[0].replaceAll("[^a-z0-9-]", "-");
    return SiteName.isValid(first) ? first : "site";
  }

  /** The text of {@code rulekeeper.yaml} for this site alone. */
  String configuration() {
    return Schema.header(RuleRepository.CONFIGURATION)
        + """
        # Sites and defaults of this rule repository.
        site: %1$s
        sites:
          %1$s:
            url: %2$s
            product: %3$s

        # A sync stops where more rules than this would change their content; rotations do not count.
        guards:
          max-changes: 30%%
          max-changes-minimum: 10
        """
            .formatted(name, url, product);
  }
}
