package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Count;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Notes the rules that the site lets others edit, not the account of the command. Whether it keeps
 * an administrator out by the API too is not documented, so they are tried all the same.
 */
public final class EditPermissionCheck implements Planner.Check {
  private static final Set<String> RESTRICTED = Set.of("OWNER_ONLY", "SPECIFIED_USERS");

  private final CallerAccount caller;
  private int foreign;

  /** Compares the owners of rules with {@code caller}. */
  public EditPermissionCheck(CallerAccount caller) {
    this.caller = caller;
  }

  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    if (live.map(ApiRule::rule).filter(this::isForeign).isPresent()) {
      foreign++;
    }
    return Optional.empty();
  }

  private boolean isForeign(ObjectNode rule) {
    if (!RESTRICTED.contains(rule.path("writeAccessType").asText())) {
      return false;
    }
    return caller
        .account()
        .filter(me -> !rule.path("authorAccountId").asText().equals(me))
        .filter(me -> !hasCollaborator(rule, me))
        .isPresent();
  }

  private static boolean hasCollaborator(ObjectNode rule, String account) {
    for (JsonNode collaborator : rule.path("collaborators")) {
      if (collaborator.asText().equals(account)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<String> notes() {
    return foreign == 0
        ? List.of()
        : List.of(
            "others own "
                + Count.of(foreign, "rule")
                + " to be written, and they alone may edit them (writeAccessType): "
                + "the site may refuse; then let the owner sync them, or add this account to their "
                + "collaborators in the browser");
  }
}
