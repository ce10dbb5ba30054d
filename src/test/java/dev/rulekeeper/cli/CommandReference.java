package dev.rulekeeper.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The commands as a page of Markdown. */
final class CommandReference {
  private final StringBuilder page = new StringBuilder();

  private CommandReference() {}

  static String of(CommandLine commands) {
    CommandReference reference = new CommandReference();
    reference.page.append(
        """
        # Commands

        Made from the program itself; `rulekeeper COMMAND --help` says the same. Results are on standard
        output, everything else on standard error.

        """);
    reference.contents(commands);
    reference.exitCodes(commands.getCommandSpec());
    reference.command(commands);
    return reference.page.toString().stripTrailing() + "\n";
  }

  private static List<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .distinct()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private void contents(CommandLine command) {
    for (CommandLine each : below(command)) {
      String name = each.getCommandSpec().qualifiedName();
      page.append("- [`%s`](#%s): ".formatted(name, name.replace(' ', '-')))
          .append(oneLine(each.getCommandSpec().usageMessage().description()))
          .append('\n');
      contents(each);
    }
  }

  private void exitCodes(CommandSpec root) {
    page.append("\n## Exit codes\n\n| code | meaning |\n|---|---|\n");
    root.usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> page.append("| %s | %s |\n".formatted(code, meaning)));
  }

  private void command(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    page.append("\n## %s\n\n".formatted(spec.qualifiedName()));
    page.append(oneLine(spec.usageMessage().description())).append("\n\n```\n");
    page.append(command.getHelp().synopsis(0).strip()).append("\n```\n");
    List<ArgSpec> arguments = new ArrayList<>(spec.positionalParameters());
    spec.options().stream()
        .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
        .forEach(arguments::add);
    arguments.removeIf(ArgSpec::hidden);
    if (!arguments.isEmpty()) {
      page.append("\n| | |\n|---|---|\n");
      arguments.forEach(this::row);
    }
    below(command).forEach(this::command);
  }

  private void row(ArgSpec argument) {
    String names =
        argument instanceof OptionSpec option
            ? String.join(", ", option.names())
            : argument.paramLabel();
    String value =
        argument instanceof OptionSpec option && option.arity().max() > 0
            ? " " + option.paramLabel()
            : "";
    page.append("| `%s%s` | ".formatted(names, value))
        .append(oneLine(argument.description()).replace("|", "\\|"))
        .append(" |\n");
  }

  private static String oneLine(String[] text) {
    return List.of(text).stream()
        .map(line -> Ansi.OFF.string(line.replace("%n", " ")).strip())
        .collect(Collectors.joining(" "))
        .replace("<", "&lt;");
  }
}
