package dev.rulekeeper.cli;

import dev.rulekeeper.workflow.RuleFilter;
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

  RuleFilter filter() {
    return new RuleFilter(filters, allowEmpty);
  }
}
