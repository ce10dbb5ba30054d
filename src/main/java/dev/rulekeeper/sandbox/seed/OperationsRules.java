package dev.rulekeeper.sandbox.seed;

import static dev.rulekeeper.sandbox.seed.ActionSteps.comment;
import static dev.rulekeeper.sandbox.seed.ActionSteps.edit;
import static dev.rulekeeper.sandbox.seed.ActionSteps.email;
import static dev.rulekeeper.sandbox.seed.ActionSteps.log;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.choose;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.forEach;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.hasAttachments;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.jql;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.otherwise;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.when;
import static dev.rulekeeper.sandbox.seed.RuleBuilder.rule;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.get;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.post;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Rules of other teams that speak to the target, with the same token of the bot. */
final class OperationsRules {
  private OperationsRules() {}

  static List<ObjectNode> in(SeedSite site) {
    return Stream.of(
            owners(site),
            handOver(site),
            archive(site),
            wallboard(site),
            licences(site),
            statusPage(site),
            japanese(site),
            selfRepair(site))
        .map(RuleBuilder::build)
        .toList();
  }

  private static RuleBuilder owners(SeedSite site) {
    return rule(site, "Fetch component owners every night")
        .labels("nightly")
        .wholeSite()
        .on(Triggers.every("0 0 2 * * ?", "updated >= -1d"))
        .then(
            get(site.target("owners?limit=100&page=1")).authorization(site.botBasic()).done(),
            choose(
                when(
                    ConditionSteps.compare("{{webhookResponse.status}}", "EQUALS", "200"),
                    edit("customfield_10330", "{{webhookResponse.body.owner}}")),
                otherwise(
                    email(
                        "platform@acme.example",
                        "Owners could not be read",
                        "<p>HTTP {{webhookResponse.status}}</p>"))));
  }

  private static RuleBuilder handOver(SeedSite site) {
    return rule(site, "Übergabe an den Betrieb – Ticket „fertig“")
        .description("Meldet fertige Tickets dem Betrieb. Rückfragen: Straße 7, Zimmer 3.")
        .labels("übergabe")
        .projects(10003)
        .on(Triggers.transitioned("In Prüfung", "Fertig"))
        .then(
            post(site.target("uebergabe"))
                .authorization(site.botBasic())
                .json(
                    "{\"größe\": \"{{issue.Größe}}\", \"prüfer\": \"{{issue.assignee}}\", \"€\": 5}")
                .done(),
            comment("Übergeben. Grüße vom Automaten 🤖"));
  }

  private static RuleBuilder archive(SeedSite site) {
    return rule(site, "Archive attachments of closed tickets")
        .labels("nightly", "archive")
        .on(Triggers.every("0 15 3 ? * SUN", "status changed to Closed during (-7d, now())"))
        .then(
            hasAttachments(),
            post(site.target("archive")).authorization(site.botBearer()).sendsIssue().done(),
            log("Archived the attachments of {{issue.key}}"));
  }

  private static RuleBuilder wallboard(SeedSite site) {
    return rule(site, "Show blocked tickets on the wallboard")
        .projects(10001, 10002, 10003)
        .on(Triggers.fieldChanged("Flagged"))
        .then(
            forEach(
                "epic",
                "",
                jql("\"Epic Status\" != Done AND labels not in (quiet, \"no-board\")"),
                post(site.target("wallboard"))
                    .authorization(site.botBearer())
                    .json("{\"epic\":\"{{issue.key}}\",\"blocked\":\"{{triggerIssue.key}}\"}")
                    .done()));
  }

  private static RuleBuilder licences(SeedSite site) {
    return rule(site, "Refresh the licence report")
        .description("")
        .wholeSite()
        .author(site.colleague())
        .on(Triggers.every("0 0 4 1 * ?", ""))
        .then(
            get(site.target("licences/report?format=csv")).authorization(site.botBasic()).done(),
            email(
                "finance@acme.example",
                "Licences",
                """
                <html>
                  <body style="font-family: sans-serif">
                    <h1>Licences in {{now.format("MMMM yyyy")}}</h1>
                    <p>Dear colleagues,<br/>used: <b>{{webhookResponse.body.used}}</b> of
                    {{webhookResponse.body.bought}} &amp; growing.</p>
                    <a href="https://wiki.acme.example/licences?from=mail&amp;id=7">Details</a>
                  </body>
                </html>
                """));
  }

  private static RuleBuilder statusPage(SeedSite site) {
    return rule(site, "Update the public status page")
        .labels("incident")
        .actor("EVENT_INITIATOR", site.botAccount())
        .on(Triggers.fieldChanged("status", "priority"))
        .then(
            send("PATCH", site.target("status/{{issue.key}}"))
                .authorization(site.botBearer())
                .header("X-Request-Id", "{{issue.key}}-{{now.toMillis}}")
                .json("{\"state\": {{issue.status.name.asJsonString}}, \"public\": true}")
                .done());
  }

  private static RuleBuilder japanese(SeedSite site) {
    return rule(site, "リリース通知 (東京チーム)")
        .labels("東京")
        .projects(10004)
        .on(Triggers.version("released"))
        .then(
            post(site.target("tokyo"))
                .authorization(site.botBasic())
                .json("{\"件名\":\"{{version.name}} を公開しました\"}")
                .done());
  }

  private static RuleBuilder selfRepair(SeedSite site) {
    return rule(site, "Ask the bot to look at failing rules")
        .labels("automation")
        .wholeSite()
        .with("billingType", "NORMAL")
        .on(Triggers.incoming(InventedSecrets.MONITORING_TOKEN, ""))
        .then(
            post(site.target("bot/tasks"))
                .authorization(site.botBearer())
                .header("X-Atlassian-User", site.botEmail())
                .json("{\"rule\":\"{{webhookData.rule}}\",\"error\":\"{{webhookData.error}}\"}")
                .waits()
                .done());
  }
}
