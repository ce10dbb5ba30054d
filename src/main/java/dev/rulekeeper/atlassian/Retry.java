package dev.rulekeeper.atlassian;

import dev.rulekeeper.rule.RuleId;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that is sent again because the attempt before did not go well.
 *
 * @param method {@code GET}, {@code PUT} and so on
 * @param path below the base of the API, without the query
 * @param cause why: {@code HTTP 503}, or what became of the connection; without anything that the
 *     site said
 * @param attempt which attempt this is, at least 2
 * @param waited how long it was waited since the attempt before ended
 */
public record Retry(String method, String path, String cause, int attempt, Duration waited) {
  private static final Pattern RULE =
      Pattern.compile("/rule/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  /** The rule that the request is about, where its path names one. */
  public Optional<RuleId> rule() {
    Matcher matcher = RULE.matcher(path);
    return matcher.find() ? Optional.of(RuleId.of(matcher.group(1))) : Optional.empty();
  }
}
