package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How somebody wants to work.
 *
 * @param directory a folder of the rule repository
 * @param site the site, where one is named
 * @param jobs the most requests in flight
 * @param requestTimeout how long one answer of the site may take
 * @param requestsTold whether every request is told of
 * @param progress shows how far one piece of work is
 */
public record SessionOptions(
    Path directory,
    Optional<String> site,
    int jobs,
    Duration requestTimeout,
    boolean requestsTold,
    Supplier<Progress> progress) {}
