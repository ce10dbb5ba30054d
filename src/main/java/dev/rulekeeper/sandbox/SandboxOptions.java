package dev.rulekeeper.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a sandbox behaves. Start from {@link #defaults()} or {@link #builder()}.
 *
 * @param port the port on loopback, 0 for any free one
 * @param email the user who may do everything
 * @param token that user's API token
 * @param rules how many rules to seed; 0 for the seed as it is. Fewer take the first ones, more add
 *     variations of them. Without effect on a seed file
 * @param seedFile a UI export, one API body, or a list of either, in place of the built-in seed
 * @param randomSeed decides ids, invented tokens and faults: the same number, the same sandbox. Two
 *     numbers have no cloud, rule, project, field, account or connection id in common
 * @param ruleBytes the least size of a seeded rule as JSON; smaller ones are padded with text
 * @param latencyMillis the least time that an answer of the site takes
 * @param rateLimitPerSecond requests a second that the site allows, the rest get 429; 0 for no
 *     limit
 * @param staleMillis how long reads still show the old rule after a write
 * @param faultPercent how many of a hundred requests to the site go wrong, 0 to 100
 * @param linkForm the form of paging links
 * @param pageBorders whether paging is exact
 * @param timestampForm the form of {@code created} and {@code updated}
 * @param cursorLifeMillis how long a cursor may be used
 * @param maskedReads whether hidden header values read as {@code ***} even when nobody asks for it
 * @param hook asked before every request to the site
 */
public record SandboxOptions(
    int port,
    String email,
    String token,
    int rules,
    Optional<Path> seedFile,
    long randomSeed,
    int ruleBytes,
    int latencyMillis,
    int rateLimitPerSecond,
    int staleMillis,
    int faultPercent,
    LinkForm linkForm,
    PageBorders pageBorders,
    TimestampForm timestampForm,
    long cursorLifeMillis,
    boolean maskedReads,
    RequestHook hook) {

  /** The user of the sandbox unless told otherwise. */
  public static final String DEFAULT_EMAIL = "admin@acme.example";

  /** That user's token: invented, valid nowhere but here. */
  public static final String DEFAULT_TOKEN =
      "ATATT3xFfGF0EXAMPLE-token-of-the-sandbox-administrator-valid-nowhere-else=3A9DCD7B";

  /** The form of paging links; the API changed it in August 2025. */
  public enum LinkForm {
    /** {@code ?cursor=…&limit=…}. */
    QUERY,
    /** The whole URL, as before the change. */
    ABSOLUTE
  }

  /** Whether paging is exact; users of the API report that it is not. */
  public enum PageBorders {
    /** Every rule once. */
    EXACT,
    /**
     * A third of the borders between pages repeats a rule and a third skips one; another pass
     * through the list does so at other borders, so that two passes together show every rule.
     */
    SLOPPY
  }

  /** The form of {@code created} and {@code updated}. */
  public enum TimestampForm {
    /** Epoch seconds with a fraction: {@code 1743568964.174}. */
    NUMBER,
    /** The same as text with nine digits: {@code "1743568964.174000000"}. */
    STRING
  }

  /** A sandbox without any trouble: the built-in seed on a free port. */
  public static SandboxOptions defaults() {
    return builder().build();
  }

  /** Begins with the defaults. */
  public static SandboxOptionsBuilder builder() {
    return new SandboxOptionsBuilder();
  }

  /**
   * Checks the numbers.
   *
   * @throws SandboxException if one is out of range
   */
  public SandboxOptions {
    within("port", port, 0, 65_535);
    within("rules", rules, 0, 1_000_000);
    within("rule bytes", ruleBytes, 0, 1_000_000);
    within("latency", latencyMillis, 0, 60_000);
    within("rate limit", rateLimitPerSecond, 0, 1_000_000);
    within("stale time", staleMillis, 0, 3_600_000);
    within("fault percentage", faultPercent, 0, 100);
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SandboxException(
          "The "
              + what
              + " of a sandbox must be "
              + least
              + " to "
              + most
              + ", not "
              + value
              + ".");
    }
  }

  /** Names the port, never the token. */
  @Override
  public String toString() {
    return "SandboxOptions[port=" + port + ", rules=" + rules + "]";
  }
}
