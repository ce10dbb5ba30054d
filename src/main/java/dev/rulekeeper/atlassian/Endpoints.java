package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.CloudId;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URLs of one site.
 *
 * @param site the URL of the site, without a slash at its end
 * @param api the URL up to and with {@code /rest/v1}
 * @param account the path on the site that tells who the caller is
 */
record Endpoints(String site, String api, String account) {
  private static final String TENANT_INFO = "/_edge/tenant_info";
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Map<String, String> ACCOUNT =
      Map.of("jira", "/rest/api/3/myself", "confluence", "/wiki/rest/api/user/current");

  /**
   * The endpoints of {@code product} on the site with this cloud id.
   *
   * @throws ApiException if the product or the cloud id cannot be one
   */
  static Endpoints of(URI siteUrl, URI apiUrl, String product, CloudId cloudId) {
    String account = ACCOUNT.get(product);
    if (account == null || !SEGMENT.matcher(cloudId.value()).matches()) {
      throw new ApiException(
          ApiException.Kind.UNEXPECTED,
          0,
          "'" + product + "' with the cloud id '" + cloudId + "' is not a product of a site",
          "the product is jira or confluence; the cloud id is what " + TENANT_INFO + " tells");
    }
    return new Endpoints(
        trimmed(siteUrl),
        trimmed(apiUrl) + "/automation/public/" + product + "/" + cloudId + "/rest/v1",
        account);
  }

  /** Asks the site for its cloud id. */
  static ApiRequest tenantInfo(URI siteUrl) {
    return ApiRequest.get(URI.create(trimmed(siteUrl) + TENANT_INFO), TENANT_INFO).anonymous();
  }

  /** Asks the site who the caller is. */
  ApiRequest whoAmI() {
    return ApiRequest.get(URI.create(site + account), account);
  }

  /** Reads {@code path} below {@code /rest/v1}; {@code query} without its question mark. */
  ApiRequest read(String path, String query) {
    return ApiRequest.get(URI.create(api + path + (query.isEmpty() ? "" : "?" + query)), path);
  }

  /**
   * Writes to {@code path}.
   *
   * @throws ApiException if the body must not be sent
   */
  ApiRequest write(String method, String path, JsonNode body) {
    BodyGuard.require(method + " " + path, body);
    return new ApiRequest(
        method, URI.create(api + path), path, Optional.of(ExactJson.write(body)), true);
  }

  /** Deletes {@code path}. */
  ApiRequest delete(String path) {
    return new ApiRequest("DELETE", URI.create(api + path), path, Optional.empty(), true);
  }

  private static String trimmed(URI url) {
    String text = url.toString();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }
}
