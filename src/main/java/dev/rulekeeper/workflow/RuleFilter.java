package dev.rulekeeper.workflow;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Selection;
import java.util.List;

/**
 * The rules that somebody wants something to be done with.
 *
 * @param filters as they were given; none for all rules
 * @param allowEmpty whether they may fit no rule at all
 */
public record RuleFilter(List<String> filters, boolean allowEmpty) {
  /** Copies the list. */
  public RuleFilter {
    filters = List.copyOf(filters);
  }

  /** The rules; a project of the site may be given by its key. */
  public Selection selection(Session session) {
    return Selection.of(filters.stream().map(session.siteRules()::numbered).toList());
  }

  /** Stops where the filters left no rule: a mistyped one looks like a site without changes. */
  public void refuseNothing(Plan plan) {
    refuseNothing(plan.site(), plan.isEmpty() && plan.unchanged() == 0);
  }

  /** As {@link #refuseNothing(Plan)}, where the filters left {@code nothing} of {@code site}. */
  public void refuseNothing(SiteName site, boolean nothing) {
    if (!filters.isEmpty() && nothing && !allowEmpty) {
      throw new WorkflowException(
          WorkflowException.Kind.USAGE,
          "no rule of " + site + " fits --select " + String.join(" --select ", filters),
          "look whether it is spelt as in the files; --allow-empty lets it fit no rule");
    }
  }
}
