package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Selection;
import java.util.List;
import picocli.CommandLine.Option;

/** Which rules a command is about. */
final class SelectionOptions {
  @Option(
      names = "--select",
      paramLabel = "FILTER",
      description =
          "Only these rules (repeatable, any of them): a rule id, a path glob such as"
              + " 'rules/site/*.yaml', label:NAME, scope:site, scope:project/10001 or"
              + " scope:project/SHOP, 'name:GLOB'.")
  private List<String> filters = List.of();

  @Option(names = "--allow-empty", description = "Let --select fit no rule at all.")
  private boolean allowEmpty;

  /** The rules; a project of the site may be given by its key. */
  Selection selection(Session session) {
    return Selection.of(filters.stream().map(session.siteRules()::numbered).toList());
  }

  /** Stops where the filters left no rule: a mistyped one looks like a site without changes. */
  void refuseNothing(Plan plan) {
    refuseNothing(plan.site(), plan.isEmpty() && plan.unchanged() == 0);
  }

  /** As {@link #refuseNothing(Plan)}, where the filters left {@code nothing} of {@code site}. */
  void refuseNothing(SiteName site, boolean nothing) {
    if (!filters.isEmpty() && nothing && !allowEmpty) {
      throw new CliException(
          ExitCode.USAGE,
          "no rule of " + site + " fits --select " + String.join(" --select ", filters),
          "look whether it is spelt as in the files; --allow-empty lets it fit no rule");
    }
  }
}
