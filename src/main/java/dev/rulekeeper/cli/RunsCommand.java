package dev.rulekeeper.cli;

import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.RunListing;
import dev.rulekeeper.workflow.RunHistory;
import dev.rulekeeper.workflow.Session;
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
    try (Session session = common.open(console)) {
      RunHistory history = RunHistory.shared(session);
      history.disbelieved().ifPresent(console::say);
      console.print(
          new RunListing(history.runs(), history.atWork(), history::state)
              .in(format, common.style(console)));
      return ExitCode.DONE.number();
    }
  }
}
