package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.CloudId;
import java.net.URI;
import java.util.Optional;

/**
 * Where a site is and how to speak to it.
 *
 * @param siteUrl {@code https://acme.atlassian.net}
 * @param apiUrl {@code https://api.atlassian.com}; paths below it as in the OpenAPI description
 * @param product {@code jira} or {@code confluence}
 * @param cloudId where known; else asked of {@code siteUrl/_edge/tenant_info}
 * @param jobs the most requests in flight, at least 1
 * @param listener told of every request, for progress, {@code -v} and reports; never given a body
 */
public record SiteConnection(
    URI siteUrl,
    URI apiUrl,
    String product,
    Optional<CloudId> cloudId,
    String email,
    ApiToken token,
    int jobs,
    Listener listener) {

  /** A token that cannot print itself. */
  public static final class ApiToken {
    private final String text;

    /** Wraps the token as it is. */
    public ApiToken(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Says that there is a token, not which. */
    @Override
    public String toString() {
      return "ApiToken[hidden]";
    }
  }

  /** Hears of requests. */
  public interface Listener {
    /** A request was answered, or failed ({@code status} 0), on its {@code attempt}-th try. */
    void answered(String method, String path, int status, int attempt, long milliseconds);
  }

  /** The cloud id as given, or as the site tells it. */
  public CloudId resolveCloudId() {
    throw new IllegalStateException("stub");
  }

  /**
   * Opens the API.
   *
   * @throws ApiException if a URL is neither https nor loopback, or the site cannot be found
   */
  public AutomationApi open() {
    throw new IllegalStateException("stub");
  }
}
