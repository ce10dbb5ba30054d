package dev.rulekeeper.workflow;

import dev.rulekeeper.ruleset.Configuration;
import java.time.Duration;
import java.util.Optional;

/**
 * What somebody allows a run that writes to a site.
 *
 * @param maxChanges the percentage of rules whose content may change at once, where it is not that
 *     of the configuration
 * @param lockTimeout how long it waits for another run
 * @param breakLock the run whose lock is taken away, where one is named
 */
public record RunOptions(
    Optional<Integer> maxChanges, Duration lockTimeout, Optional<String> breakLock) {

  /** The thresholds of the configuration, as far as this run does not set them. */
  Configuration.Guards guards(Configuration.Guards configured) {
    return maxChanges
        .map(percent -> new Configuration.Guards(percent, configured.maxChangesMinimum()))
        .orElse(configured);
  }
}
