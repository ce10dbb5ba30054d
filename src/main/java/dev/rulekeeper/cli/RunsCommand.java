package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.report.Table;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.sync.PastRun;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the runs that wrote to the site. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the runs of this clone that wrote to the site, as their journals tell.")
final class RunsCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json or markdown.")
  private OutputFormat format = OutputFormat.TEXT;

  RunsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(console, common)) {
      History history = History.of(session);
      console.print(
          switch (format) {
            case JSON -> ExactJson.writePretty(json(history)) + "\n";
            case TEXT -> table(history).text();
            case MARKDOWN -> table(history).markdown();
          });
      return ExitCode.DONE.number();
    }
  }

  private static Table table(History history) {
    Table table =
        new Table("RUN", "WHEN", "COMMAND", "CHANGES", "APPLIED", "SKIPPED", "FAILED", "ENDED");
    for (PastRun run : history.runs()) {
      table.add(
          run.run(),
          run.at().truncatedTo(ChronoUnit.SECONDS).toString(),
          run.command(),
          String.valueOf(run.changes()),
          String.valueOf(run.count("applied")),
          String.valueOf(run.count("skipped")),
          String.valueOf(run.count("failed")),
          history.state(run));
    }
    return table;
  }

  private static ObjectNode json(History history) {
    ObjectNode document = ExactJson.object();
    ArrayNode runs = document.putArray("runs");
    for (PastRun run : history.runs()) {
      runs.addObject()
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
          .put("atWork", history.atWork().contains(run.run()));
    }
    return document;
  }
}
