package dev.rulekeeper.plan;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.render.Rendering;
import java.util.ArrayList;
import java.util.List;

/** The objections that a plan listens to. */
public final class ChangeChecks {
  private ChangeChecks() {}

  /** The checks of one plan for the site named {@code site}, in the order of their reasons. */
  public static List<Planner.Check> of(
      Ledger ledger, SiteName site, Rendering rendering, AutomationApi api, boolean allowDisable) {
    CallerAccount caller = new CallerAccount(api::accountId);
    List<Planner.Check> checks = new ArrayList<>();
    checks.add(new EgressCheck(ledger, site, rendering));
    checks.add(new AccessCheck(ledger));
    checks.add(new ValueCheck(rendering, ledger));
    checks.add(new LiteralTagCheck());
    if (!allowDisable) {
      checks.add(new ConnectionCheck(caller));
    }
    // Last, as only a change that no other one blocks comes to it.
    checks.add(new EditPermissionCheck(caller));
    return checks;
  }
}
