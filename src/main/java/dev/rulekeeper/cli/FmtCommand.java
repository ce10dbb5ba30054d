package dev.rulekeeper.cli;

import dev.rulekeeper.lint.RuleFormat;
import dev.rulekeeper.report.Names;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.Ownership;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.UncommittedFiles;
import dev.rulekeeper.yaml.Yaml;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
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
        "Writes rule files and templates in the one style that export uses: fields in order,"
            + " comments kept. Adds an id and the fields that have a default where they are"
            + " missing; changes no rule otherwise.")
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

  @Option(
      names = "--encodings",
      description =
          "Also write the encoding of its place around every placeholder that lacks it, such as "
              + "<<#json>> in a JSON string, so that any value can be written there.")
  private boolean encodings;

  @Option(
      names = "--names",
      description =
          "Also write what rulekeeper names knows of projects, people, fields and statuses beside"
              + " their ids, as comments such as # = SHOP.")
  private boolean names;

  @Mixin private OwnershipOptions ownership = new OwnershipOptions();

  FmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    Ownership owners = ownership.wanted();
    FileSelection selection = new FileSelection(repository.root(), common.directory(console));
    SortedMap<String, String> completed =
        RuleFormat.completed(
            repository,
            path -> selection.names(path, paths),
            () -> RuleId.create(console.clock(), new SecureRandom()));
    write(repository, completed);
    SortedMap<String, String> formatted = formatted(repository, owners, selection);
    int files = formatted.size();
    UncommittedFiles.leaveOutUnchanged(repository, formatted);
    write(repository, formatted);
    Set<String> written = new TreeSet<>(completed.keySet());
    written.addAll(formatted.keySet());
    written.forEach(path -> console.print(path + "\n"));
    console.print(written.size() + " of " + Count.of(files, "file") + " written.\n");
    return ExitCode.DONE.number();
  }

  /** The texts that the named files ought to have. */
  private SortedMap<String, String> formatted(
      RuleRepository repository, Ownership owners, FileSelection selection) {
    SortedMap<String, String> texts = RuleFormat.formatted(repository);
    if (encodings) {
      texts.replaceAll(RuleFormat::withEncodings);
    }
    Names known = NamesCache.of(repository, common.site());
    ownership.apply(owners, repository.ruleFiles(), known, texts, console);
    if (names) {
      texts.replaceAll((path, text) -> Yaml.named(path, text, known::nameAt));
    }
    texts.keySet().retainAll(selection.of(List.copyOf(texts.keySet()), path -> path, paths));
    return texts;
  }

  private void write(RuleRepository repository, SortedMap<String, String> texts) {
    if (texts.isEmpty()) {
      return;
    }
    if (check) {
      throw new CliException(
          ExitCode.USAGE,
          Count.of(texts.size(), "file") + (texts.size() == 1 ? " is" : " are") + " not formatted:",
          List.copyOf(texts.keySet()),
          "Run: rulekeeper fmt");
    }
    UncommittedFiles.write(repository, texts);
  }
}
