package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rulekeeper.rule.ForeignText;
import dev.rulekeeper.rule.SecretValue;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * E-mail and API token of the caller, or a key, which leave this object only as a request header.
 */
final class Credentials {
  private final String email;
  private final String token;
  private final String encoded;
  private final String scheme;

  /** Takes both as they are. */
  Credentials(String email, SecretValue token) {
    this(
        email,
        token.reveal(),
        "Basic ",
        Base64.getEncoder().encodeToString((email + ":" + token.reveal()).getBytes(UTF_8)));
  }

  private Credentials(String email, String token, String scheme, String encoded) {
    this.email = email;
    this.token = token;
    this.scheme = scheme;
    this.encoded = encoded;
  }

  /** A key that belongs to nobody and is sent as it is. */
  static Credentials bearer(SecretValue key) {
    return new Credentials("", key.reveal(), "Bearer ", key.reveal());
  }

  /**
   * Does nothing where both are given.
   *
   * @throws ApiException if one is blank
   */
  void requireGiven() {
    if (email.isBlank() || token.isBlank()) {
      boolean both = email.isBlank() && token.isBlank();
      String one = email.isBlank() ? "ATLASSIAN_EMAIL" : "ATLASSIAN_API_TOKEN";
      throw new ApiException(
          ApiException.Kind.UNAUTHENTICATED,
          0,
          "there are no credentials for the site"
              + (both ? "" : ": " + one + " is not set, or empty as in a pull request from a fork"),
          "set ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN");
    }
  }

  /**
   * Whether they are of an account that is no person's. Atlassian gives it an address of this
   * domain, as administrators report; its own pages do not say so, hence nothing but a hint hangs
   * on it.
   */
  boolean isOfServiceAccount() {
    return email.toLowerCase(Locale.ROOT).endsWith("@serviceaccount.atlassian.com");
  }

  /** The value of the {@code Authorization} header. */
  String header() {
    return scheme + encoded;
  }

  /** {@code text} that is read without the credentials: a site may quote what it was sent. */
  ForeignText hiddenIn(ForeignText text) {
    return text.without(this::removedFrom);
  }

  private String removedFrom(String text) {
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
