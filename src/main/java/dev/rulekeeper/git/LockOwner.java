package dev.rulekeeper.git;

import java.time.Instant;

/**
 * Who holds the lock of a site.
 *
 * @param owner who started the run, for a person to read
 * @param run the name of the run, by which the lock is broken
 * @param since when it was taken, by the holder's clock
 */
public record LockOwner(String owner, String run, Instant since) {}
