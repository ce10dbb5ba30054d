package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.CloudId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a site is and how to speak to it.
 *
 * @param siteUrl {@code https://acme.atlassian.net}
 * @param apiUrl {@code https://api.atlassian.com}; paths below it as in the OpenAPI description
 * @param product {@code jira} or {@code confluence}
 * @param cloudId where known; else asked of {@code siteUrl/_edge/tenant_info}
 * @param jobs the most requests in flight, at least 1
 * @param answerWithin how long one complete answer may take before the request is sent again
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
    Duration answerWithin,
    Listener listener) {

  /** How long a complete answer may take where nothing else is asked for. */
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(30);

  /** Waits for answers as long as is usual. */
  public SiteConnection(
      URI siteUrl,
      URI apiUrl,
      String product,
      Optional<CloudId> cloudId,
      String email,
      ApiToken token,
      int jobs,
      Listener listener) {
    this(siteUrl, apiUrl, product, cloudId, email, token, jobs, STANDARD_TIMEOUT, listener);
  }

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

    /** A request is about to be sent again. */
    default void repeating(Repeat repeat) {}
  }

  /**
   * The cloud id as given, or as the site tells it to anyone.
   *
   * @throws ApiException if the site does not tell it
   */
  public CloudId resolveCloudId() {
    return resolveCloudId(Patience.standard(answerWithin));
  }

  CloudId resolveCloudId(Patience patience) {
    return cloudId.orElseGet(() -> tenant(courier(patience)));
  }

  /**
   * Opens the API.
   *
   * @throws ApiException if a URL is neither https nor loopback, or the site cannot be found
   */
  public AutomationApi open() {
    return open(Patience.standard(answerWithin));
  }

  AutomationApi open(Patience patience) {
    credentials().requireGiven();
    Courier courier = courier(patience);
    CloudId cloud = cloudId.orElseGet(() -> tenant(courier));
    return new RestAutomationApi(
        Endpoints.of(siteUrl, apiUrl, product, cloud), courier, diagnosis(), jobs);
  }

  private Courier courier(Patience patience) {
    CredentialScope scope = CredentialScope.of(siteUrl, apiUrl);
    Transport transport = new Transport(credentials(), scope, patience);
    return new Courier(transport, new InFlight(jobs), patience, listener);
  }

  private CloudId tenant(Courier courier) {
    Call call = Endpoints.tenantInfo(siteUrl);
    Reply reply = courier.send(call);
    if (reply.status() == 404) {
      throw new ApiException(
          ApiException.Kind.NOT_FOUND,
          404,
          "there is no Atlassian Cloud site at " + CredentialScope.origin(siteUrl),
          "check the URL of the site in rulekeeper.yaml");
    }
    if (!reply.succeeded()) {
      throw diagnosis().of(call, reply);
    }
    return reply
        .json()
        .map(body -> body.path("cloudId").asText(""))
        .filter(id -> !id.isEmpty())
        .map(CloudId::new)
        .orElseThrow(() -> diagnosis().unexpected(call, reply, "a cloud id"));
  }

  private Credentials credentials() {
    return new Credentials(email, token);
  }

  private Diagnosis diagnosis() {
    return new Diagnosis(credentials());
  }

  /** Names the site and nothing of the credentials. */
  @Override
  public String toString() {
    return "SiteConnection[" + CredentialScope.origin(siteUrl) + "]";
  }
}
