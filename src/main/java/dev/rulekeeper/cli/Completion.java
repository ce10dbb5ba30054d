package dev.rulekeeper.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** How a line that is being typed may go on. */
final class Completion {
  private final CommandLine root;
  private final Function<Optional<String>, NamesInRepository> names;

  /**
   * Completes lines for {@code root}.
   *
   * @param names gives the names in a folder, as {@code -C} says it
   */
  Completion(CommandLine root, Function<Optional<String>, NamesInRepository> names) {
    this.root = root;
    this.names = names;
  }

  /** The words by which the last of {@code words}, which may be empty, can be replaced. */
  SortedSet<String> of(List<String> words) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    CommandLine command = root;
    Optional<OptionSpec> open = Optional.empty();
    Optional<String> directory = Optional.empty();
    int positionals = 0;
    for (String word : words.subList(0, Math.max(0, words.size() - 1))) {
      if (open.isPresent()) {
        directory = isDirectory(open.get()) ? Optional.of(word) : directory;
        open = Optional.empty();
      } else if (word.startsWith("-")) {
        open = option(command.getCommandSpec(), word).filter(found -> found.arity().max() > 0);
      } else if (command.getSubcommands().containsKey(word)) {
        command = command.getSubcommands().get(word);
      } else {
        positionals++;
      }
    }
    SortedSet<String> found = new TreeSet<>();
    for (String candidate : candidates(command, open, directory, last, positionals)) {
      if (candidate.startsWith(last)) {
        found.add(candidate);
      }
    }
    return found;
  }

  private List<String> candidates(
      CommandLine command,
      Optional<OptionSpec> open,
      Optional<String> directory,
      String last,
      int positionals) {
    CommandSpec spec = command.getCommandSpec();
    if (open.isPresent()) {
      return values(open.get(), directory);
    }
    List<String> all = new ArrayList<>();
    if (last.startsWith("-")) {
      spec.options().stream()
          .filter(option -> !option.hidden())
          .forEach(option -> all.addAll(List.of(option.names())));
      return all;
    }
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!sub.getCommandSpec().usageMessage().hidden()) {
                all.add(name);
              }
            });
    for (PositionalParamSpec positional : spec.positionalParameters()) {
      if (positional.index().contains(positionals)) {
        all.addAll(values(positional, directory));
      }
    }
    return all;
  }

  private static Optional<OptionSpec> option(CommandSpec spec, String word) {
    return word.contains("=") ? Optional.empty() : Optional.ofNullable(spec.findOption(word));
  }

  private static boolean isDirectory(OptionSpec option) {
    return List.of(option.names()).contains("-C");
  }

  private List<String> values(ArgSpec argument, Optional<String> directory) {
    if (argument.type().isEnum()) {
      List<String> constants = new ArrayList<>();
      for (Object constant : argument.type().getEnumConstants()) {
        constants.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
      }
      return constants;
    }
    String command = argument.command().name();
    boolean site =
        argument instanceof OptionSpec option && List.of(option.names()).contains("--site");
    if (site || argument.paramLabel().equals("SITE")) {
      return names.apply(directory).sites();
    }
    return switch (argument.paramLabel()) {
      case "NAME", "OLD" ->
          command.equals("new") || command.equals("schema")
              ? List.of()
              : names.apply(directory).secrets();
      case "RUN" -> names.apply(directory).runs();
      case "FILTER" -> names.apply(directory).rules();
      default -> List.of();
    };
  }
}
