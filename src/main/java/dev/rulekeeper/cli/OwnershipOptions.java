package dev.rulekeeper.cli;

import dev.rulekeeper.report.Names;
import dev.rulekeeper.ruleset.Ownership;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import java.util.List;
import java.util.SortedMap;
import picocli.CommandLine.Option;

/** Whose rules are to get which owner and which actor. */
final class OwnershipOptions {
  @Option(
      names = "--set",
      paramLabel = "owner=ACCOUNT",
      description =
          "Also give the rules another owner, or with actor=ACCOUNT another actor (repeatable);"
              + " --select and --where say which rules.")
  private List<String> set = List.of();

  @Option(
      names = "--where",
      paramLabel = "owner=ACCOUNT",
      description = "For --set: only rules with this owner, or with actor=ACCOUNT this actor.")
  private List<String> where = List.of();

  @Option(
      names = "--select",
      paramLabel = "FILTER",
      description = "For --set: only these rules, as for plan (repeatable, any of them).")
  private List<String> filters = List.of();

  /**
   * Reads what was given.
   *
   * @throws CliException if rules are chosen and nothing is to be done with them
   */
  Ownership wanted() {
    Ownership ownership = Ownership.parse(set);
    if (ownership.isEmpty() && !(where.isEmpty() && filters.isEmpty())) {
      throw new CliException(
          ExitCode.USAGE,
          "--where and --select say for which rules --set is",
          "add --set owner=ACCOUNT or --set actor=ACCOUNT");
    }
    return ownership;
  }

  /**
   * Changes {@code texts} of {@code files} by path; says which rules are left as they are.
   *
   * @param names gives the other spelling of a project, which files and filters may differ in
   */
  void apply(
      Ownership wanted,
      List<RuleFile> files,
      Names names,
      SortedMap<String, String> texts,
      Console console) {
    if (wanted.isEmpty()) {
      return;
    }
    for (RuleFile file : chosen(files, names)) {
      if (file.templatePath().isEmpty()) {
        texts.computeIfPresent(file.path(), wanted::in);
      } else {
        console.say(
            "Left as it is: "
                + file.path()
                + " is an instance of a template; set owner and actor in "
                + file.templatePath().get()
                + ".");
      }
    }
  }

  private List<RuleFile> chosen(List<RuleFile> files, Names names) {
    Ownership former = Ownership.parse(where);
    Selection selection =
        Selection.of(filters.stream().flatMap(each -> names.spellings(each).stream()).toList());
    List<RuleFile> chosen =
        files.stream()
            .filter(selection::has)
            .filter(file -> former.holds(file.rule().fields()))
            .toList();
    if (chosen.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "no rule fits --where and --select; nothing was written",
          "look whether accounts and filters are spelt as in the files");
    }
    return chosen;
  }
}
