package dev.rulekeeper.cli;

import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.TemplateExtraction;
import dev.rulekeeper.workflow.UncommittedFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a template of rule files. */
@Command(
    name = "extract",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a template of rule files that are alike, and instances of the files.",
      "What is equal becomes the template, what differs its parameters. The rules stay exactly the "
          + "same, which is checked before anything is written. Commits nothing."
    })
final class TemplateExtractCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Rule files, or folders of rule files.")
  private List<Path> paths = List.of();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "The name of the template: templates/NAME.yaml.")
  private String name = "";

  TemplateExtractCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw new CliException(
          ExitCode.USAGE,
          "'" + name + "' is no name for a template",
          "use lower-case letters, digits, '.', '_' and '-'");
    }
    RuleRepository repository = RuleRepository.open(common.directory(console));
    List<RuleFile> files =
        new FileSelection(repository.root(), common.directory(console))
            .of(repository.ruleFiles(), RuleFile::path, paths);
    UncommittedFiles.write(repository, TemplateExtraction.of(name, files));
    console.print(
        "templates/"
            + name
            + ".yaml written; instances of it: "
            + Count.of(files.size(), "rule file")
            + ". They stand for the same rules as before.\n");
    return ExitCode.DONE.number();
  }
}
