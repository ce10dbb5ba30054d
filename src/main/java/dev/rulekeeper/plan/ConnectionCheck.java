package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Count;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Blocks what would switch a rule off: the site disables a rule on create and update when it uses a
 * connection whose account is not the caller's (OpenAPI description of the rule management API).
 */
public final class ConnectionCheck implements Planner.Check {
  private final CallerAccount caller;
  private int unknown;

  /** Compares the accounts of connections with {@code caller}. */
  public ConnectionCheck(CallerAccount caller) {
    this.caller = caller;
  }

  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    if (!change.kind().sendsBody()) {
      return Optional.empty();
    }
    Set<String> owners = owners(change);
    if (owners.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> me = caller.account();
    if (me.isEmpty()) {
      unknown++;
      return Optional.empty();
    }
    owners.remove(me.get());
    return owners.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it uses a connection of "
                + String.join(", ", owners)
                + ", so the site would switch the rule off: let that account sync it, connect the"
                + " rule anew in the browser, or allow it with --allow-disable");
  }

  private static Set<String> owners(Change change) {
    Set<String> owners = new TreeSet<>();
    change
        .after()
        .ifPresent(
            rule -> {
              for (JsonNode connection : rule.fields().path("connections")) {
                String owner = connection.path("accountId").asText("");
                if (!owner.isEmpty()) {
                  owners.add(owner);
                }
              }
            });
    return owners;
  }

  @Override
  public List<String> notes() {
    return unknown == 0
        ? List.of()
        : List.of(
            "connections are used by "
                + Count.of(unknown, "rule")
                + " to be written, and the site does not say whose account this is: if a connection"
                + " is another account's, the site will switch its rule off");
  }
}
