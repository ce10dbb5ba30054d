package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.git.HeldLock;
import dev.rulekeeper.git.LockHolder;
import dev.rulekeeper.git.SyncLock;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.sync.Journal;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.SyncRules;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** One run that writes to a site: its name, its lock and its journal. */
final class Runs {
  /** Where journals lie, relative to the rule repository. */
  static final String JOURNALS = ".rulekeeper/journal";

  private static final int WRITERS = 8;
  private final Session session;
  private final Console console;
  private final String run;

  Runs(Session session, Console console) {
    this.session = session;
    this.console = console;
    byte[] random = new byte[2];
    new SecureRandom().nextBytes(random);
    this.run =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(console.clock().instant())
            + "-"
            + HexFormat.of().formatHex(random);
  }

  HeldLock lock(WritingOptions options) {
    SyncLock lock = session.workTree().lock(session.site().name());
    options
        .breakLock()
        .ifPresent(
            dead -> {
              LockHolder holder = lock.breakLock(dead);
              console.say("The lock of the run " + dead + " of " + holder.owner() + " is broken.");
            });
    return lock.acquire(
        owner(),
        run,
        options.lockTimeout(),
        holder ->
            console.say(
                "Waiting for the run " + holder.run() + " of " + holder.owner() + " to end …"));
  }

  /**
   * Carries a plan out, with a line in the journal for all that is tried.
   *
   * @param prune whether rules whose file is gone are removed
   * @param command what the user called
   * @param jobs the most requests in flight
   */
  SyncReport carryOut(
      Planned planned,
      PlanInputs inputs,
      AutomationApi api,
      boolean prune,
      String command,
      int jobs) {
    Path folder = session.repository().root().resolve(JOURNALS);
    Repeats repeats = session.repeats();
    letSettle(planned);
    try (Journal journal = Journal.open(folder, run, console.clock(), console.redactor()::redact)) {
      repeats.tell(journal::repeating);
      return new SyncRules(
              api,
              inputs.cloud(),
              inputs.rendering(),
              inputs.fingerprints(),
              journal,
              Math.min(WRITERS, jobs))
          .sync(planned.plan(), prune, command, session.progress());
    } finally {
      repeats.tellNobody();
    }
  }

  /**
   * Waits where the site may show an older state of a rule that is to be written: the read before
   * the write then sees the edit, and leaves the rule alone.
   */
  private void letSettle(Planned planned) {
    long lately =
        planned.plan().changes().stream()
            .filter(change -> change.kind().writes() && planned.unsettled().contains(change.id()))
            .count();
    int seconds = settleSeconds();
    if (lately == 0 || seconds == 0) {
      return;
    }
    console.say(
        lately
            + " rule(s) to be written were edited on the site a moment ago, and the site may not show "
            + "all of it yet: waiting "
            + seconds
            + " s …");
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted; nothing was sent", "run it again");
    }
  }

  private int settleSeconds() {
    String text = console.variable("RULEKEEPER_SETTLE_SECONDS").orElse("6");
    if (text.matches("\\d{1,3}")) {
      return Integer.parseInt(text);
    }
    throw new CliException(
        ExitCode.USAGE,
        "RULEKEEPER_SETTLE_SECONDS is no number of seconds",
        "set it to how long reads of the site may lag behind its writes, such as 6, or unset it");
  }

  private String owner() {
    return console
        .variable("GITHUB_ACTOR")
        .or(() -> console.variable("GITLAB_USER_LOGIN"))
        .or(() -> console.variable("USER"))
        .orElse("rulekeeper");
  }
}
