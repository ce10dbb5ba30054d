package dev.rulekeeper.cli;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes files in their one style. */
@Command(
    name = "fmt",
    mixinStandardHelpOptions = true,
    description =
        "Writes rule files and templates in the one style that export uses: fields in order, comments "
            + "kept. Changes no rule.")
final class FmtCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files or folders; all rule files and templates where none is named.")
  private List<Path> paths = List.of();

  @Option(
      names = "--check",
      description = "Write nothing; exit 2 where a file is not in that style.")
  private boolean check;

  FmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    SortedMap<String, String> formatted = repository.formattedTemplates();
    for (RuleFile file : repository.ruleFiles()) {
      formatted.put(file.path(), file.formatted());
    }
    List<String> files = new ArrayList<>(formatted.keySet());
    if (!paths.isEmpty()) {
      files =
          new FileSelection(repository.root(), common.directory(console))
              .of(files, path -> path, paths);
    }
    List<String> different =
        files.stream().filter(path -> !text(repository, path).equals(formatted.get(path))).toList();
    if (check && !different.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          different.size() + " file(s) are not formatted:",
          different,
          "Run: rulekeeper fmt");
    }
    write(repository, formatted, different);
    different.forEach(path -> console.print(path + "\n"));
    console.print(
        different.size()
            + " of "
            + files.size()
            + " file(s) "
            + (check ? "differ" : "written")
            + ".\n");
    return ExitCode.DONE.number();
  }

  private static String text(RuleRepository repository, String path) {
    try {
      return Files.readString(repository.root().resolve(path));
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot read " + path, "check its permissions");
    }
  }

  private static void write(
      RuleRepository repository, Map<String, String> formatted, List<String> different) {
    if (different.isEmpty()) {
      return;
    }
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      Map<String, Optional<byte[]>> content = new TreeMap<>();
      for (String path : different) {
        content.put(
            workTree.pathOf(repository.root().resolve(path)),
            Optional.of(formatted.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8)));
      }
      workTree.write(content);
    }
  }
}
