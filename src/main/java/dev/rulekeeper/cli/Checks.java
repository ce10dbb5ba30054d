package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.plan.PlanRules;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.ledger.Ledger;
import java.util.List;

/** The objections that a plan listens to. */
final class Checks {
  private Checks() {}

  static List<PlanRules.Check> of(
      Ledger ledger, SiteName site, Rendering rendering, AutomationApi api, boolean allowDisable) {
    EgressCheck egress = new EgressCheck(ledger, site, rendering);
    return allowDisable ? List.of(egress) : List.of(egress, new ConnectionCheck(api::accountId));
  }
}
