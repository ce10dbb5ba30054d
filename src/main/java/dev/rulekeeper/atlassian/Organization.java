package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.SecretValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The administration API of an organization, of which it reads the list of API tokens. */
public final class Organization {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 1_000;
  private static final Pattern CURSOR = Pattern.compile("(?:^|[?&])cursor=([^&#]*)");

  private final URI tokens;
  private final RetryingClient client;
  private final ErrorDiagnosis diagnosis;

  /**
   * Takes the key, which is sent to {@code apiUrl} and nowhere else.
   *
   * @param apiUrl {@code https://api.atlassian.com}, or loopback
   * @param id the id of the organization
   * @param key an API key of the organization with the scope {@code read:tokens:admin}
   * @throws ApiException if {@code apiUrl} is another place
   */
  public Organization(URI apiUrl, String id, SecretValue key, SiteConnection.Listener listener) {
    TrustedOrigins scope = TrustedOrigins.ofOrganization(apiUrl);
    Credentials credentials = Credentials.bearer(key);
    RequestRetryPolicy patience = RequestRetryPolicy.standard(SiteConnection.STANDARD_TIMEOUT);
    this.tokens =
        URI.create(
            TrustedOrigins.origin(apiUrl)
                + "/admin/api-access/v1/orgs/"
                + URLEncoder.encode(id, StandardCharsets.UTF_8)
                + "/api-tokens");
    this.client =
        new RetryingClient(
            new HttpTransport(credentials, scope, patience),
            new RequestLimiter(1),
            patience,
            listener);
    this.diagnosis = new ErrorDiagnosis(credentials);
  }

  /**
   * The API tokens of all managed accounts.
   *
   * @throws ApiException if the organization does not list them; says what to check
   */
  public List<OrganizationToken> tokens() {
    List<OrganizationToken> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent() && seen.add(cursor.get()) && seen.size() <= MOST_PAGES) {
      JsonNode page = page(cursor.get());
      page.path("data").forEach(node -> all.add(OrganizationToken.read(node)));
      cursor = next(page);
    }
    return all;
  }

  private JsonNode page(String cursor) {
    String query = "?pageSize=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
    ApiRequest call = ApiRequest.get(URI.create(tokens + query), "/api-tokens");
    ApiResponse reply = client.send(call);
    if (reply.status() == 401 || reply.status() == 403 || reply.status() == 404) {
      throw new ApiException(
          reply.status() == 404 ? ApiException.Kind.NOT_FOUND : ApiException.Kind.UNAUTHENTICATED,
          reply.status(),
          "the organization does not list its API tokens: answered with " + reply.status(),
          "check ATLASSIAN_ORG_ID and ATLASSIAN_ORG_API_KEY, a key of the organization with the"
              + " scope read:tokens:admin");
    }
    return reply
        .json()
        .filter(body -> reply.succeeded())
        .filter(body -> body.path("data").isArray())
        .orElseThrow(
            () ->
                reply.succeeded()
                    ? diagnosis.unexpected(call, reply, "a page of API tokens")
                    : diagnosis.of(call, reply));
  }

  /** The cursor of the next page: whole addresses and bare queries have been seen as links. */
  private static Optional<String> next(JsonNode page) {
    String link = page.path("links").path("next").asText("");
    Matcher matcher = CURSOR.matcher(link);
    if (matcher.find()) {
      return Optional.of(LinkQueryString.legal(matcher.group(1)))
          .filter(cursor -> !cursor.isEmpty());
    }
    boolean bare = link.matches("[A-Za-z0-9_.~%=+-]+");
    return bare ? Optional.of(URLEncoder.encode(link, StandardCharsets.UTF_8)) : Optional.empty();
  }
}
