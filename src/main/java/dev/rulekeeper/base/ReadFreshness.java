package dev.rulekeeper.base;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the base may remember of rules that were read. After a write, the site shows the new {@code
 * updated} at once and the new content seconds later. A rule that was changed shortly before it was
 * read is therefore remembered as only seen, so that the next run reads it again, as Git does with
 * files that changed while it looked.
 */
public final class ReadFreshness {
  /** Clocks may differ by so much; to read a few rules once more costs little. */
  private static final Duration LATELY = Duration.ofMinutes(5);

  private ReadFreshness() {}

  /**
   * The entries to remember.
   *
   * @param read the rules as they were read
   * @param before the base until now; the times in it can be trusted
   * @param begun when the reading began
   */
  public static Map<RuleId, BaseRule> remembered(
      Map<RuleId, BaseRule> read, Baseline before, Instant begun) {
    Map<RuleId, BaseRule> entries = new TreeMap<>();
    read.forEach(
        (id, entry) -> {
          boolean trusted =
              !SiteTime.isWithin(LATELY, entry.updated(), begun)
                  || before
                      .read()
                      .apply(id)
                      .map(BaseRule::updated)
                      .equals(Optional.of(entry.updated()));
          entries.put(id, trusted ? entry : entry.onlySeen());
        });
    return entries;
  }
}
