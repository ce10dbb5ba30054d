package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.InMemorySite;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.Planner;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.search.KnownValues;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule is looked at for each secret, the others when they are written. */
class UnreadRotationTest {
  private static final SiteName SITE = new SiteName("acme");
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  private static final RuleId FIRST = id(1);
  private static final RuleId SECOND = id(2);
  private static final RuleId THIRD = id(3);
  @TempDir private Path folder;
  private final InMemorySite site = new InMemorySite();
  private final List<RuleFile> files = new ArrayList<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final Fingerprints fingerprints = Fingerprints.ofThisProcess();
  private final Rendering rendering = new Rendering(map("new"), Map.of());

  /** The first and the second share a secret, the third has one of its own. */
  @BeforeEach
  void three_rules() {
    add(FIRST, "bot", "old");
    add(SECOND, "bot", "old");
    add(THIRD, "pager", "new");
  }

  @Test
  void the_plan_is_the_one_that_reads_every_rule() {
    Plan sampled = plan(true);
    assertThat(site.reads()).containsOnlyKeys(FIRST, THIRD);
    Plan whole = plan(false);
    assertThat(sampled.id()).isEqualTo(whole.id());
    assertThat(kinds(sampled))
        .isEqualTo(Map.of(FIRST, ChangeKind.ROTATE, SECOND, ChangeKind.ROTATE));
    assertThat(sampled.unchanged()).isEqualTo(1);
  }

  @Test
  void what_was_not_read_is_written_as_well() {
    SyncReport report = sync(plan(true));
    assertThat(report.count(Outcome.Status.APPLIED)).isEqualTo(2);
    assertThat(text(SECOND)).contains("EXAMPLE-new-bot").doesNotContain("EXAMPLE-old");
    assertThat(site.writes()).isEqualTo(Map.of(FIRST, 1, SECOND, 1));
    assertThat(plan(false).isEmpty()).isTrue();
  }

  @Test
  void a_rule_that_turns_out_to_have_the_current_value_is_not_written() {
    add(SECOND, "bot", "new");
    SyncReport report = sync(plan(true));
    assertThat(site.writes()).isEqualTo(Map.of(FIRST, 1));
    assertThat(report.outcomes())
        .filteredOn(outcome -> outcome.change().id().equals(SECOND))
        .hasSize(1)
        .allMatch(outcome -> outcome.status() == Outcome.Status.APPLIED)
        .allMatch(outcome -> outcome.detail().orElse("").contains("nothing was sent"));
  }

  @Test
  void a_rule_that_was_edited_since_is_not_written() {
    Plan plan = plan(true);
    ApiRule edited = site.rule(SECOND).orElseThrow();
    site.put(
        new ApiRule(SECOND, edited.rule().deepCopy().put("name", "Edited"), edited.connections()));
    SyncReport report = sync(plan);
    assertThat(report.count(Outcome.Status.SKIPPED)).isEqualTo(1);
    assertThat(text(SECOND)).contains("EXAMPLE-old-bot").contains("Edited");
  }

  private void add(RuleId id, String secret, String age) {
    ObjectNode fields = ExactJson.object().put("id", id.toString()).put("name", "Rule " + id);
    fields.put("state", "ENABLED");
    ObjectNode action = fields.putArray("components").addObject().put("component", "ACTION");
    action.put("type", "jira.issue.outgoing.webhook").putObject("value").put("url", "https://x");
    ((ObjectNode) action.get("value"))
        .putArray("headers")
        .addObject()
        .put("name", "Authorization")
        .put("value", "Bearer <<secret:" + secret + ">>");
    Rule rule = new Rule(id, fields);
    site.put(FileForm.toApi(new Rendering(map(age), Map.of()).render(rule), CLOUD));
    base.put(id, new BaseRule(rule, site.rule(id).orElseThrow().updated()));
    files.removeIf(file -> file.rule().id().equals(id));
    files.add(new RuleFile("rules/" + id + ".yaml", rule, RuleRepository.text(rule)));
    site.forgetWrites();
  }

  private Plan plan(boolean sampling) {
    PlanOptions options = PlanOptions.careful();
    site.forgetWrites();
    return new Planner(
            new SiteContext(site, CLOUD, rendering, fingerprints),
            KnownValues.of(map("new")),
            new Redactor(),
            List.of(),
            Clock.systemUTC())
        .plan(
            SITE,
            files,
            Baseline.of(base),
            sampling ? options.with(PlanOptions.Choice.SAMPLE) : options,
            Progress.SILENT)
        .plan();
  }

  private SyncReport sync(Plan plan) {
    try (Journal journal = Journal.open(folder, "run", Clock.systemUTC(), new Redactor())) {
      return new PlanExecution(
              new SiteContext(site, CLOUD, rendering, fingerprints), journal, 2, WriteObserver.NONE)
          .sync(plan, false, "sync", Progress.SILENT);
    }
  }

  private static Map<RuleId, ChangeKind> kinds(Plan plan) {
    Map<RuleId, ChangeKind> kinds = new TreeMap<>();
    plan.changes().forEach(change -> kinds.put(change.id(), change.kind()));
    return kinds;
  }

  private String text(RuleId id) {
    return ExactJson.write(site.rule(id).orElseThrow().rule());
  }

  private static RuleId id(int number) {
    return RuleId.of("019ab7c0-1111-7222-8333-44445555000" + number);
  }

  private static SecretMap map(String age) {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    for (String name : List.of("bot", "pager")) {
      values.put(new SecretName(name), SecretValue.of("EXAMPLE-" + age + "-" + name));
    }
    return SecretMap.of(values);
  }
}
