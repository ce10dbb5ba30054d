package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.SecretValue;
import java.time.Duration;

/**
 * A site, and how to speak to it.
 *
 * @param jobs the most requests in flight, at least 1
 * @param answerWithin how long one complete answer may take before the request is sent again
 * @param listener told of every request, for progress, {@code -v} and reports; never given a body
 */
public record SiteConnection(
    SiteLocation site,
    String email,
    SecretValue token,
    int jobs,
    Duration answerWithin,
    Listener listener) {

  /** How long a complete answer may take where nothing else is asked for. */
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(30);

  /** Waits for answers as long as is usual. */
  public SiteConnection(
      SiteLocation site, String email, SecretValue token, int jobs, Listener listener) {
    this(site, email, token, jobs, STANDARD_TIMEOUT, listener);
  }

  /** Hears of requests. */
  public interface Listener {
    /** A request was answered, or failed ({@code status} 0), on its {@code attempt}-th try. */
    void answered(String method, String path, int status, int attempt, long milliseconds);

    /** A request is about to be sent again. */
    default void repeating(Retry repeat) {}
  }

  /**
   * The cloud id as given, or as the site tells it to anyone; a site that was asked is not asked
   * again by the {@link #resolved()} connection.
   *
   * @throws ApiException if the site does not tell it
   */
  public CloudId resolveCloudId() {
    return resolveCloudId(RequestRetryPolicy.standard(answerWithin));
  }

  CloudId resolveCloudId(RequestRetryPolicy patience) {
    return site.cloudId().orElseGet(() -> tenant(courier(patience)));
  }

  /**
   * This connection with its cloud id known.
   *
   * @throws ApiException if the site does not tell it
   */
  public SiteConnection resolved() {
    return new SiteConnection(
        site.known(resolveCloudId()), email, token, jobs, answerWithin, listener);
  }

  /**
   * Opens the API.
   *
   * @throws ApiException if a URL is neither https nor loopback, or the site cannot be found
   */
  public AutomationApi open() {
    return open(RequestRetryPolicy.standard(answerWithin));
  }

  /** What the site calls its ids; its Jira is asked with the same credentials. */
  public SiteDirectory directory() {
    credentials().requireGiven();
    return new SiteDirectory(site.siteUrl(), courier(RequestRetryPolicy.standard(answerWithin)));
  }

  /**
   * Reads one page of the list of rules, the shortest that there is.
   *
   * @throws ApiException if the site cannot be reached or the credentials may not read rules; says
   *     why, and what to do
   */
  public void readOnePage() {
    credentials().requireGiven();
    RetryingClient courier = courier(RequestRetryPolicy.standard(answerWithin));
    CloudId cloud = site.cloudId().orElseGet(() -> tenant(courier));
    ApiRequest call = site.endpoints(cloud).read("/rule/summary", "limit=1");
    ApiResponse reply = courier.send(call);
    if (!reply.succeeded()) {
      throw diagnosis().of(call, reply);
    }
  }

  AutomationApi open(RequestRetryPolicy patience) {
    credentials().requireGiven();
    RetryingClient courier = courier(patience);
    CloudId cloud = site.cloudId().orElseGet(() -> tenant(courier));
    return new RestAutomationApi(site.endpoints(cloud), courier, diagnosis(), jobs);
  }

  private RetryingClient courier(RequestRetryPolicy patience) {
    TrustedOrigins scope = TrustedOrigins.of(site.siteUrl(), site.apiUrl());
    HttpTransport transport = new HttpTransport(credentials(), scope, patience);
    return new RetryingClient(transport, new RequestLimiter(jobs), patience, listener);
  }

  private CloudId tenant(RetryingClient courier) {
    ApiRequest call = Endpoints.tenantInfo(site.siteUrl());
    ApiResponse reply = courier.send(call);
    if (reply.status() == 404) {
      throw new ApiException(
          ApiException.Kind.NOT_FOUND,
          404,
          "there is no Atlassian Cloud site at " + TrustedOrigins.origin(site.siteUrl()),
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

  private ErrorDiagnosis diagnosis() {
    return new ErrorDiagnosis(credentials());
  }

  /** Names the site and nothing of the credentials. */
  @Override
  public String toString() {
    return "SiteConnection[" + TrustedOrigins.origin(site.siteUrl()) + "]";
  }
}
