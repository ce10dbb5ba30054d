package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteTime;
import dev.rulekeeper.secret.ledger.AccessRisk;

/** A plan as JSON, in the shape that {@code plan -o json} promises. */
public final class PlanJson {
  private PlanJson() {}

  /**
   * {@code {"planId", "site", "summary": {kind: count}, "labels": [effect], "changes": [{"id",
   * "kind", "name", "file", "template"?, "reason"?, "secrets"?, "edited"?, "risks"?, "patch"?}],
   * "notes"?}}; unchanged rules only in the summary.
   */
  public static ObjectNode of(Plan plan) {
    ObjectNode document =
        ExactJson.object().put("planId", plan.id()).put("site", plan.site().value());
    ObjectNode summary = document.putObject("summary");
    plan.summary().forEach(summary::put);
    ArrayNode labels = document.putArray("labels");
    PlanInReadingOrder.of(plan).counts().keySet().forEach(effect -> labels.add(effect.label()));
    ArrayNode changes = document.putArray("changes");
    plan.changes().forEach(change -> changes.add(change(change)));
    if (!plan.notes().isEmpty()) {
      ArrayNode notes = document.putArray("notes");
      plan.notes().forEach(notes::add);
    }
    return document;
  }

  private static ObjectNode change(Change change) {
    ObjectNode node =
        ExactJson.object()
            .put("id", change.id().toString())
            .put("kind", change.kind().label())
            .put("name", change.name())
            .put("file", change.file().orElse(null));
    change.entry().template().ifPresent(template -> node.put("template", template));
    change.reason().ifPresent(reason -> node.put("reason", reason));
    if (!change.secrets().isEmpty()) {
      ArrayNode secrets = node.putArray("secrets");
      change.secrets().forEach(name -> secrets.add(name.value()));
    }
    change
        .seen()
        .filter(live -> !change.kind().writes())
        .flatMap(live -> SiteTime.parse(live.edited()))
        .ifPresent(time -> node.put("edited", time.toString()));
    change.risks().forEach(risk -> node.withArray("risks").add(risk(risk)));
    if (!change.patch().isEmpty()) {
      node.set("patch", change.patch());
    }
    return node;
  }

  private static ObjectNode risk(AccessRisk risk) {
    ObjectNode node = ExactJson.object().put("kind", risk.kind().label());
    risk.secrets().forEach(name -> node.withArray("secrets").add(name.value()));
    return node.put("what", risk.what());
  }
}
