package dev.rulekeeper.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What a plan was made from.
 *
 * @param commit the commit that the work tree stands on
 * @param at when it was made
 * @param names what the site calls its ids, as far as that is known
 */
public record PlanContext(Optional<String> commit, Optional<Instant> at, Names names) {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int COMMIT_DIGITS = 10;

  /** No name is known. */
  public PlanContext(Optional<String> commit, Optional<Instant> at) {
    this(commit, at, Names.NONE);
  }

  /** Nothing is known. */
  public static PlanContext unknown() {
    return new PlanContext(Optional.empty(), Optional.empty());
  }

  /** The same, for readers who know these names better than ids. */
  public PlanContext calling(Names known) {
    return new PlanContext(commit, at, known);
  }

  /** The beginning of the name of the commit. */
  Optional<String> shortCommit() {
    return commit.map(id -> id.substring(0, Math.min(COMMIT_DIGITS, id.length())));
  }

  /** The time to the minute. */
  Optional<String> minute() {
    return at.map(PlanContext::minute);
  }

  /** {@code time} to the minute. */
  static String minute(Instant time) {
    return MINUTES.format(time);
  }
}
