package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** E-mail and API token of the caller, which leave this object only as a request header. */
final class Credentials {
  private final String email;
  private final String token;
  private final String encoded;

  /** Takes both as they are. */
  Credentials(String email, SiteConnection.ApiToken token) {
    this.email = email;
    this.token = token.text();
    this.encoded = Base64.getEncoder().encodeToString((email + ":" + token.text()).getBytes(UTF_8));
  }

  /**
   * Does nothing where both are given.
   *
   * @throws ApiException if one is blank
   */
  void requireGiven() {
    if (email.isBlank() || token.isBlank()) {
      throw new ApiException(
          ApiException.Kind.UNAUTHENTICATED,
          0,
          "there are no credentials for the site",
          "set ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN");
    }
  }

  /** The value of the {@code Authorization} header. */
  String header() {
    return "Basic " + encoded;
  }

  /** {@code text} without the credentials, for a site that quotes what it was sent. */
  String removedFrom(String text) {
    String rest = text;
    for (String each : List.of(encoded, token, email)) {
      rest = each.isBlank() ? rest : rest.replace(each, "(hidden)");
    }
    return rest;
  }

  /** Says that there are credentials, not which. */
  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
