package dev.rulekeeper.sandbox.seed;

import static dev.rulekeeper.sandbox.seed.ActionSteps.confluencePage;
import static dev.rulekeeper.sandbox.seed.ActionSteps.createIssue;
import static dev.rulekeeper.sandbox.seed.ActionSteps.edit;
import static dev.rulekeeper.sandbox.seed.ActionSteps.log;
import static dev.rulekeeper.sandbox.seed.RuleBuilder.rule;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.get;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.stream.Stream;

/** Rules that speak to other systems, with a token in every place where one can sit. */
final class IntegrationRules {
  private static final String OWN_CONNECTION = "01934b2c-7d00-4a11-8c22-1f2e3d4c5b6a";
  private static final String FOREIGN_CONNECTION = "01934b2c-7d00-4b22-9d33-2a3b4c5d6e7f";

  private IntegrationRules() {}

  static List<ObjectNode> in(SeedSite site) {
    return Stream.of(
            readCustomer(site),
            updateCustomer(site),
            jenkins(site),
            nexus(site),
            oauth(site),
            gitHub(site),
            gitLab(site),
            legacy(site),
            intake(site),
            chain(site),
            ownPage(site),
            foreignPage(site))
        .map(RuleBuilder::build)
        .toList();
  }

  private static RuleBuilder readCustomer(SeedSite site) {
    return rule(site, "Look up the customer in the CRM")
        .labels("crm")
        .projects(10005)
        .on(Triggers.created())
        .then(
            get("https://crm.acme.example/v3/customers?email={{reporter.emailAddress.urlEncode}}")
                .hidden("x-api-key", InventedSecrets.CRM_KEY)
                .header("Accept", "application/json")
                .done(),
            edit("customfield_10440", "{{webhookResponse.body.items.get(0).id}}"));
  }

  private static RuleBuilder updateCustomer(SeedSite site) {
    return rule(site, "Note solved requests in the CRM")
        .labels("crm")
        .projects(10005)
        .on(Triggers.transitioned("Waiting for customer", "Resolved"))
        .then(
            post("https://crm.acme.example/v3/customers/{{issue.Customer}}/notes")
                .hidden("x-api-key", InventedSecrets.CRM_KEY)
                .json("{\"note\":\"{{issue.key}} solved\",\"score\":4.50}")
                .done());
  }

  private static RuleBuilder jenkins(SeedSite site) {
    return rule(site, "Start the Jenkins job of the ticket")
        .labels("build")
        .on(Triggers.manual())
        .then(
            post("https://jenkins.acme.example/job/demo/buildWithParameters?token="
                    + InventedSecrets.JENKINS_TOKEN
                    + "&TICKET={{issue.key}}&cause=Jira+automation")
                .done());
  }

  private static RuleBuilder nexus(SeedSite site) {
    return rule(site, "Promote artefacts in Nexus")
        .labels("build", "release")
        .on(Triggers.version("released"))
        .then(
            post("https://deploy:"
                    + InventedSecrets.NEXUS_PASSWORD
                    + "@nexus.acme.example/service/rest/v1/staging/move/releases")
                .done());
  }

  private static RuleBuilder oauth(SeedSite site) {
    return rule(site, "Book the invoice (OAuth client credentials)")
        .labels("finance")
        .projects(10002)
        .on(Triggers.transitioned("Awaiting approval", "Approved"))
        .then(
            post("https://login.acme.example/oauth2/token")
                .form(
                    "grant_type=client_credentials&client_id=jira-automation&client_secret="
                        + InventedSecrets.OAUTH_SECRET
                        + "&scope=invoices%3Awrite")
                .waits()
                .done(),
            post("https://erp.acme.example/invoices")
                .authorization("Bearer {{webhookResponse.body.access_token}}")
                .json("{\"ticket\":\"{{issue.key}}\",\"amount\":{{issue.Amount}}}")
                .done());
  }

  private static RuleBuilder gitHub(SeedSite site) {
    return rule(site, "Start the GitHub workflow")
        .labels("build")
        .on(Triggers.transitioned("Review", "Merge"))
        .then(
            post("https://api.github.com/repos/acme/demo/dispatches")
                .header("Accept", "application/vnd.github+json")
                .authorization("token " + InventedSecrets.GITHUB_TOKEN)
                .json("{\"event_type\":\"jira\",\"client_payload\":{\"key\":\"{{issue.key}}\"}}")
                .done());
  }

  private static RuleBuilder gitLab(SeedSite site) {
    return rule(site, "Start the GitLab pipeline")
        .labels("build")
        .disabled()
        .on(Triggers.transitioned("Review", "Merge"))
        .then(
            post("https://gitlab.acme.example/api/v4/projects/7/pipeline?ref=main")
                .header("PRIVATE-TOKEN", InventedSecrets.GITLAB_TOKEN)
                .done());
  }

  private static RuleBuilder legacy(SeedSite site) {
    ObjectNode inner = ExactJson.object();
    inner.put("user", "jira").put("password", InventedSecrets.LEGACY_PASSWORD);
    ObjectNode outer = ExactJson.object();
    outer.put("action", "ping").put("envelope", ExactJson.write(inner));
    return rule(site, "Call the old order system (JSON in a string)")
        .labels("legacy")
        .on(Triggers.fieldChanged("customfield_10550"))
        .then(post("https://orders.acme.example/gateway.php").json(ExactJson.write(outer)).done());
  }

  private static RuleBuilder intake(SeedSite site) {
    return rule(site, "Open a ticket for incoming mail")
        .labels("intake")
        .on(Triggers.incoming(InventedSecrets.INTAKE_TOKEN, ""))
        .then(
            createIssue(
                "Task", "{{webhookData.subject}}", "{{webhookData.body}}\n\n----\nby mail"));
  }

  private static RuleBuilder chain(SeedSite site) {
    return rule(site, "Hand over to the rule of the other site")
        .labels("intake")
        .on(Triggers.commented())
        .then(
            post(InventedSecrets.CHAIN_HOOK).sendsIssue().done(), log("Handed over {{issue.key}}"));
  }

  private static RuleBuilder ownPage(SeedSite site) {
    return rule(site, "Write the post-mortem page")
        .labels("incident", "confluence")
        .connection(OWN_CONNECTION, site.administrator())
        .on(Triggers.transitioned("Resolved", "Closed"))
        .then(
            confluencePage(OWN_CONNECTION, "Post-mortem {{issue.key}}", "<h2>What happened</h2>"));
  }

  private static RuleBuilder foreignPage(SeedSite site) {
    return rule(site, "Write the meeting notes page")
        .labels("confluence")
        .author(site.colleague())
        .connection(FOREIGN_CONNECTION, site.colleague())
        .on(Triggers.every("0 0 8 ? * TUE", ""))
        .then(confluencePage(FOREIGN_CONNECTION, "Notes {{now.jqlDate}}", "<p>Present: …</p>"));
  }
}
