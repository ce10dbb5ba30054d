package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Makes the rule that the site stores of the one that a caller sent, or refuses it. */
final class RuleIntake {
  private final Accounts accounts;
  private final StoredScope scope;
  private final ComponentTree components;
  private final Identifiers ids;
  private final Timestamps timestamps;

  RuleIntake(
      Accounts accounts,
      StoredScope scope,
      ComponentTree components,
      Identifiers ids,
      Timestamps timestamps) {
    this.accounts = accounts;
    this.scope = scope;
    this.components = components;
    this.ids = ids;
    this.timestamps = timestamps;
  }

  /** Takes the accounts and the types of components of {@code rule} for known ones. */
  void learn(ObjectNode rule) {
    accounts.learn(
        List.of(rule.path("authorAccountId").asText(), rule.path("actor").path("actor").asText()));
    components.learnTypes(rule);
  }

  /** A new rule. Component ids that were sent mean nothing. */
  StoredRule create(ObjectNode envelope, String caller, Predicate<String> isTaken) {
    ObjectNode rule = ruleIn(envelope);
    check(rule);
    String uuid = newUuid(rule.path("uuid"), isTaken);
    ComponentTree.forgetIds(rule);
    JsonNode now = timestamps.write(timestamps.next());
    rule.put("uuid", uuid);
    rule.set("created", now);
    rule.set("updated", now);
    return finish(
        rule,
        Connections.stored(envelope.path("connections"), ExactJson.array(), uuid, now),
        caller);
  }

  private String newUuid(JsonNode given, Predicate<String> isTaken) {
    if (given.isMissingNode() || given.isNull()) {
      return ids.rule(System.currentTimeMillis());
    }
    if (!Identifiers.isVersion7(given.asText())) {
      throw new RefusedException(SiteResponse.invalid("'rule.uuid' must be a UUID of version 7"));
    }
    String uuid = given.asText().toLowerCase(Locale.ROOT);
    if (isTaken.test(uuid)) {
      throw new RefusedException(
          SiteResponse.invalid(
              "A rule with this uuid exists already, please remove the uuid field"));
    }
    return uuid;
  }

  /** The whole new content of a rule; of the old one only uuid, age and named components stay. */
  StoredRule replace(StoredRule before, ObjectNode envelope, String caller) {
    ObjectNode rule = ruleIn(envelope);
    check(rule);
    ObjectNode old = before.envelope();
    ComponentTree.checkIds(old.get("rule"), rule);
    JsonNode now = timestamps.write(timestamps.next());
    rule.put("uuid", before.uuid());
    rule.set("created", old.get("rule").get("created"));
    rule.set("updated", now);
    ArrayNode connections =
        envelope.path("connections").isArray()
            ? Connections.stored(
                envelope.get("connections"), old.path("connections"), before.uuid(), now)
            : (ArrayNode) old.get("connections");
    return finish(rule, connections, caller);
  }

  private static ObjectNode ruleIn(ObjectNode envelope) {
    if (envelope.path("rule") instanceof ObjectNode rule) {
      return rule;
    }
    throw new RefusedException(SiteResponse.unparsable());
  }

  private void check(ObjectNode rule) {
    RuleFields.check(rule, accounts);
    scope.check(rule.path("ruleScopeARIs"));
    components.checkTypes(rule);
  }

  private StoredRule finish(ObjectNode rule, ArrayNode connections, String caller) {
    Set<String> missing = Connections.unauthenticated(rule, connections, caller);
    if (!missing.isEmpty()) {
      rule.put("state", "DISABLED");
    }
    return store(rule, connections, missing);
  }

  private StoredRule store(ObjectNode rule, ArrayNode connections, Set<String> unauthenticated) {
    components.complete(rule);
    StoredScope.repeatInTrigger(rule);
    return StoredRule.of(RuleFields.ordered(rule), connections, unauthenticated);
  }

  /** The same rule, switched on or off. */
  StoredRule withState(StoredRule before, String state) {
    if (state.equals("ENABLED") && !before.unauthenticated().isEmpty()) {
      throw new RefusedException(
          SiteResponse.invalid(
              "The rule cannot be enabled until its connections are authenticated"));
    }
    return changed(before, rule -> rule.put("state", state));
  }

  /** The same rule, scoped to these ARIs. */
  StoredRule withScope(StoredRule before, JsonNode aris) {
    scope.check(aris);
    return changed(before, rule -> rule.set("ruleScopeARIs", aris));
  }

  /** The rule after a change that somebody made in the browser: nothing is checked. */
  StoredRule edited(StoredRule before, ObjectNode rule) {
    ObjectNode old = before.envelope();
    rule.put("uuid", before.uuid());
    rule.set("created", old.get("rule").get("created"));
    rule.set("updated", timestamps.write(timestamps.next()));
    return store(rule, (ArrayNode) old.get("connections"), Set.of());
  }

  /** A rule that was there before the sandbox was started. */
  StoredRule seeded(ObjectNode rule, ArrayNode connections, long createdMillis) {
    JsonNode created = timestamps.write(createdMillis);
    if (!rule.hasNonNull("uuid")) {
      rule.put("uuid", ids.rule(createdMillis));
    }
    rule.set("created", created);
    rule.set("updated", created);
    return store(
        rule,
        Connections.stored(connections, ExactJson.array(), rule.path("uuid").asText(), created),
        Set.of());
  }

  private StoredRule changed(StoredRule before, Consumer<ObjectNode> change) {
    ObjectNode envelope = before.envelope();
    ObjectNode rule = (ObjectNode) envelope.get("rule");
    change.accept(rule);
    rule.set("updated", timestamps.write(timestamps.next()));
    StoredScope.repeatInTrigger(rule);
    return StoredRule.of(rule, (ArrayNode) envelope.path("connections"), before.unauthenticated());
  }
}
