package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Changes;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanEntry;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Plans that are made up. */
final class PlanFixture {
  private static final String HEADER =
      """
      {"name":"%s","state":"ENABLED","scope":"%s","components":[{"component":"ACTION",
       "type":"jira.issue.outgoing.webhook","value":{"url":"https://%s/hooks/build","method":"POST",
       "headers":[{"name":"Authorization","value":"Bearer <<secret:%s>>","headerSecure":true}],
       "customBody":"{\\n  \\"issue\\": \\"{{issue.key}}\\",\\n  \\"branch\\": \\"main\\"\\n}"}}]}
      """;
  private int number;

  /** A rotation in many rules, and one of each kind that must not be overlooked. */
  static Plan rotationDay() {
    PlanFixture made = new PlanFixture();
    List<Change> changes = new ArrayList<>(made.graveOnes());
    for (int i = 0; i < 404; i++) {
      String scope = i % 9 == 0 ? "site" : "project/" + (10001 + i % 23);
      changes.add(made.rotate("Build a preview (team " + i + ")", scope, "ci-bot"));
    }
    return new Plan(new SiteName("acme"), changes, 774, List.of());
  }

  /** One change of every kind. */
  static Plan oneOfEach() {
    PlanFixture made = new PlanFixture();
    List<Change> changes = new ArrayList<>(made.graveOnes());
    changes.add(
        made.change(
                ChangeKind.CONFLICT, "リリース通知", "{'op':'replace','path':'/description','value':'B'}")
            .because("edited in Git and on the site: /description"));
    changes.add(
        made.change(
            ChangeKind.UPDATE,
            "Tell the build server",
            "{'op':'test','path':'/components/0/value/method','value':'POST'}",
            "{'op':'replace','path':'/components/0/value/method','value':'PUT'}",
            "{'op':'test','path':'/components/0/value/customBody','value':'{\\n  a\\n  b\\n}'}",
            "{'op':'replace','path':'/components/0/value/customBody','value':'{\\n"
                + "  a\\n"
                + "  c\\n"
                + "}'}"));
    changes.add(
        made.change(
            ChangeKind.CREATE,
            "Say hello",
            "{'op':'add','path':'','value':{'name':'Say hello','state':'ENABLED'}}"));
    changes.add(made.rotate("Start the build", "project/10001", "ci-bot"));
    changes.add(made.rotate("Page the on-call", "site", "on-call-key"));
    return new Plan(
        new SiteName("acme"), changes, 33, List.of("2 rules on the site are not in Git"));
  }

  private List<Change> graveOnes() {
    return List.of(
        change(ChangeKind.UPDATE, "Ship to partner")
            .waiting(ChangeKind.BLOCKED, "ci-bot would be sent to evil.example"),
        change(
            ChangeKind.DELETE,
            "Old reminder",
            "{'op':'test','path':'','value':{'name':'Old reminder','state':'ENABLED'}}",
            "{'op':'remove','path':''}"),
        change(
            ChangeKind.UPDATE,
            "Update the public status page",
            "{'op':'test','path':'/components/0/value/method','value':'POST'}",
            "{'op':'replace','path':'/components/0/value/method','value':'DELETE'}",
            "{'op':'test','path':'/state','value':'ENABLED'}",
            "{'op':'replace','path':'/state','value':'DISABLED'}"),
        change(
                ChangeKind.DRIFT,
                "Publish the changelog",
                "{'op':'test','path':'/description','value':'Every night'}",
                "{'op':'replace','path':'/description','value':'Every morning'}")
            .because("edited on the site: export brings it into Git"));
  }

  Change rotate(String name, String scope, String secret) {
    return made(
        ChangeKind.ROTATE,
        name,
        scope,
        secret,
        "{'op':'test','path':'/components/0/value/headers/0/value','value':'Bearer <<secret:"
            + secret
            + ">> (older value)'}",
        "{'op':'replace','path':'/components/0/value/headers/0/value','value':'Bearer <<secret:"
            + secret
            + ">>'}");
  }

  Change change(ChangeKind kind, String name, String... operations) {
    return made(kind, name, "project/10001", "", operations);
  }

  private Change made(
      ChangeKind kind, String name, String scope, String secret, String... operations) {
    number++;
    RuleId id = RuleId.of("019ab7c0-1111-7222-8333-%012d".formatted(number));
    ArrayNode patch = ExactJson.array();
    for (String operation : operations) {
      patch.add(ExactJson.read(operation.replace('\'', '"').replace("\n", "\\n")));
    }
    ObjectNode fields =
        (ObjectNode)
            ExactJson.read(
                HEADER.formatted(
                    "a rule", scope, "ci.acme.example", secret.isEmpty() ? "ci-bot" : secret));
    fields.put("name", name);
    Rule rule = new Rule(id, fields);
    TreeSet<SecretName> secrets = new TreeSet<>();
    if (!secret.isEmpty()) {
      secrets.add(new SecretName(secret));
    }
    String path = "rules/" + scope.replace('/', '-') + "/rule-" + number + ".yaml";
    return Changes.of(
        kind,
        PlanEntry.of(id, name).in(new RuleFile(path, rule, "")).about(secrets).showing(patch),
        rule,
        rule);
  }
}
