package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.UndoPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a sync did, for a person and for a program. */
public final class SyncOutput {
  private static final int MOST_OF_ONE_FATE = 5;

  private SyncOutput() {}

  /**
   * What a sync did, in {@code format}.
   *
   * @param branch the branch of the remote that was made for edits of the site, where one was
   */
  public static String of(
      SyncReport report, RetryLog repeats, Optional<String> branch, OutputFormat format) {
    if (format == OutputFormat.JSON) {
      ObjectNode document = json(report, repeats);
      branch.ifPresent(name -> document.put("branch", name));
      return ExactJson.writePretty(document) + "\n";
    }
    return text(report, repeats)
        + branch
            .map(
                name ->
                    "The edits of the site that were merged are committed on the branch "
                        + name
                        + " of the remote: open a pull request for it.\n")
            .orElse("");
  }

  /** What an undo of {@code run} did, in {@code format}. */
  public static String ofUndo(
      String run, SyncReport report, RetryLog repeats, OutputFormat format) {
    return format == OutputFormat.JSON
        ? ExactJson.writePretty(json(report, repeats).put("undoes", run)) + "\n"
        : text(report, repeats);
  }

  /**
   * What a person has to know after an undo, a sentence for each thing.
   *
   * @param withOldValues whether it had a map of older values
   */
  public static List<String> afterUndo(SyncReport report, boolean withOldValues) {
    List<Change> written =
        report.outcomes().stream()
            .filter(outcome -> outcome.status() == Outcome.Status.APPLIED)
            .map(Outcome::change)
            .toList();
    if (report.plan().changes().isEmpty() && !withOldValues) {
      return List.of(
          "Note: the rules are as they were before that run, but for values that it replaced: those"
              + " come back with --with-old FILE, a map of the older values.");
    }
    return written.stream().anyMatch(change -> change.kind() != ChangeKind.ROTATE)
        ? List.of(
            "Note: what Git says was not changed: take the edits back there as well, or the next"
                + " sync writes them again.")
        : List.of();
  }

  /** What a person is to do about rules that the site did not take back, a sentence for each. */
  public static List<String> refusedReturns(SyncReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.change().kind() == ChangeKind.CREATE)
        .filter(outcome -> outcome.status() == Outcome.Status.FAILED)
        .map(
            outcome ->
                "The site did not take "
                    + outcome.change().name()
                    + " ("
                    + outcome.change().id()
                    + ") back under its id. It can come back only as a new rule: take its file"
                    + " from the history of Git, give it a new id (`rulekeeper new` makes one) and"
                    + " sync.")
        .toList();
  }

  /** What a person is to do about rules that no journal can put back, a sentence for each. */
  public static List<String> withheld(UndoPlan undo) {
    return undo.withheld().stream()
        .map(
            attempt ->
                attempt.name()
                    + " ("
                    + attempt.rule()
                    + ") cannot be put back: it held a credential in clear, which no journal keeps."
                    + " Take its file from the history of Git.")
        .toList();
  }

  /** What the run did, for a person: what was not simply applied, then the counts. */
  public static String text(SyncReport report, RetryLog repeats) {
    StringBuilder text = new StringBuilder();
    report.outcomes().stream()
        .filter(outcome -> outcome.status() != Outcome.Status.APPLIED)
        .collect(Collectors.groupingBy(SyncOutput::fate, LinkedHashMap::new, Collectors.toList()))
        .forEach((fate, outcomes) -> text.append(lines(outcomes)));
    text.append(Count.of(report.count(Outcome.Status.APPLIED), "rule")).append(" written");
    for (Outcome.Status status :
        new Outcome.Status[] {
          Outcome.Status.SKIPPED, Outcome.Status.FAILED, Outcome.Status.NOT_ATTEMPTED
        }) {
      if (report.count(status) > 0) {
        text.append(", ")
            .append(report.count(status))
            .append(' ')
            .append(status.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      }
    }
    return text.append(", ")
        .append(report.plan().unchanged())
        .append(" unchanged.  run ")
        .append(report.run())
        .append('\n')
        .append(repeats.text(names(report)))
        .toString();
  }

  /** Rules of one fate are told by one sentence. */
  private static String fate(Outcome outcome) {
    return outcome.status() + outcome.detail().orElse("");
  }

  /** A line for each, but one for many of the same fate; as JSON each is there. */
  private static String lines(List<Outcome> outcomes) {
    Outcome first = outcomes.get(0);
    if (outcomes.size() > MOST_OF_ONE_FATE) {
      return "  %s  %s, such as %s: %s\n"
          .formatted(
              word(first),
              Count.of(outcomes.size(), "rule"),
              first.change().name(),
              first.detail().orElse(""));
    }
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : outcomes) {
      text.append(
          "  %s  %s (%s): %s\n"
              .formatted(
                  word(outcome),
                  outcome.change().name(),
                  outcome.change().id(),
                  outcome.detail().orElse("")));
    }
    return text.toString();
  }

  /** What the run did, in the shape that the schema {@code sync.json} promises. */
  public static ObjectNode json(SyncReport report, RetryLog repeats) {
    ObjectNode document =
        ExactJson.object()
            .put("run", report.run())
            .put("planId", report.plan().id())
            .put("site", report.plan().site().value());
    ObjectNode summary = document.putObject("summary");
    for (Outcome.Status status : Outcome.Status.values()) {
      summary.put(status.name().toLowerCase(Locale.ROOT), report.count(status));
    }
    document.set("repeats", repeats.json());
    ArrayNode rules = document.putArray("rules");
    for (Outcome outcome : report.outcomes()) {
      ObjectNode rule =
          rules
              .addObject()
              .put("id", outcome.change().id().toString())
              .put("name", outcome.change().name())
              .put("kind", outcome.change().kind().label())
              .put("status", outcome.status().name().toLowerCase(Locale.ROOT));
      outcome.detail().ifPresent(detail -> rule.put("detail", detail));
      if (!outcome.dropped().isEmpty()) {
        ArrayNode dropped = rule.putArray("dropped");
        outcome.dropped().forEach(dropped::add);
      }
    }
    return document;
  }

  private static Map<RuleId, String> names(SyncReport report) {
    Map<RuleId, String> names = new HashMap<>();
    report.outcomes().forEach(o -> names.put(o.change().id(), o.change().name()));
    return names;
  }

  private static String word(Outcome outcome) {
    return outcome.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
