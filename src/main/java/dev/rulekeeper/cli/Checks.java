package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.plan.PlanRules;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;

/** The objections that a plan listens to. */
final class Checks {
  private Checks() {}

  static List<PlanRules.Check> of(
      Ledger ledger, SiteName site, Rendering rendering, AutomationApi api, boolean allowDisable) {
    Caller caller = new Caller(api::accountId);
    List<PlanRules.Check> checks = new ArrayList<>();
    checks.add(new EgressCheck(ledger, site, rendering));
    if (!allowDisable) {
      checks.add(new ConnectionCheck(caller));
    }
    // Last, as only a change that no other one blocks comes to it.
    checks.add(new OwnerCheck(caller));
    return checks;
  }
}
