package dev.rulekeeper.cli;

import dev.rulekeeper.sync.Journal;
import dev.rulekeeper.sync.PastRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The runs of this clone that wrote to the site, the oldest first.
 *
 * @param runs those of one site
 * @param atWork the names of those that still run
 */
record History(List<PastRun> runs, Set<String> atWork) {
  private static final String SUFFIX = ".jsonl";

  History {
    runs =
        runs.stream()
            .sorted(Comparator.comparing(PastRun::at).thenComparing(PastRun::run))
            .toList();
    atWork = Set.copyOf(atWork);
  }

  /** The runs for the site of {@code session}. */
  static History of(Session session) {
    Path folder = session.repository().root().resolve(WritingRun.JOURNALS);
    List<PastRun> runs = new ArrayList<>();
    Set<String> atWork = new TreeSet<>();
    for (Path file : files(folder)) {
      PastRun run = read(file);
      if (run.site().equals(session.site().name().value())) {
        runs.add(run);
        if (!run.ended() && Journal.isAtWork(file)) {
          atWork.add(run.run());
        }
      }
    }
    return new History(runs, atWork);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static PastRun read(Path file) {
    String name = file.getFileName().toString();
    try {
      // A process that was killed may leave half a character, which must not stop the reading.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return PastRun.read(
          name.substring(0, name.length() - SUFFIX.length()), text.lines().toList());
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static CliException unreadable() {
    return new CliException(
        ExitCode.FAILED,
        "cannot read the journals in " + WritingRun.JOURNALS,
        "check that the files there can be read");
  }

  /** The run {@code name}; without a name the last one that tried a change. */
  PastRun choose(Optional<String> name) {
    List<PastRun> candidates =
        runs.stream()
            .filter(run -> name.isPresent() || !run.attempts().isEmpty())
            .filter(run -> name.isEmpty() || run.run().equals(name.get()))
            .toList();
    if (candidates.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          name.map(wanted -> "this clone has no journal of a run '" + wanted + "' for this site")
              .orElse("this clone has no journal of a run that changed this site"),
          "`rulekeeper runs` lists the runs; their journals lie where they ran, in "
              + WritingRun.JOURNALS);
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

  /** How {@code run} stands, in words. */
  String state(PastRun run) {
    if (run.ended()) {
      return "yes";
    }
    return (atWork.contains(run.run()) ? "at work, " : "interrupted, ") + run.open() + " open";
  }
}
