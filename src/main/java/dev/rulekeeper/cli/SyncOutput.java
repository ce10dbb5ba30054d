package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a sync did, for a person and for a program. */
final class SyncOutput {
  private SyncOutput() {}

  static String text(SyncReport report, Repeats repeats) {
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : report.outcomes()) {
      if (outcome.status() != Outcome.Status.APPLIED) {
        text.append(
            "  %s  %s (%s): %s\n"
                .formatted(
                    word(outcome),
                    outcome.change().name(),
                    outcome.change().id(),
                    outcome.detail().orElse("")));
      }
    }
    text.append(report.count(Outcome.Status.APPLIED)).append(" rule(s) written");
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

  static ObjectNode json(SyncReport report, Repeats repeats) {
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
