package dev.rulekeeper.plan;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.yaml.Yaml;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules, files and changes for tests of plans; every value is invented. */
final class PlanSamples {
  static final SiteName SITE = new SiteName("acme");
  static final CloudId CLOUD = new CloudId("bb1ad573-19b8-4cd8-a8fb-0e6f684df992");
  static final String TODAY = "EXAMPLE-value-of-today";
  static final String BEFORE = "EXAMPLE-value-before";

  private PlanSamples() {}

  static RuleId id(int number) {
    return RuleId.of("019ab7c0-1111-7222-8333-%012d".formatted(number));
  }

  /** An enabled rule of a project that sends one web request with this header. */
  static Rule rule(int number, String name, String header) {
    ObjectNode fields = ExactJson.object().put("id", id(number).toString()).put("name", name);
    fields.put("state", "ENABLED").put("scope", "project/1");
    fields.set(
        "trigger",
        ExactJson.read("{\"component\":\"TRIGGER\",\"type\":\"jira.manual.trigger.issue\"}"));
    ObjectNode action = fields.putArray("components").addObject().put("component", "ACTION");
    action.put("type", "jira.issue.outgoing.webhook");
    action.putObject("value").put("url", "https://ci.acme.example/build").put("method", "POST");
    ((ObjectNode) action.get("value"))
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", header);
    return new Rule(id(number), fields);
  }

  static Rule rule(int number) {
    return rule(number, "Rule " + number, "Bearer <<secret:bot>>");
  }

  static RuleFile file(Rule rule) {
    return new RuleFile("rules/" + rule.name() + ".yaml", rule, RuleRepository.text(rule));
  }

  /** {@code rule} as the site has it where the secret {@code bot} has this value. */
  static ApiRule onSite(Rule rule, String value) {
    return FileForm.toApi(rendering(value).render(rule), CLOUD);
  }

  static Rendering rendering(String value) {
    return new Rendering(Secrets.map(Map.of("bot", value)), Map.of());
  }

  /** What the site shows for {@code templates} where the secret has this value. */
  static RuleVersions.Live live(Rule templates, String value) {
    return live(templates, value, new MaskedValues.Masks(Set.of(), Set.of(), Set.of()), Set.of());
  }

  static RuleVersions.Live live(
      Rule templates, String value, MaskedValues.Masks masks, Set<JsonPointer> unproven) {
    Rule clear = rendering(value).render(templates);
    return new RuleVersions.Live(
        FileForm.toApi(clear, CLOUD), clear, templates, "", masks, unproven, Map.of());
  }

  /**
   * A change of the sample rule {@code number}, with these operations in place of quotes {@code '}.
   */
  static Change change(ChangeKind kind, int number, String... operations) {
    return change(kind, rule(number), operations);
  }

  static Change change(ChangeKind kind, Rule rule, String... operations) {
    ArrayNode patch = ExactJson.array();
    Arrays.stream(operations).map(each -> json(each)).forEach(patch::add);
    PlanEntry entry = PlanEntry.of(rule.id(), rule.name()).in(file(rule));
    return Changes.of(kind, entry.about(Rendering.secretsIn(rule)).showing(patch), rule, rule);
  }

  /** One that sync makes. */
  static Change.Write write(ChangeKind kind, Rule rule) {
    return (Change.Write) change(kind, rule);
  }

  static Plan plan(Change... changes) {
    return new Plan(SITE, List.of(changes), 3, List.of());
  }

  static SecretName name(String text) {
    return new SecretName(text);
  }

  /** The ledger that says this. */
  static Ledger ledger(String yaml) {
    return Ledger.read(Yaml.read("secrets.yaml", yaml));
  }

  /** JSON with {@code '} for every quotation mark. */
  static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
