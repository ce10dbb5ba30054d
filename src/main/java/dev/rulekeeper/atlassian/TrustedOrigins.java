package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.Loopback;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The origins that may be sent the credentials: the site and the API, over https or on loopback.
 *
 * @param origins scheme, host and port of each, lower case
 */
record TrustedOrigins(Set<String> origins) {
  TrustedOrigins {
    origins = Set.copyOf(origins);
  }

  private static final String ATLASSIAN_API = "api.atlassian.com";

  /**
   * The scope of a connection. The API may be on the host of the site, on {@code
   * api.atlassian.com}, or on loopback; a parent domain or a look-alike is another host.
   *
   * @throws ApiException if one of the URLs must not be sent credentials
   */
  static TrustedOrigins of(URI siteUrl, URI apiUrl) {
    requireProtected("site URL", siteUrl);
    requireProtected("API URL", apiUrl);
    String host = host(apiUrl);
    if (!isLoopback(apiUrl) && !host.equals(ATLASSIAN_API) && !host.equals(host(siteUrl))) {
      throw unsafe(
          "the API URL leads to "
              + host
              + ", which is neither "
              + host(siteUrl)
              + " nor "
              + ATLASSIAN_API,
          "set RULEKEEPER_API_URL to https://" + ATLASSIAN_API + " or to a URL of the site itself");
    }
    return new TrustedOrigins(
        Stream.of(siteUrl, apiUrl).map(TrustedOrigins::origin).collect(Collectors.toSet()));
  }

  /**
   * The scope of the key of an organization: {@code api.atlassian.com}, or loopback.
   *
   * @throws ApiException if {@code apiUrl} is anything else
   */
  static TrustedOrigins ofOrganization(URI apiUrl) {
    requireProtected("API URL", apiUrl);
    if (!isLoopback(apiUrl) && !host(apiUrl).equals(ATLASSIAN_API)) {
      throw unsafe(
          "the key of the organization is for " + ATLASSIAN_API + " only, not for " + host(apiUrl),
          "set RULEKEEPER_API_URL to https://" + ATLASSIAN_API + ", or unset it");
    }
    return new TrustedOrigins(Set.of(origin(apiUrl)));
  }

  /**
   * Does nothing where {@code uri} is in the scope.
   *
   * @throws ApiException if it is not
   */
  void require(URI uri) {
    if (!origins.contains(origin(uri))) {
      throw unsafe(
          "credentials are not for " + origin(uri), "this is a defect of rulekeeper: report it");
    }
  }

  /**
   * Does nothing where {@code url} is https, or http on loopback, and has a host and neither user
   * nor query.
   *
   * @throws ApiException if it is not so
   */
  static void requireProtected(String what, URI url) {
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    boolean plainLoopback = "http".equalsIgnoreCase(url.getScheme()) && isLoopback(url);
    boolean bare =
        url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
    if (host(url).isEmpty() || !bare || !(https || plainLoopback)) {
      throw unsafe(
          "the " + what + " is not a plain https URL",
          "give a URL such as https://acme.atlassian.net; http is for loopback only");
    }
  }

  /** Scheme, host and port of {@code uri}, for messages and for comparison. */
  static String origin(URI uri) {
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    boolean usual = uri.getPort() < 0 || (scheme.equals("https") && uri.getPort() == 443);
    return scheme + "://" + host(uri) + (usual ? "" : ":" + uri.getPort());
  }

  private static boolean isLoopback(URI url) {
    return Loopback.isHost(host(url));
  }

  private static String host(URI url) {
    return Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }

  private static ApiException unsafe(String what, String hint) {
    return new ApiException(ApiException.Kind.UNSAFE, 0, what + "; nothing was sent", hint);
  }
}
