package dev.rulekeeper.cli;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.lint.LintFinding;
import dev.rulekeeper.lint.LintResult;
import dev.rulekeeper.lint.Linter;
import dev.rulekeeper.report.LintOutput;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.workflow.RepositoryLint;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the files without asking a site and without a secret map. */
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description =
        "Checks rule files, ledger and configuration for what the site would refuse, and that no "
            + "credential stands in clear. Needs neither site nor secrets.")
final class LintCommand implements Callable<Integer> {
  /** The forms in which the result is printed. */
  enum Format {
    TEXT,
    JSON,
    GITHUB
  }

  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(names = "--secrets", description = "Only look for credentials in clear.")
  private boolean secretsOnly;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json, or github for annotations in a workflow.")
  private Format format = Format.TEXT;

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    LintResult result =
        secretsOnly ? Linter.credentials(repository) : RepositoryLint.of(repository, console);
    result.unread().forEach(this::warn);
    switch (format) {
      case JSON -> console.print(LintOutput.json(result));
      case GITHUB -> console.print(github(repository, result));
      case TEXT -> print(result);
    }
    if (!result.leaks().isEmpty()) {
      return ExitCode.LEAK.number();
    }
    return (result.problems().isEmpty() ? ExitCode.DONE : ExitCode.USAGE).number();
  }

  private void print(LintResult result) {
    LintOutput.warnings(result).forEach(this::warn);
    if (!result.leaks().isEmpty()) {
      result.problems().forEach(p -> console.say(p.where() + ": " + LintOutput.text(p)));
      throw leaked(result.leaks());
    }
    if (!result.problems().isEmpty()) {
      throw new InvalidFileException(result.problems());
    }
    console.print("Checked " + Count.of(result.files(), "rule file") + ": no problems.\n");
  }

  private void warn(String what) {
    console.say("Warning: " + what);
  }

  private static CliException leaked(List<LintFinding> leaks) {
    return new CliException(
        ExitCode.LEAK,
        leaks.size() == 1
            ? "1 credential stands in clear:"
            : Count.of(leaks.size(), "credential") + " stand in clear:",
        leaks.stream().map(leak -> leak.where() + "  " + leak.message()).toList(),
        "If these were pushed already, treat them as leaked: rotate them.");
  }

  private static String github(RuleRepository repository, LintResult result) {
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      return LintOutput.github(result, path -> workTree.pathOf(repository.root().resolve(path)));
    }
  }
}
