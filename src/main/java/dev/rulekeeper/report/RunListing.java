package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sync.PastRun;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The runs that wrote to a site.
 *
 * @param runs the oldest first
 * @param atWork the names of those that still run
 * @param state says how a run stands, in words
 */
public record RunListing(List<PastRun> runs, Set<String> atWork, Function<PastRun, String> state) {
  /** The list in {@code format}; {@code style} is for text. */
  public String in(OutputFormat format, TextStyle style) {
    return switch (format) {
      case JSON -> ExactJson.writePretty(json()) + "\n";
      case TEXT -> table().text(style);
      case MARKDOWN -> table().markdown();
    };
  }

  private Table table() {
    Table table =
        new Table("RUN", "WHEN", "COMMAND", "CHANGES", "APPLIED", "SKIPPED", "FAILED", "ENDED")
            .droppable("WHEN", "CHANGES");
    for (PastRun run : runs) {
      table.add(
          run.run(),
          run.at().truncatedTo(ChronoUnit.SECONDS).toString(),
          run.command(),
          String.valueOf(run.changes()),
          String.valueOf(run.count("applied")),
          String.valueOf(run.count("skipped")),
          String.valueOf(run.count("failed")),
          state.apply(run));
    }
    return table;
  }

  private ObjectNode json() {
    ObjectNode document = ExactJson.object();
    ArrayNode list = document.putArray("runs");
    for (PastRun run : runs) {
      list.addObject()
          .put("run", run.run())
          .put("at", run.at().toString())
          .put("command", run.command())
          .put("site", run.site())
          .put("changes", run.changes())
          .put("applied", run.count("applied"))
          .put("skipped", run.count("skipped"))
          .put("failed", run.count("failed"))
          .put("open", run.open())
          .put("ended", run.ended())
          .put("atWork", atWork.contains(run.run()));
    }
    return document;
  }
}
