package dev.rulekeeper.secret.expiry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.SecretValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the expiry that a value itself holds: {@code exp} of a JWT, the end of signed addresses and
 * their queries, of certificates; and the longest life of an API token of Atlassian.
 */
public final class ValueExpiry {
  /** How many days an API token of Atlassian lives at most. */
  public static final int ATLASSIAN_DAYS = 365;

  private static final Pattern ATLASSIAN =
      Pattern.compile("ATATT3[A-Za-z0-9_-]{20,512}+(?:=[0-9A-Fa-f]{8})?");
  private static final Pattern JWT =
      Pattern.compile(
          "(?:[A-Za-z]{1,12} )?(?<header>eyJ[A-Za-z0-9_-]++)\\.(?<claims>[A-Za-z0-9_-]++)\\."
              + "[A-Za-z0-9_-]*+");
  private static final int LONGEST = 1 << 18;
  private static final int MOST_DIGITS = 12;

  private ValueExpiry() {}

  /**
   * When {@code value} expires: as the service told, else as the value says itself.
   *
   * @param told the moment that the service which accepts it named, if it named one
   * @param today the day in UTC
   */
  public static Optional<Expiry> of(Optional<Instant> told, SecretValue value, LocalDate today) {
    return told.flatMap(end -> Expiry.at(end, ExpirySource.SERVICE)).or(() -> of(value, today));
  }

  /**
   * When {@code value} expires, where it or its kind says so.
   *
   * @param today the day on which it is known to exist, from which the longest life of its kind
   *     counts
   */
  public static Optional<Expiry> of(SecretValue value, LocalDate today) {
    String text = value.reveal().strip();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return jwt(text)
        .or(() -> SignedAddress.endOf(text))
        .or(() -> Certificates.endOf(text))
        .flatMap(end -> Expiry.at(end, ExpirySource.VALUE))
        .or(
            () ->
                ATLASSIAN.matcher(text).matches()
                    ? Optional.of(new Expiry(today.plusDays(ATLASSIAN_DAYS), ExpirySource.LATEST))
                    : Optional.empty());
  }

  private static Optional<Instant> jwt(String text) {
    Matcher matcher = JWT.matcher(text);
    if (!matcher.matches() || object(matcher.group("header")).isEmpty()) {
      return Optional.empty();
    }
    return object(matcher.group("claims"))
        .map(claims -> claims.path("exp"))
        .filter(JsonNode::isNumber)
        .flatMap(number -> epochSecond(number.decimalValue()));
  }

  private static Optional<JsonNode> object(String encoded) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(encoded);
      return ExactJson.parse(new String(decoded, StandardCharsets.UTF_8))
          .filter(JsonNode::isObject);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Never expands a number such as 1e999999999. */
  private static Optional<Instant> epochSecond(BigDecimal seconds) {
    long digits = (long) seconds.precision() - seconds.scale();
    if (seconds.signum() < 0 || digits > MOST_DIGITS || seconds.scale() > LONGEST) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochSecond(seconds.setScale(0, RoundingMode.CEILING).longValueExact()));
  }
}
