package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.CloudId;
import java.net.URI;
import java.util.Optional;

/**
 * Where a site is.
 *
 * @param siteUrl {@code https://acme.atlassian.net}
 * @param apiUrl {@code https://api.atlassian.com}; paths below it as in the OpenAPI description
 * @param product {@code jira} or {@code confluence}
 * @param cloudId where known; else asked of {@code siteUrl/_edge/tenant_info}
 */
public record SiteLocation(URI siteUrl, URI apiUrl, String product, Optional<CloudId> cloudId) {
  /** The same, its cloud id known. */
  SiteLocation known(CloudId cloud) {
    return new SiteLocation(siteUrl, apiUrl, product, Optional.of(cloud));
  }

  /** The paths of its rule management, for the site {@code cloud}. */
  Endpoints endpoints(CloudId cloud) {
    return Endpoints.of(siteUrl, apiUrl, product, cloud);
  }
}
