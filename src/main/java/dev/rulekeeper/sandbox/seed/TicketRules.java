package dev.rulekeeper.sandbox.seed;

import static dev.rulekeeper.sandbox.seed.ActionSteps.assign;
import static dev.rulekeeper.sandbox.seed.ActionSteps.comment;
import static dev.rulekeeper.sandbox.seed.ActionSteps.createIssue;
import static dev.rulekeeper.sandbox.seed.ActionSteps.edit;
import static dev.rulekeeper.sandbox.seed.ActionSteps.editAdvanced;
import static dev.rulekeeper.sandbox.seed.ActionSteps.log;
import static dev.rulekeeper.sandbox.seed.ActionSteps.lookup;
import static dev.rulekeeper.sandbox.seed.ActionSteps.transition;
import static dev.rulekeeper.sandbox.seed.ActionSteps.variable;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.choose;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.compare;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.fieldIs;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.forEach;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.jql;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.otherwise;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.when;
import static dev.rulekeeper.sandbox.seed.RuleBuilder.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.stream.Stream;

/** Rules that only work on tickets and hold no secret. */
final class TicketRules {
  private TicketRules() {}

  static List<ObjectNode> in(SeedSite site) {
    return Stream.of(
            assignByArea(site),
            onboarding(site),
            closeStale(site),
            sumPoints(site),
            followUp(site),
            duplicates(site),
            oddTexts(site),
            escalate(site),
            lookalikes(site),
            draftCopy(site),
            draftCopy(site),
            groups(site))
        .map(RuleBuilder::build)
        .toList();
  }

  private static RuleBuilder assignByArea(SeedSite site) {
    return rule(site, "Assign new tickets by area")
        .labels("triage")
        .projects(10001, 10002)
        .on(Triggers.created())
        .then(
            choose(
                when(fieldIs("components", "backend"), assign(site.colleague())),
                when(
                    compare(
                        "{{issue.summary.toLowerCase()}}", "REGEX_CONTAINS", "(?i)(ui|css|font)"),
                    choose(
                        when(fieldIs("issuetype", "Bug"), assign(site.administrator())),
                        otherwise(edit("labels", "frontend")))),
                otherwise(comment("Please set a component."), log("{{issue.key}}: no area"))));
  }

  private static RuleBuilder onboarding(SeedSite site) {
    return rule(site, "Create the tasks of a new colleague")
        .labels("people")
        .on(Triggers.manual())
        .then(
            createIssue("Sub-task", "Order the laptop", "Size: {{userInputs.size}}"),
            createIssue("Sub-task", "Accounts & access", "1. Mail\n2. Wiki\n3. VPN\n"),
            createIssue("Sub-task", "First day: lunch at 12:30", ""));
  }

  private static RuleBuilder closeStale(SeedSite site) {
    return rule(site, "Close stale tickets")
        .description("Warns after 30 days, closes after 45.\nExceptions: label `keep`.")
        .labels("nightly", "tidy-up")
        .on(Triggers.every("0 0 5 * * ?", "statusCategory != Done AND updated <= -30d"))
        .then(
            jql("labels is EMPTY OR labels != keep"),
            choose(
                when(
                    compare("{{issue.updated.diff(now).days}}", "GREATER_THAN", "45"),
                    transition("Closed"),
                    comment("Closed after 45 quiet days.")),
                otherwise(comment("Quiet for 30 days: still needed?"))));
  }

  private static RuleBuilder sumPoints(SeedSite site) {
    return rule(site, "Sum the story points of the children")
        .labels("planning")
        .on(Triggers.fieldChanged("Story Points"))
        .then(
            forEach(
                "parent",
                "",
                lookup("parent = {{issue.key}}"),
                editAdvanced(
                    """
                    {
                      "fields": {
                        "Story Points": {{lookupIssues.Story Points.sum|0}},
                        "customfield_10660": 1.10
                      }
                    }
                    """)));
  }

  private static RuleBuilder followUp(SeedSite site) {
    return rule(site, "Create the follow-up of a spike")
        .on(Triggers.transitioned("In Progress", "Done"))
        .then(
            fieldIs("issuetype", "Spike"),
            createIssue(
                "Story", "Follow-up: {{triggerIssue.summary}}", "{{triggerIssue.description}}"),
            forEach("recentlycreated", "", comment("Comes from {{triggerIssue.key}}.")));
  }

  private static RuleBuilder duplicates(SeedSite site) {
    return rule(site, "Find duplicates")
        .labels("triage")
        .on(Triggers.created())
        .then(
            lookup("project = {{issue.project.key}} AND summary ~ \"\\\"{{issue.summary}}\\\"\""),
            variable("found", "{{lookupIssues.size}}"),
            compare("{{found}}", "GREATER_THAN", "1"),
            comment("||Key||Summary||\n{{#lookupIssues}}|{{key}}|{{summary}}|\n{{/}}"));
  }

  private static RuleBuilder oddTexts(SeedSite site) {
    return rule(site, "no: texts that YAML could misread")
        .description("~")
        .labels("no", "0123", "1e3", "null", "2024-01-01", "- dash", "#hash", "a: b")
        .on(Triggers.fieldChanged("customfield_10770"))
        .then(
            log("yes"),
            log("0x1F"),
            log(" leading and trailing "),
            log("tab\there, CRLF\r\nnext, \u2028 separator, \u0085 next line, emoji 🎉"),
            log("cat <<EOF\nliteral << and <<open>> and {{mustache}}\nEOF\n\n"),
            edit("customfield_10771", ""));
  }

  private static RuleBuilder escalate(SeedSite site) {
    return rule(site, "Escalate requests about to miss their time")
        .labels("service")
        .scope("ari:cloud:jira-servicedesk:" + site.cloudId() + ":operation-team/7e1f3a52-ops")
        .on(Triggers.serviceLevelMissed())
        .then(
            edit("priority", ExactJson.read("{\"type\":\"NAME\",\"value\":\"Highest\"}")),
            comment("Escalated to {{issue.Team}}."));
  }

  private static RuleBuilder lookalikes(SeedSite site) {
    return rule(site, "Things that look like secrets and are none")
        .description("Checksums, ids and placeholders.")
        .on(Triggers.commented())
        .then(
            variable("checksum", "d41d8cd98f00b204e9800998ecf8427e"),
            variable("account", "5b10ac8d82e05b22cc7d4ef5"),
            variable("commit", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            variable("tokenHint", "REPLACE_WITH_TOKEN"),
            log("Authorization: {{webhookResponse.headers.authorization}}"));
  }

  /** Two rules may share a name. */
  private static RuleBuilder draftCopy(SeedSite site) {
    return rule(site, "Copy of Close stale tickets")
        .disabled()
        .labels("tidy-up")
        .on(Triggers.every("0 0 5 * * ?", "statusCategory != Done AND updated <= -90d"))
        .then(transition("Closed"));
  }

  private static RuleBuilder groups(SeedSite site) {
    return rule(site, "Plan the quarter")
        .scope("ari:cloud:jira-software::site/" + site.cloudId())
        .canBeStartedByRules()
        .on(Triggers.manual())
        .then(
            ConditionSteps.step(
                "ORCHESTRATION",
                "automation.orchestration.fragment",
                1,
                ExactJson.read(
                    "{\"name\":\"prepare\",\"isOptional\":false,\"inputProjections\":{},"
                        + "\"outputProjections\":{\"count\":\"{{found}}\"}}")),
            log("done"));
  }
}
