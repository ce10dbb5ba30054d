package dev.rulekeeper.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.Retry;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.rule.ForeignText;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.render.Rendering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * The record of one run, {@code .rulekeeper/journal/<run>.jsonl}: a line before and after every
 * attempt, on the disk before the attempt is made. Holds placeholders, never a value. While the run
 * is at work it holds a lock on its file, which ends with the process, however that ends.
 */
public final class Journal implements AutoCloseable {
  /** Far behind the text, which everybody may read: some systems forbid to read what is locked. */
  private static final long MARK = Long.MAX_VALUE - 1;

  /** Says that the rule before or after the attempt is not told, as it holds a value in clear. */
  static final String WITHHELD = "withheld";

  private final String run;
  private final FileChannel file;
  private final DurableLines lines;
  private final Clock clock;
  private final Redactor redactor;

  private Journal(String run, FileChannel file, Clock clock, Redactor redactor) {
    this.run = run;
    this.file = file;
    this.lines = new DurableLines(file, () -> file.force(false));
    this.clock = clock;
    this.redactor = redactor;
  }

  /**
   * Opens the journal of a new run in {@code folder}, which is made where it is missing.
   *
   * @param run the name of the run, also the name of the file
   * @param redactor takes values out of what is written: little should be there to take, but a
   *     journal stays
   */
  public static Journal open(Path folder, String run, Clock clock, Redactor redactor) {
    try {
      Files.createDirectories(folder);
      FileChannel file =
          FileChannel.open(
              folder.resolve(run + ".jsonl"),
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE);
      lock(file);
      return new Journal(run, file, clock, redactor);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal in " + folder, e);
    }
  }

  private static void lock(FileChannel file) {
    try {
      file.tryLock(MARK, 1, false);
    } catch (IOException e) {
      // A file system without locks: a run at work then looks like one that was interrupted.
    }
  }

  /**
   * Whether the run whose journal is {@code file} is at work in some process of this machine. Where
   * the file system knows no locks, it is not.
   */
  public static boolean isAtWork(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(MARK, 1, true)) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What {@code text} says, without any value: it may stay in an outcome. */
  String read(ForeignText text) {
    return redactor.read(text);
  }

  /** The name of the run. */
  public String run() {
    return run;
  }

  /** A run begins: {@code command} is what the user called. */
  public void begin(String command, String site, String planId, int changes) {
    write(
        entry("begin")
            .put("command", redactor.redact(command))
            .put("site", site)
            .put("plan", planId)
            .put("changes", changes));
  }

  /** {@code change} is about to be made. */
  public void attempt(Change.Write change) {
    ObjectNode entry =
        entry("attempt")
            .put("rule", change.id().toString())
            .put("kind", change.kind().label())
            .put("name", redactor.redact(change.name()));
    change.file().ifPresent(path -> entry.put("file", redactor.redact(path)));
    change.before().ifPresent(rule -> put(entry, "before", rule));
    change.after().ifPresent(rule -> put(entry, "after", rule));
    write(entry);
  }

  /** A rule that held a value in clear is left out, since it can be put back only as it was. */
  private void put(ObjectNode entry, String key, Rule rule) {
    String text = ExactJson.write(rule.fields());
    boolean named = !Rendering.secretsIn(rule).contains(Change.UNNAMED);
    if (named && redactor.redactRule(text).equals(text)) {
      entry.set(key, rule.fields());
    } else {
      entry.put(WITHHELD, true);
    }
  }

  /** An attempt ended. */
  public void ended(Outcome outcome) {
    ObjectNode entry =
        entry("ended")
            .put("rule", outcome.change().id().toString())
            .put("status", outcome.status().name().toLowerCase(java.util.Locale.ROOT));
    outcome.detail().ifPresent(detail -> entry.put("detail", redactor.redact(detail)));
    write(entry);
  }

  /** A request is about to be repeated. */
  public void repeating(Retry repeat) {
    ObjectNode entry =
        entry("repeat").put("method", repeat.method()).put("path", redactor.redact(repeat.path()));
    repeat.rule().ifPresent(id -> entry.put("rule", id.toString()));
    write(
        entry
            .put("cause", redactor.redact(repeat.cause()))
            .put("attempt", repeat.attempt())
            .put("waitedMillis", repeat.waited().toMillis()));
  }

  /** The run is over. */
  public void end(SyncReport report) {
    write(
        entry("end")
            .put("applied", report.count(Outcome.Status.APPLIED))
            .put("skipped", report.count(Outcome.Status.SKIPPED))
            .put("failed", report.count(Outcome.Status.FAILED)));
  }

  private ObjectNode entry(String event) {
    return ExactJson.object().put("at", clock.instant().toString()).put("event", event);
  }

  private void write(ObjectNode entry) {
    try {
      lines.append((ExactJson.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal of run " + run, e);
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal of run " + run, e);
    }
  }
}
