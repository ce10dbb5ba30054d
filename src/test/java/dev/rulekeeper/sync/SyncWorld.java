package dev.rulekeeper.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.InMemorySite;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.Planner;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.search.KnownValues;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Git, a site and a base of their own, and runs between them. Every value is invented. */
final class SyncWorld {
  static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  static final SecretMap NEW = Secrets.map(Map.of("bot", "EXAMPLE-new-token"));
  static final SecretMap OLD = Secrets.map(Map.of("bot", "EXAMPLE-old-token"));
  static final Rendering RENDERING = new Rendering(NEW, Map.of());

  final InMemorySite site = new InMemorySite();
  final Map<RuleId, RuleFile> files = new TreeMap<>();
  final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final Fingerprints fingerprints = Fingerprints.ofThisProcess();
  private final Path folder;
  private int runs;

  /** Keeps its journals in {@code folder}. */
  SyncWorld(Path folder) {
    this.folder = folder;
  }

  static RuleId id(int number) {
    return RuleId.of("019ab7c0-1111-7222-8333-4444555500%02d".formatted(number));
  }

  /** A rule with one web request, whose header holds {@code text}. */
  static Rule rule(int number, String text) {
    RuleId id = id(number);
    ObjectNode fields = ExactJson.object().put("id", id.toString()).put("name", "Rule " + number);
    fields.put("state", "ENABLED").put("scope", "project/1");
    fields.putObject("trigger").put("component", "TRIGGER").put("type", "jira.manual.trigger");
    ObjectNode action = fields.putArray("components").addObject().put("component", "ACTION");
    action.put("type", "jira.issue.outgoing.webhook").putObject("value").put("url", "https://x");
    ((ObjectNode) action.get("value"))
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", text);
    return new Rule(id, fields);
  }

  static Rule edited(Rule rule, Consumer<ObjectNode> edit) {
    ObjectNode fields = rule.fields().deepCopy();
    edit.accept(fields);
    return new Rule(rule.id(), fields);
  }

  /** Git, site and base have {@code rule}; the site with these values. */
  void agreed(Rule rule, SecretMap values) {
    inGit(rule);
    onSite(rule, values);
    base.put(rule.id(), new BaseRule(rule, updated(rule.id())));
  }

  void inGit(Rule rule) {
    files.put(
        rule.id(), new RuleFile("rules/" + rule.id() + ".yaml", rule, RuleRepository.text(rule)));
  }

  void onSite(Rule rule, SecretMap values) {
    site.put(FileForm.toApi(new Rendering(values, Map.of()).render(rule), CLOUD));
  }

  /** Somebody edits a rule in the browser. */
  void inBrowser(RuleId id, Consumer<ObjectNode> edit) {
    ApiRule rule = site.rule(id).orElseThrow();
    ObjectNode fields = rule.rule().deepCopy();
    edit.accept(fields);
    site.put(new ApiRule(id, fields, rule.connections()));
  }

  String updated(RuleId id) {
    return site.rule(id).map(ApiRule::updated).orElse("");
  }

  /** What the site has, in file form and in clear. */
  Rule seen(RuleId id) {
    return FileForm.of(site.rule(id).orElseThrow(), CLOUD);
  }

  Plan plan() {
    return plan(PlanOptions.careful());
  }

  Plan plan(PlanOptions options) {
    Planner planner =
        new Planner(
            new SiteContext(site, CLOUD, RENDERING, fingerprints),
            KnownValues.of(NEW),
            new Redactor(),
            List.of(),
            Clock.systemUTC());
    Plan plan =
        planner
            .plan(
                new SiteName("acme"),
                List.copyOf(files.values()),
                Baseline.of(base),
                options,
                Progress.SILENT)
            .plan();
    site.forgetWrites();
    return plan;
  }

  SyncReport sync(Plan plan, boolean prune) {
    runs++;
    try (Journal journal = Journal.open(folder, "run-" + runs, Clock.systemUTC(), new Redactor())) {
      return new PlanExecution(
              new SiteContext(site, CLOUD, RENDERING, fingerprints), journal, 2, WriteObserver.NONE)
          .sync(plan, prune, "sync", Progress.SILENT);
    }
  }

  /** Git and base take over what a run made and merged. */
  void settle(SyncReport report) {
    for (Outcome outcome : report.outcomes()) {
      RuleId id = outcome.change().id();
      if (outcome.status() == Outcome.Status.APPLIED) {
        Optional<Rule> after = outcome.change().after();
        after.ifPresent(this::inGit);
        after.ifPresentOrElse(
            rule -> base.put(id, new BaseRule(rule, outcome.updated().orElse(""))),
            () -> base.remove(id));
      }
    }
  }
}
