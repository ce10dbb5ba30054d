package dev.rulekeeper.sandbox.seed;

import static dev.rulekeeper.sandbox.seed.ActionSteps.comment;
import static dev.rulekeeper.sandbox.seed.ActionSteps.edit;
import static dev.rulekeeper.sandbox.seed.ActionSteps.log;
import static dev.rulekeeper.sandbox.seed.ActionSteps.lookup;
import static dev.rulekeeper.sandbox.seed.ActionSteps.transition;
import static dev.rulekeeper.sandbox.seed.ActionSteps.variable;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.choose;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.compare;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.fieldIs;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.otherwise;
import static dev.rulekeeper.sandbox.seed.ConditionSteps.when;
import static dev.rulekeeper.sandbox.seed.RuleBuilder.rule;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.get;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.post;
import static dev.rulekeeper.sandbox.seed.WebRequestBuilder.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/** Rules that drive deployments through the target, all with the one token of the bot. */
final class DeploymentRules {
  private DeploymentRules() {}

  static List<ObjectNode> in(SeedSite site) {
    return Stream.of(
            onRelease(site),
            toStaging(site),
            rollBack(site),
            changeRecord(site),
            closeRelease(site),
            preview(site),
            stopPreview(site),
            jobToken(site),
            changelog(site),
            smokeTests(site))
        .map(RuleBuilder::build)
        .toList();
  }

  private static RuleBuilder onRelease(SeedSite site) {
    return rule(site, "Start the deployment when a version is released")
        .description("Owned by the platform team. The target answers 202 while it works.")
        .labels("deployment", "production")
        .on(Triggers.version("released"))
        .then(
            post(site.target("deploy"))
                .authorization(site.botBearer())
                .json(
                    """
                    {
                      "version": "{{version.name}}",
                      "environment": "production",
                      "requestedBy": "{{initiator.accountId}}",
                      "ratio": 1.10
                    }
                    """)
                .waits()
                .done(),
            log("Deployment of {{version.name}}: HTTP {{webhookResponse.status}}"));
  }

  private static RuleBuilder toStaging(SeedSite site) {
    return rule(site, "Deploy to staging when a ticket reaches Review")
        .labels("deployment")
        .projects(10001, 10002)
        .on(Triggers.transitioned("In Progress", "Review"))
        .then(
            compare("{{issue.components.name}}", "CONTAINS", "backend"),
            post(site.target("deploy/staging"))
                .authorization(site.botBasic())
                .json("{\"ticket\":\"{{issue.key}}\",\"branch\":\"feature/{{issue.key}}\"}")
                .done());
  }

  private static RuleBuilder rollBack(SeedSite site) {
    ObjectNode production =
        post(site.target("rollback/production"))
            .authorization(site.botBearer())
            .json("{\"to\":\"previous\",\"ticket\":\"{{issue.key}}\"}")
            .waits()
            .done();
    ObjectNode elsewhere =
        post(site.target("rollback/{{issue.environment}}"))
            .authorization(site.botBearer())
            .sendsIssue()
            .done();
    return rule(site, "Roll back when a deployment is marked as failed")
        .labels("deployment", "production")
        .on(Triggers.fieldChanged("customfield_10210"))
        .then(
            choose(
                when(
                    compare("{{issue.environment}}", "EQUALS", "production"),
                    choose(
                        when(fieldIs("priority", "Highest"), production, comment("Rolled back.")),
                        otherwise(comment("Not rolled back: please decide, {{issue.assignee}}.")))),
                otherwise(elsewhere)));
  }

  private static RuleBuilder changeRecord(SeedSite site) {
    return rule(site, "Write a change record for production deployments")
        .description("Numbers must arrive exactly: the ledger rejects 1.1 where it expects 1.10.")
        .labels("audit")
        .wholeSite()
        .on(Triggers.deployment("production"))
        .then(
            post(site.target("changes"))
                .authorization(site.botBasic())
                .json(
                    """
                    {"schema": 1.10, "sequence": 9223372036854775808, "tiny": 1e-7,
                     "pipeline": {{deployment.id}}, "state": "{{deployment.state}}",
                     "commits": [{{#deployment.commits}}"{{id}}"{{^last}},{{/}}{{/}}]}
                    """)
                .done(),
            ActionSteps.action(
                "jira.set.entity.property",
                3,
                """
                {"entityType": "issue", "propertyKey": "change.record",
                 "propertyValue": "{{webhookResponse.body.id}}", "limit": 9223372036854775808,
                 "weight": 1.10}
                """));
  }

  private static RuleBuilder closeRelease(SeedSite site) {
    return rule(site, "Close the release when every ticket is done")
        .labels("release")
        .on(Triggers.every("0 0 6 ? * MON-FRI", ""))
        .then(
            lookup(
                "project = DEMO AND fixVersion = earliestUnreleasedVersion() AND status != Done"),
            compare("{{lookupIssues.size}}", "EQUALS", "0"),
            send("PUT", site.target("releases/current"))
                .authorization(site.botBearer())
                .json(
                    "{\"state\":\"closed\",\"payload\":\"{\\\"by\\\":\\\"automation\\\","
                        + "\\\"notes\\\":\\\"line one\\\\nline two\\\"}\"}")
                .done());
  }

  private static RuleBuilder preview(SeedSite site) {
    return rule(site, "Build a preview environment")
        .labels("preview")
        .on(Triggers.created())
        .then(
            post(site.target("preview"))
                .authorization(site.botBearer())
                .header("Content-Type", "text/x-shellscript")
                .body(
                    """
                    cat > preview.env <<EOF
                    TICKET={{issue.key}}
                    TITLE="{{issue.summary}}"
                    EOF
                    ./preview up --env-file preview.env <<-'END'
                    \t{{issue.description}}
                    END
                    """)
                .done());
  }

  private static RuleBuilder stopPreview(SeedSite site) {
    return rule(site, "Stop the preview environment")
        .labels("preview")
        .on(Triggers.transitioned("Review", "Done"))
        .then(
            send("DELETE", site.target("preview/{{issue.key}}"))
                .authorization(site.botBasic())
                .done(),
            edit("customfield_10211", ""));
  }

  private static RuleBuilder jobToken(SeedSite site) {
    return rule(site, "Start the nightly job with a token kept in a variable")
        .labels("nightly", "tidy-up")
        .on(Triggers.every("0 30 1 * * ?", ""))
        .then(
            variable("jobToken", site.botToken()),
            post(site.target("jobs/nightly"))
                .authorization("Bearer {{jobToken}}")
                .json("{\"job\":\"nightly\"}")
                .done());
  }

  private static RuleBuilder changelog(SeedSite site) {
    return rule(site, "Publish the changelog")
        .labels("release")
        .on(Triggers.version("released"))
        .then(
            send("PUT", site.target("changelog/{{version.name}}"))
                .header("Authorization", site.botBearer())
                .header("Content-Type", "text/markdown")
                .body(
                    """
                    # {{version.name}}

                    {{#lookupIssues}}
                    - {{key}}: {{summary}}  \

                      _reported by {{reporter.displayName}}_
                    {{/}}

                    ---
                    "Quoted", 'quoted', `ticked`: all as written. Tab:\there. Backslash: \\
                    """)
                .done(),
            transition("Released"));
  }

  private static RuleBuilder smokeTests(SeedSite site) {
    return rule(site, "Run the smoke tests again")
        .labels("deployment")
        .disabled()
        .on(Triggers.manual())
        .then(
            get(site.target("smoke-tests?suite=all&retry=1")).authorization(site.botBasic()).done(),
            comment("Smoke tests: {{webhookResponse.body.passed}} passed."));
  }
}
