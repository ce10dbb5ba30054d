package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.ruleset.Selection;
import java.util.List;
import picocli.CommandLine.Option;

/** Which rules a command is about. */
final class SelectionOptions {
  @Option(
      names = "--select",
      paramLabel = "FILTER",
      description =
          "Only these rules (repeatable, any of them): a rule id, a path glob such as "
              + "'rules/site/*.yaml', label:NAME, scope:site, scope:project/10001, 'name:GLOB'.")
  private List<String> filters = List.of();

  Selection selection() {
    return Selection.of(filters);
  }

  /** Says so where the filters left no rule: a mistyped one looks like a site without changes. */
  void warnOfNothing(Console console, Plan plan) {
    if (!filters.isEmpty() && plan.isEmpty() && plan.unchanged() == 0) {
      console.say(
          "Warning: no rule of "
              + plan.site()
              + " fits --select "
              + String.join(" --select ", filters)
              + ": look whether it is spelt as in the files.");
    }
  }
}
