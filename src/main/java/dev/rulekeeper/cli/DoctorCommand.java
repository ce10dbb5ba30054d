package dev.rulekeeper.cli;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.DoctorReport;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.workflow.SyncReadiness;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says step by step what works and what does not. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Looks step by step at configuration, Git, remote, site, credentials, ledger and hook, and"
            + " says what is wrong and what to do; writes nothing; exit 2 where something is"
            + " wrong.")
final class DoctorCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    DoctorReport report =
        new SyncReadiness(
                console,
                () -> common.open(console),
                () -> secretOptions.text(console, common),
                new ErrorReport(console)::finding)
            .report();
    console.print(
        format == OutputFormat.JSON
            ? ExactJson.writePretty(report.json()) + "\n"
            : report.text(common.style(console)));
    return (report.well() ? ExitCode.DONE : ExitCode.USAGE).number();
  }
}
