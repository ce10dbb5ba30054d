package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * An API token of a managed account, as its organization lists it; the token itself is not in it.
 *
 * @param label what its user calls it
 * @param status {@code ALLOWED}, or what keeps it from working
 * @param user the e-mail address of the account
 */
public record OrganizationToken(
    String label,
    String status,
    String user,
    Optional<Instant> createdAt,
    Optional<Instant> expiresAt,
    Optional<Instant> lastActiveAt) {
  private static final String WORKING = "ALLOWED";

  /** Whether the organization says that it works; one that says nothing of it does not object. */
  public boolean allowed() {
    return status.isEmpty() || status.equalsIgnoreCase(WORKING);
  }

  static OrganizationToken read(JsonNode node) {
    return new OrganizationToken(
        node.path("label").asText(""),
        node.path("status").asText(""),
        node.path("user").path("email").asText(""),
        time(node.path("createdAt")),
        time(node.path("expiresAt")),
        time(node.path("lastActiveAt")));
  }

  private static Optional<Instant> time(JsonNode node) {
    if (!node.isTextual() || node.textValue().isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(node.textValue()).toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }
}
