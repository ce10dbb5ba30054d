package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.SecretValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the ledger says that a value can be tried out, the key {@code check}: {@code URL} sends
 * {@code Authorization: Bearer …}, {@code basic USER URL} sends Basic credentials, {@code header
 * NAME URL} sends the value as that header, and {@code atlassian EMAIL} asks the site who the token
 * belongs to.
 *
 * @param header the name of the header that carries the value
 * @param user the user of Basic credentials, where the value is a password
 * @param url where it is sent, and nowhere else: no redirect is followed
 */
public record ValidityCheck(String header, Optional<String> user, URI url) {
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:(?<atlassian>atlassian) (?<email>\\S+)"
              + "|basic (?<user>\\S+) (?<basicurl>\\S+)"
              // Those say who is spoken to, and where the request ends.
              + "|header (?!(?i:host|connection|content-length|transfer-encoding|expect|upgrade) )"
              + "(?<header>[A-Za-z0-9-]+) (?<headerurl>\\S+)"
              + "|(?<url>\\S+))");

  /** What the other side said of the value. */
  public enum Answer {
    /** 2xx. */
    ACCEPTED,
    /** 401 or 403. */
    REFUSED,
    /** Anything else, or no answer: says nothing of the value. */
    UNCLEAR
  }

  /**
   * Reads the ledger's {@code check}.
   *
   * @param site for {@code atlassian EMAIL}
   * @throws ApiException if it is none, or its URL is neither https nor loopback
   */
  public static ValidityCheck parse(String text, URI site) {
    Matcher matcher = SHAPE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new ApiException(
          ApiException.Kind.UNSAFE,
          0,
          "the check '" + text + "' of the ledger cannot be understood; nothing was sent",
          "write one of: URL, basic USER URL, header NAME URL, atlassian EMAIL");
    }
    if (matcher.group("atlassian") != null) {
      URI url = site.resolve("/rest/api/3/myself");
      return checked(new ValidityCheck("Authorization", Optional.of(matcher.group("email")), url));
    }
    if (matcher.group("user") != null) {
      return checked(
          new ValidityCheck(
              "Authorization", Optional.of(matcher.group("user")), uri(matcher.group("basicurl"))));
    }
    return checked(
        matcher.group("header") != null
            ? new ValidityCheck(
                matcher.group("header"), Optional.empty(), uri(matcher.group("headerurl")))
            : new ValidityCheck("Authorization", Optional.empty(), uri(matcher.group("url"))));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ApiException.Kind.UNSAFE,
          0,
          "'" + text + "' is no URL; nothing was sent",
          "write the check of the ledger with a URL such as https://api.example.com/me");
    }
  }

  private static ValidityCheck checked(ValidityCheck check) {
    TrustedOrigins.requireProtected("check URL", check.url());
    return check;
  }

  /**
   * What the other side said.
   *
   * @param end when the value ends, where an accepting side says it
   */
  public record Reply(Answer answer, Optional<Instant> end) {}

  /** Sends {@code value} once to the URL, and nothing else anywhere else. */
  public Reply send(SecretValue value) {
    HttpCall call = HttpCall.get(url).with(header, credentials(value));
    try {
      return reply(HttpConnections.shared().send(call, CONNECT_WITHIN, ANSWER_WITHIN));
    } catch (IOException e) {
      return new Reply(Answer.UNCLEAR, Optional.empty());
    }
  }

  private Reply reply(HttpAnswer response) {
    int status = response.status();
    if (status == 401 || status == 403) {
      return new Reply(Answer.REFUSED, Optional.empty());
    }
    if (status < 200 || status >= 300) {
      return new Reply(Answer.UNCLEAR, Optional.empty());
    }
    return new Reply(
        Answer.ACCEPTED,
        ReportedExpiry.ofHeader(response.header(ReportedExpiry.GITHUB))
            .or(
                () ->
                    ReportedExpiry.ofBody(
                        url, new String(response.body(), StandardCharsets.UTF_8))));
  }

  private String credentials(SecretValue value) {
    if (!header.equals("Authorization")) {
      return value.reveal();
    }
    return user.map(
            name ->
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (name + ":" + value.reveal()).getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> "Bearer " + value.reveal());
  }
}
