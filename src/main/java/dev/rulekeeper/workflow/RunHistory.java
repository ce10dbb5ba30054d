package dev.rulekeeper.workflow;

import dev.rulekeeper.git.RemoteRefFiles;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.ruleset.RepositoryFiles;
import dev.rulekeeper.sync.Journal;
import dev.rulekeeper.sync.PastRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The runs that wrote to the site, the oldest first.
 *
 * @param runs those of one site
 * @param atWork the names of those that still run
 * @param committed the names of journals that Git tracks: whoever may commit could write one, and
 *     have an undo send what it says, so they count for nothing
 * @param unsigned the names of journals on the remote that the key of the state, where there is
 *     one, did not sign; they count for nothing either
 */
public record RunHistory(
    List<PastRun> runs, Set<String> atWork, Set<String> committed, Set<String> unsigned) {
  /** Where journals lie, relative to the rule repository. */
  public static final String JOURNALS = ".rulekeeper/journal";

  private static final String SUFFIX = ".jsonl";
  private static final int MOST_SHARED = 50;
  private static final Comparator<PastRun> BY_BEGINNING =
      Comparator.comparing(PastRun::at).thenComparing(PastRun::run);

  /** Puts the runs in order, and copies the sets. */
  public RunHistory {
    runs = runs.stream().sorted(BY_BEGINNING).toList();
    atWork = Set.copyOf(atWork);
    committed = Set.copyOf(committed);
    unsigned = Set.copyOf(unsigned);
  }

  /** The runs for the site of {@code session}. */
  static RunHistory of(Session session) {
    RepositoryFiles files = session.repository().files();
    List<PastRun> runs = new ArrayList<>();
    Set<String> atWork = new TreeSet<>();
    Set<String> committed = new TreeSet<>();
    List<String> paths = files.in(JOURNALS, 1, name -> name.endsWith(SUFFIX));
    Set<String> tracked = session.workTree().tracked(session.inWorkTree(JOURNALS));
    for (String path : paths) {
      if (tracked.contains(session.inWorkTree(path))) {
        committed.add(name(path));
        continue;
      }
      Path file = files.at(path);
      PastRun run = read(file, name(path));
      if (run.site().equals(session.site().name().value())) {
        runs.add(run);
        if (!run.ended() && Journal.isAtWork(file)) {
          atWork.add(run.run());
        }
      }
    }
    return new RunHistory(runs, atWork, committed, Set.of());
  }

  /**
   * The runs for the site of {@code session}, by whatever clone: those whose journals lie here, and
   * those that the remote has.
   */
  public static RunHistory shared(Session session) {
    RunHistory here = of(session);
    Set<String> known = new TreeSet<>();
    here.runs().forEach(run -> known.add(run.run()));
    List<PastRun> runs = new ArrayList<>(here.runs());
    RemoteRefFiles.Fetched fetched = session.workTree().journals(session.site().name()).fetch();
    fetched
        .files()
        .forEach(
            (path, text) -> {
              PastRun run = read(text, name(path));
              if (!known.contains(run.run())) {
                runs.add(run);
              }
            });
    Set<String> unsigned = new TreeSet<>();
    fetched.unsigned().forEach(path -> unsigned.add(name(path)));
    unsigned.removeAll(known);
    return new RunHistory(runs, here.atWork(), here.committed(), unsigned);
  }

  /**
   * A note on the last run of this clone for the site of {@code session}, where it did not come to
   * its end. The last one is the one that began last, which the first line of a journal says; its
   * name does not, as a run that waited for the lock has an older name than runs that began before
   * it, and of the names of one second chance makes the order.
   */
  static Optional<String> unfinished(Session session) {
    RepositoryFiles files = session.repository().files();
    Set<String> tracked = session.workTree().tracked(session.inWorkTree(JOURNALS));
    return files.in(JOURNALS, 1, name -> name.endsWith(SUFFIX)).stream()
        .filter(path -> !tracked.contains(session.inWorkTree(path)))
        .map(path -> PastRun.outline(name(path), firstLine(files.at(path))))
        .filter(run -> run.site().equals(session.site().name().value()))
        .max(BY_BEGINNING)
        .map(run -> outline(files.at(JOURNALS + "/" + run.run() + SUFFIX), run.run()))
        .flatMap(
            run -> {
              boolean working =
                  !run.ended() && Journal.isAtWork(files.at(JOURNALS + "/" + run.run() + SUFFIX));
              Set<String> atWork = working ? Set.of(run.run()) : Set.of();
              return new RunHistory(List.of(run), atWork, Set.of(), Set.of()).unfinished();
            });
  }

  /**
   * Brings journals that lie here to the remote, where other clones find them.
   *
   * @throws dev.rulekeeper.git.GitException if there is a remote and it does not take them
   */
  static void share(Session session) {
    RemoteRefFiles shared = session.workTree().journals(session.site().name());
    if (!shared.hasRemote()) {
      return;
    }
    RepositoryFiles files = session.repository().files();
    Set<String> tracked = session.workTree().tracked(session.inWorkTree(JOURNALS));
    Map<String, byte[]> journals = new TreeMap<>();
    for (String path : files.in(JOURNALS, 1, name -> name.endsWith(SUFFIX))) {
      if (!tracked.contains(session.inWorkTree(path))) {
        byte[] content = bytes(files.at(path));
        List<String> lines = lines(content);
        String site = PastRun.outline(name(path), lines).site();
        if (PastRun.triedAny(lines) && site.equals(session.site().name().value())) {
          journals.put(name(path) + SUFFIX, content);
        }
      }
    }
    shared.add(journals, MOST_SHARED);
  }

  private static String name(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  private static PastRun read(Path file, String name) {
    return read(bytes(file), name);
  }

  private static PastRun read(byte[] content, String name) {
    return PastRun.read(name, lines(content));
  }

  private static PastRun outline(Path file, String name) {
    return PastRun.outline(name, lines(bytes(file)));
  }

  private static List<String> firstLine(Path file) {
    try (BufferedReader reader = reader(file)) {
      return reader.lines().limit(1).toList();
    } catch (IOException | UncheckedIOException e) {
      throw unreadable();
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw unreadable();
    }
    // Not the reader of Files, which throws where a character was cut off.
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  private static List<String> lines(byte[] content) {
    // A process that was killed may leave half a character, which must not stop the reading.
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw unreadable();
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static WorkflowException unreadable() {
    return new WorkflowException(
        WorkflowException.Kind.FAILED,
        "cannot read the journals in " + JOURNALS,
        "check that the files there can be read");
  }

  /** The same with the names that secrets have today. */
  RunHistory told(UnaryOperator<Rule> today) {
    return new RunHistory(
        runs.stream().map(run -> run.told(today)).toList(), atWork, committed, unsigned);
  }

  /** The run {@code name}; without a name the last one that tried a change. */
  PastRun choose(Optional<String> name) {
    if (name.map(committed::contains).orElse(!committed.isEmpty())) {
      throw new WorkflowException(
          WorkflowException.Kind.BLOCKED,
          "Git tracks the journal of the run "
              + name.orElseGet(() -> committed.iterator().next())
              + ", so whoever may commit could have written it; nothing was sent",
          "a run writes its journal, and no commit does: run git rm --cached -r "
              + JOURNALS
              + ", commit, and name the run to undo");
    }
    if (name.map(unsigned::contains).orElse(!unsigned.isEmpty())) {
      throw new WorkflowException(
          WorkflowException.Kind.BLOCKED,
          "the journal of the run "
              + name.orElseGet(() -> new TreeSet<>(unsigned).last())
              + " on the remote was not signed with this RULEKEEPER_STATE_KEY, so whoever may push"
              + " could have written it; nothing was sent",
          "undo that run in the clone where it ran, or name another run");
    }
    List<PastRun> candidates =
        runs.stream()
            .filter(run -> name.isPresent() || !run.attempts().isEmpty())
            .filter(run -> name.isEmpty() || run.run().equals(name.get()))
            .toList();
    if (candidates.isEmpty()) {
      throw new WorkflowException(
          WorkflowException.Kind.USAGE,
          name.map(wanted -> "there is no journal of a run '" + wanted + "' for this site")
              .orElse("there is no journal of a run that changed this site"),
          "`rulekeeper runs` lists the runs; the remote keeps the journals of the last "
              + MOST_SHARED
              + ", and each lies where it ran, in "
              + JOURNALS);
    }
    return candidates.get(candidates.size() - 1);
  }

  /** A note on the last run, where it did not come to its end. */
  Optional<String> unfinished() {
    if (runs.isEmpty() || runs.get(runs.size() - 1).ended()) {
      return Optional.empty();
    }
    String run = runs.get(runs.size() - 1).run();
    return Optional.of(
        atWork.contains(run)
            ? "Note: run "
                + run
                + " is at work on this site now; what it still writes is pending here."
            : "Note: run " + run + " was interrupted; sync again completes it.");
  }

  /** A note on journals that are not believed, where there are some. */
  public Optional<String> disbelieved() {
    return unsigned.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Note: "
                + Count.of(unsigned.size(), "journal")
                + " on the remote without a signature of this RULEKEEPER_STATE_KEY left out: "
                + String.join(", ", new TreeSet<>(unsigned)));
  }

  /** How {@code run} stands, in words. */
  public String state(PastRun run) {
    if (run.ended()) {
      return "yes";
    }
    return (atWork.contains(run.run()) ? "at work, " : "interrupted, ") + run.open() + " open";
  }
}
