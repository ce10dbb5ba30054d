package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.SiteDirectory;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.Names;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.Session;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads what the site calls its ids, so that tables can say it. */
@Command(
    name = "names",
    mixinStandardHelpOptions = true,
    description =
        "Reads from Jira the keys of projects, the names of owners and actors, fields and statuses,"
            + " and keeps them beside the journals. Tables and reports then say them, and rule"
            + " files may say project/KEY; nothing else goes by them.")
final class NamesCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  NamesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = common.open(console)) {
      if (!session.site().product().equals("jira")) {
        throw new CliException(
            ExitCode.USAGE,
            "the site " + session.site().name() + " is not a Jira",
            "ids of Confluence stay as they are");
      }
      SortedSet<String> accounts = Names.accounts(session.ruleFiles());
      SiteDirectory directory = session.access().connection().directory();
      Optional<Map<String, SiteDirectory.Person>> people = directory.people(accounts);
      Names names =
          new Names(
              new TreeMap<>(directory.projects()),
              new TreeMap<>(people.orElse(Map.of())),
              new TreeMap<>(directory.fields()),
              new TreeMap<>(directory.statuses()),
              people.isPresent());
      new NamesCache(session.repository(), session.site().name()).write(names);
      if (names.projects().isEmpty() && names.people().isEmpty()) {
        console.say("Note: the site told no names; this account may not see projects and people.");
      }
      console.print(
          format == OutputFormat.JSON
              ? ExactJson.writePretty(names.write()) + "\n"
              : names.summary(accounts));
      return ExitCode.DONE.number();
    }
  }
}
