package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What a service says of the end of the token that it was asked with: GitHub in a header of every
 * answer, GitLab where it is asked for the token itself. Others say nothing.
 */
final class ReportedExpiry {
  /** {@code 2027-01-31 12:00:00 UTC}, or with an offset. */
  static final String GITHUB = "github-authentication-token-expiration";

  private static final String GITLAB = "/api/v4/personal_access_tokens/self";
  private static final DateTimeFormatter GITHUB_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XX", Locale.ROOT);

  private ReportedExpiry() {}

  static Optional<Instant> ofHeader(Optional<String> header) {
    return header.flatMap(
        text -> {
          try {
            String time = text.strip().replaceFirst(" UTC$", " Z");
            return Optional.of(OffsetDateTime.parse(time, GITHUB_TIME).toInstant());
          } catch (DateTimeException noTime) {
            return Optional.empty();
          }
        });
  }

  /** GitLab's tokens end as the day begins that it calls {@code expires_at}. */
  static Optional<Instant> ofBody(URI url, String body) {
    if (!Optional.ofNullable(url.getPath()).orElse("").endsWith(GITLAB)) {
      return Optional.empty();
    }
    return ExactJson.parse(body)
        .map(node -> node.path("expires_at"))
        .filter(JsonNode::isTextual)
        .flatMap(
            node -> {
              try {
                LocalDate day = LocalDate.parse(node.textValue());
                return Optional.of(day.atStartOfDay(ZoneOffset.UTC).toInstant());
              } catch (DateTimeException noDay) {
                return Optional.empty();
              }
            });
  }
}
