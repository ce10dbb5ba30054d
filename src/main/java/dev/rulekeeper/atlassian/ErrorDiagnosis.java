package dev.rulekeeper.atlassian;

import dev.rulekeeper.atlassian.ApiException.Kind;
import dev.rulekeeper.rule.ForeignText;
import java.net.URI;
import java.util.Optional;

/** Says what is wrong with a reply, in the site's own words, and what to do. */
final class ErrorDiagnosis {
  private static final String RENEW_TOKEN =
      "check ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN: the token is wrong, revoked or expired (API"
          + " tokens live a year at most), or it is not of that e-mail";
  private static final String CLASSIC_TOKEN =
      "use a classic API token, made without scopes: the Automation API accepts no other";
  private static final String SERVICE_ACCOUNT =
      "ATLASSIAN_EMAIL is of a service account, whose tokens always have scopes; use the account of"
          + " a person who is an administrator, with a classic API token, made without scopes";

  private final Credentials credentials;

  ErrorDiagnosis(Credentials credentials) {
    this.credentials = credentials;
  }

  /** What {@code reply} to {@code call} means. */
  ApiException of(ApiRequest call, ApiResponse reply) {
    String where = call + " at " + TrustedOrigins.origin(call.uri());
    String tries = reply.attempt() > 1 ? " (" + reply.attempt() + " attempts)" : "";
    if (reply.fault().isPresent()) {
      TransportFault fault = reply.fault().get();
      Kind kind =
          switch (fault) {
            case UNREADABLE, TOO_LARGE -> Kind.UNEXPECTED;
            default -> Kind.UNREACHABLE;
          };
      return new ApiException(
          kind, reply.status(), where + " failed: " + fault.words() + tries, fault.hint());
    }
    ForeignText words = SiteErrorText.in(reply);
    Kind kind = kind(reply.status());
    String what = where + " " + verb(kind) + " with " + reply.status() + tries + redirect(reply);
    return new ApiException(
        kind,
        reply.status(),
        what,
        Optional.of(credentials.hiddenIn(words)),
        hint(call, reply, words));
  }

  /** An answer that is JSON but not what the API describes. */
  ApiException unexpected(ApiRequest call, ApiResponse reply, String expected) {
    return new ApiException(
        Kind.UNEXPECTED,
        reply.status(),
        call + " at " + TrustedOrigins.origin(call.uri()) + " did not answer with " + expected,
        "check the URL of the API; if it is right, the API has changed: report it");
  }

  /** A write refused with 400 by a site that, asked to read, says 401. */
  ApiException badToken(ApiRequest call) {
    return new ApiException(
        Kind.UNAUTHENTICATED,
        401,
        call
            + " at "
            + TrustedOrigins.origin(call.uri())
            + " was refused because the credentials are not valid",
        credentials.isOfServiceAccount() ? SERVICE_ACCOUNT : RENEW_TOKEN);
  }

  private static Kind kind(int status) {
    return switch (status) {
      case 401 -> Kind.UNAUTHENTICATED;
      case 403 -> Kind.FORBIDDEN;
      case 404 -> Kind.NOT_FOUND;
      case 400, 409, 413, 415, 422 -> Kind.REFUSED;
      case 429 -> Kind.FAILED;
      default -> status >= 500 ? Kind.FAILED : Kind.UNEXPECTED;
    };
  }

  private static String verb(Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED, FORBIDDEN, REFUSED -> "was refused";
      case FAILED -> "failed";
      case NOT_FOUND, UNEXPECTED, UNREACHABLE, UNSAFE -> "was answered";
    };
  }

  private static String redirect(ApiResponse reply) {
    boolean moved = reply.status() >= 300 && reply.status() < 400;
    return reply
        .location()
        .filter(location -> moved)
        .flatMap(ErrorDiagnosis::origin)
        .map(origin -> ", which points to " + origin + " and was not followed")
        .orElse("");
  }

  private static Optional<String> origin(String location) {
    try {
      URI uri = URI.create(location);
      return uri.getHost() == null ? Optional.empty() : Optional.of(TrustedOrigins.origin(uri));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private String unauthenticated(ForeignText said) {
    if (credentials.isOfServiceAccount()) {
      return SERVICE_ACCOUNT;
    }
    return said.mentions("scope") ? CLASSIC_TOKEN : RENEW_TOKEN;
  }

  private String forbidden(ApiRequest call) {
    if (credentials.isOfServiceAccount()) {
      return SERVICE_ACCOUNT;
    }
    String product = call.uri().getPath().contains("/public/confluence/") ? "Confluence" : "Jira";
    return "the token is valid, but the account must be a "
        + product
        + " administrator (global permission); "
        + CLASSIC_TOKEN;
  }

  private String hint(ApiRequest call, ApiResponse reply, ForeignText said) {
    return switch (reply.status()) {
      case 401 -> unauthenticated(said);
      case 403 -> forbidden(call);
      case 404 -> "it is not there, or no longer; run again, and check the cloud id";
      case 400, 409, 422 -> refusalHint(said);
      case 413 -> "the rule is too large for the site; split it";
      case 415 -> "this is a defect of rulekeeper: report it";
      case 429 -> "the site asks for fewer requests; wait, or lower --jobs";
      case 500 ->
          call.reads()
              ? "run again when the site is well"
              : "a component of a type that the site does not know is answered like this: check the"
                  + " types in the rule; else run again when the site is well";
      default ->
          reply.status() >= 500
              ? "run again when the site is well"
              : "check the URLs of the site and the API";
    };
  }

  private static String refusalHint(ForeignText said) {
    if (said.mentions("rule home")) {
      return "the scope of the rule names another site or a project without admin permission";
    }
    if (said.mentions("component ids")) {
      return "the rule has changed on the site meanwhile; run again";
    }
    if (said.mentions("actor")) {
      return "give the rule an actor who exists and has access to the product";
    }
    return "correct the rule and run again";
  }
}
