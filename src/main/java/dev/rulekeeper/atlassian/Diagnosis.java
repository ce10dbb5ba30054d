package dev.rulekeeper.atlassian;

import dev.rulekeeper.atlassian.ApiException.Kind;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Says what is wrong with a reply, in the site's own words, and what to do. */
final class Diagnosis {
  private static final String RENEW_TOKEN =
      "check ATLASSIAN_EMAIL and ATLASSIAN_API_TOKEN; API tokens expire after a year at most";
  private static final String CLASSIC_TOKEN =
      "use a classic API token, made without scopes: the Automation API accepts no other";

  private final Credentials credentials;

  Diagnosis(Credentials credentials) {
    this.credentials = credentials;
  }

  /** What {@code reply} to {@code call} means. */
  ApiException of(Call call, Reply reply) {
    String where = call + " at " + CredentialScope.origin(call.uri());
    String tries = reply.attempt() > 1 ? " (" + reply.attempt() + " attempts)" : "";
    if (reply.fault().isPresent()) {
      Fault fault = reply.fault().get();
      Kind kind = fault == Fault.UNREADABLE ? Kind.UNEXPECTED : Kind.UNREACHABLE;
      return new ApiException(
          kind, reply.status(), where + " failed: " + fault.words() + tries, fault.hint());
    }
    String words = credentials.removedFrom(SiteWords.in(reply));
    Kind kind = kind(reply.status());
    String what = where + " " + verb(kind) + " with " + reply.status() + tries + ": " + words;
    return new ApiException(kind, reply.status(), what + redirect(reply), hint(call, reply, words));
  }

  /** An answer that is JSON but not what the API describes. */
  ApiException unexpected(Call call, Reply reply, String expected) {
    return new ApiException(
        Kind.UNEXPECTED,
        reply.status(),
        call + " at " + CredentialScope.origin(call.uri()) + " did not answer with " + expected,
        "check the URL of the API; if it is right, the API has changed: report it");
  }

  /** A write refused with 400 by a site that, asked to read, says 401. */
  ApiException badToken(Call call) {
    return new ApiException(
        Kind.UNAUTHENTICATED,
        401,
        call
            + " at "
            + CredentialScope.origin(call.uri())
            + " was refused because the credentials are not valid",
        RENEW_TOKEN);
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

  private static String redirect(Reply reply) {
    boolean moved = reply.status() >= 300 && reply.status() < 400;
    return reply
        .location()
        .filter(location -> moved)
        .flatMap(Diagnosis::origin)
        .map(origin -> "; it points to " + origin + ", which was not followed")
        .orElse("");
  }

  private static Optional<String> origin(String location) {
    try {
      URI uri = URI.create(location);
      return uri.getHost() == null ? Optional.empty() : Optional.of(CredentialScope.origin(uri));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String hint(Call call, Reply reply, String words) {
    String said = words.toLowerCase(Locale.ROOT);
    return switch (reply.status()) {
      case 401 -> said.contains("scope") ? CLASSIC_TOKEN : RENEW_TOKEN;
      case 403 -> "the account must be a Jira administrator (global permission); " + CLASSIC_TOKEN;
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

  private static String refusalHint(String said) {
    if (said.contains("rule home")) {
      return "the scope of the rule names another site or a project without admin permission";
    }
    if (said.contains("component ids")) {
      return "the rule has changed on the site meanwhile; run again";
    }
    if (said.contains("actor")) {
      return "give the rule an actor who exists and has access to the product";
    }
    return "correct the rule and run again";
  }
}
