package dev.rulekeeper.cli;

import dev.rulekeeper.git.HeldLock;
import dev.rulekeeper.git.LockHolder;
import dev.rulekeeper.git.SyncLock;
import dev.rulekeeper.sync.Journal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** One run that writes to a site: its name, its lock and its journal. */
final class Runs {
  /** Where journals lie, relative to the rule repository. */
  static final String JOURNALS = ".rulekeeper/journal";

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

  Journal journal() {
    Path folder = session.repository().root().resolve(JOURNALS);
    return Journal.open(folder, run, console.clock(), console.redactor()::redact);
  }

  private String owner() {
    return console
        .variable("GITHUB_ACTOR")
        .or(() -> console.variable("GITLAB_USER_LOGIN"))
        .or(() -> console.variable("USER"))
        .orElse("rulekeeper");
  }
}
