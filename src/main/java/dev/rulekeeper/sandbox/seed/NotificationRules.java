package dev.rulekeeper.sandbox.seed;

import static dev.rulekeeper.sandbox.seed.ActionSteps.comment;
import static dev.rulekeeper.sandbox.seed.ActionSteps.email;
import static dev.rulekeeper.sandbox.seed.ActionSteps.lookup;
import static dev.rulekeeper.sandbox.seed.ActionSteps.slack;
import static dev.rulekeeper.sandbox.seed.ActionSteps.teams;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.choose;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.fieldIs;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.otherwise;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.when;
import static dev.rulekeeper.sandbox.seed.RuleBuilder.rule;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Rules that tell people: chat, mail, on-call services. */
final class NotificationRules {
  private static final String ALERTS = "https://api.opsgenie.com/v2/alerts";

  private NotificationRules() {}

  static List<ObjectNode> in(SeedSite site) {
    return Stream.of(
            slackOnBugs(site),
            slackOnSprint(site),
            slackOnRelease(site),
            teamsOnIncident(site),
            powerAutomate(site),
            openAlert(site),
            closeAlert(site),
            pagerDuty(site),
            datadog(site),
            digest(site),
            welcome(site))
        .map(RuleBuilder::build)
        .toList();
  }

  private static RuleBuilder slackOnBugs(SeedSite site) {
    return rule(site, "Tell Slack about urgent bugs")
        .labels("chat")
        .on(Triggers.created())
        .then(
            fieldIs("priority", "Highest"),
            slack(
                InventedSecrets.SLACK_CHANNEL,
                ":fire: <{{issue.url}}|{{issue.key}}> {{issue.summary}}\nReporter: {{reporter}}"));
  }

  private static RuleBuilder slackOnSprint(SeedSite site) {
    return rule(site, "Tell Slack that the sprint has begun")
        .labels("chat")
        .on(Triggers.sprintStarted(42))
        .then(
            lookup("sprint = {{sprint.id}} AND issuetype in standardIssueTypes()"),
            slack(InventedSecrets.SLACK_CHANNEL, "*{{sprint.name}}*: {{lookupIssues.size}} items"));
  }

  private static RuleBuilder slackOnRelease(SeedSite site) {
    return rule(site, "Post releases to Slack as blocks")
        .labels("chat", "release")
        .on(Triggers.version("released"))
        .then(
            post(InventedSecrets.SLACK_RELEASES)
                .json(
                    """
                    {
                      "blocks": [
                        {"type": "header", "text": {"type": "plain_text", "text": "{{version.name}}"}},
                        {{#lookupIssues}}
                        {"type": "section", "text": {"type": "mrkdwn", "text": "*{{key}}*"}}{{^last}},{{/}}
                        {{/}}
                      ]
                    }
                    """)
                .done());
  }

  private static RuleBuilder teamsOnIncident(SeedSite site) {
    return rule(site, "Tell Teams about incidents")
        .labels("chat", "incident")
        .scope("ari:cloud:jira-servicedesk::site/" + site.cloudId())
        .on(Triggers.created())
        .then(
            teams(
                InventedSecrets.TEAMS_CHANNEL,
                "Incident {{issue.key}}",
                "**{{issue.summary}}**\n\n{{issue.description}}"));
  }

  private static RuleBuilder powerAutomate(SeedSite site) {
    return rule(site, "Start the approval flow in Power Automate")
        .projects(10002)
        .on(Triggers.transitioned("Draft", "Awaiting approval"))
        .then(
            post(InventedSecrets.POWER_AUTOMATE)
                .json("{\"ticket\":\"{{issue.key}}\",\"amount\":{{issue.Amount}}}")
                .waits()
                .done());
  }

  private static RuleBuilder openAlert(SeedSite site) {
    return rule(site, "Page the engineer on call")
        .labels("incident")
        .with("notifyOnError", "EVERYERROR")
        .on(Triggers.serviceLevelMissed())
        .then(
            choose(
                when(
                    "ANY",
                    List.of(fieldIs("priority", "Highest"), fieldIs("priority", "High")),
                    List.of(
                        post(ALERTS)
                            .authorization("GenieKey " + InventedSecrets.GENIE_KEY)
                            .json("{\"message\":\"{{issue.summary}}\",\"alias\":\"{{issue.key}}\"}")
                            .waits()
                            .done())),
                otherwise(comment("Nobody was paged: priority {{issue.priority.name}}."))));
  }

  private static RuleBuilder closeAlert(SeedSite site) {
    return rule(site, "Close the alert when the incident is resolved")
        .labels("incident")
        .on(Triggers.transitioned("In Progress", "Resolved"))
        .then(
            post(ALERTS + "/{{issue.key}}/close?identifierType=alias")
                .authorization("GenieKey " + InventedSecrets.GENIE_KEY)
                .json("{}")
                .done());
  }

  private static RuleBuilder pagerDuty(SeedSite site) {
    return rule(site, "Open a PagerDuty incident")
        .labels("incident")
        .projects(10005)
        .on(Triggers.created())
        .then(
            post("https://events.pagerduty.com/v2/enqueue")
                .json(
                    """
                    {
                      "routing_key": "%s",
                      "event_action": "trigger",
                      "payload": {
                        "summary": "{{issue.summary}}",
                        "severity": "critical",
                        "source": "jira"
                      }
                    }
                    """
                        .formatted(InventedSecrets.PAGERDUTY_KEY))
                .done());
  }

  private static RuleBuilder datadog(SeedSite site) {
    return rule(site, "Mark deployments in Datadog")
        .labels("deployment", "monitoring")
        .on(Triggers.deployment("production"))
        .then(
            post("https://api.datadoghq.eu/api/v1/events")
                .hidden("DD-API-KEY", InventedSecrets.DATADOG_KEY)
                .json(
                    "{\"title\":\"Deployment\",\"text\":\"{{deployment.name}}\",\"tags\":[\"a:b\"]}")
                .done());
  }

  private static RuleBuilder digest(SeedSite site) {
    return rule(site, "Weekly digest by mail")
        .labels("mail")
        .on(Triggers.every("0 0 9 ? * MON", ""))
        .then(
            lookup("project = DEMO AND resolved >= -7d ORDER BY resolved"),
            email(
                "team@acme.example",
                "Done last week: {{lookupIssues.size}}",
                "<ul>\n{{#lookupIssues}}<li><a href=\"{{url}}\">{{key}}</a> {{summary}}</li>\n"
                    + "{{/}}</ul>\r\n<p>Good work &mdash; see you on Monday.</p>"));
  }

  private static RuleBuilder welcome(SeedSite site) {
    return rule(site, "Welcome new reporters")
        .actor("SMART_VALUE", "{{issue.project.lead.accountId}}")
        .on(Triggers.created())
        .then(
            fieldIs("issuetype", "Support"),
            comment(
                "Hello {{reporter.displayName}},\n\nthank you: we answer within a day.\n\n-- \nSupport"));
  }
}
