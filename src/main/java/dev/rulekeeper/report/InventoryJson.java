package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;

/** An inventory as JSON. */
final class InventoryJson {
  private InventoryJson() {}

  static ObjectNode of(Inventory inventory) {
    ObjectNode document =
        ExactJson.object().put("site", inventory.site()).put("day", inventory.today().toString());
    ArrayNode secrets = document.putArray("secrets");
    inventory.secrets().forEach(secret -> secrets.add(secret(inventory, secret)));
    ArrayNode rules = document.putArray("rules");
    for (Inventory.RuleRow rule : inventory.rules()) {
      ObjectNode node =
          rules
              .addObject()
              .put("id", rule.file().rule().id().toString())
              .put("name", rule.name())
              .put("state", rule.state())
              .put("owner", rule.owner())
              .put("ownerName", inventory.names().account(rule.owner()))
              .put("ownerLeft", inventory.names().left(rule.owner()))
              .put("file", rule.file().path());
      ArrayNode scopes = node.putArray("scopes");
      rule.scopes().forEach(scopes::add);
      ArrayNode names = node.putArray("secrets");
      rule.secrets().forEach(name -> names.add(name.value()));
    }
    document.put("compared", inventory.plan().isPresent());
    inventory.plan().ifPresent(plan -> document.set("plan", PlanJson.of(plan)));
    return document;
  }

  private static ObjectNode secret(Inventory inventory, Inventory.Secret secret) {
    ObjectNode node =
        ExactJson.object()
            .put("name", secret.name().value())
            .put("declared", secret.declared())
            .put("owner", secret.owner())
            .put("description", secret.description());
    secret
        .expiry()
        .ifPresent(
            expiry ->
                node.put("expires", expiry.day().toString())
                    .put("source", expiry.source().word())
                    .put("daysLeft", secret.daysLeft(inventory.today()).orElse(0L)));
    ObjectNode projects = node.putObject("projects");
    secret.scopes().forEach(projects::put);
    ObjectNode hosts = node.putObject("hosts");
    secret.rulesOfHosts().forEach(hosts::put);
    return node;
  }
}
