package dev.rulekeeper.cli;

import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.setup.SchemaFiles;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives the JSON Schemas of the files. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Prints a JSON Schema for editors, or writes all of them into the repository.")
final class SchemaCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "configuration, ledger, not-secrets, rule, site or template.")
  private @Nullable String name;

  @Option(names = "--write", description = "Write all schemas to .rulekeeper/schema/.")
  private boolean write;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (write) {
      SchemaFiles.write(RuleRepository.open(common.directory(console)).files());
      console.print(Schema.values().length + " schemas written to " + Schema.FOLDER + ".\n");
    } else {
      console.print(name == null ? names() : schema(name).text());
    }
    return ExitCode.DONE.number();
  }

  private static String names() {
    return Arrays.stream(Schema.values()).map(Schema::label).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static Schema schema(String name) {
    return Schema.labelled(name)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "there is no schema '" + name + "'",
                    "there are: " + names().strip().replace("\n", ", ")));
  }
}
