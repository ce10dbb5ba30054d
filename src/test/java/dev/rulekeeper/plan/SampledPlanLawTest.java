package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.atlassian.InMemorySite;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * However rules and pages come in, a few rules that are read say of all which are to be rotated.
 */
class SampledPlanLawTest {
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  private static final List<String> SECRETS = List.of("bot", "hook", "mail", "pager");
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final List<RuleFile> files = new ArrayList<>();
  private InMemorySite site = new InMemorySite();
  private final Fingerprints fingerprints = Fingerprints.ofThisProcess();

  /**
   * The law.
   *
   * @param uses the secrets of each rule, a bit for each
   * @param rotated the secrets that have another value now, a bit for each
   */
  @Property(seed = Draws.SEED, tries = 200)
  void the_plan_is_the_one_that_reads_every_rule(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 15) Integer> uses,
      @ForAll @IntRange(max = 15) int rotated,
      @ForAll @IntRange(min = 1, max = 21) int page) {
    site = new InMemorySite();
    base.clear();
    files.clear();
    for (int number = 0; number < uses.size(); number++) {
      add(number, names(uses.get(number)), rotated);
    }
    Plan whole = plan(false);
    site.pagesOf(page);
    Plan sampled = plan(true);
    assertThat(secrets(sampled)).isEqualTo(secrets(whole));
    assertThat(sampled.id()).isEqualTo(whole.id());
    assertThat(secrets(sampled)).isEqualTo(secrets(whole));
    assertThat(sampled.unchanged()).isEqualTo(whole.unchanged());
    assertThat(site.reads().values()).allMatch(count -> count == 1);
    // Of rules with a secret that was rotated only samples are read, one for each secret at most.
    assertThat(site.reads().keySet().stream().filter(secrets(whole)::containsKey))
        .hasSizeLessThanOrEqualTo(SECRETS.size());
  }

  private static Map<RuleId, Set<SecretName>> secrets(Plan plan) {
    Map<RuleId, Set<SecretName>> secrets = new TreeMap<>();
    plan.changes().forEach(change -> secrets.put(change.id(), Set.copyOf(change.secrets())));
    return secrets;
  }

  private static List<String> names(int bits) {
    return SECRETS.stream().filter(name -> has(bits, name)).toList();
  }

  private static boolean has(int bits, String name) {
    return (bits >> SECRETS.indexOf(name) & 1) == 1;
  }

  private void add(int number, List<String> secrets, int rotated) {
    RuleId id = RuleId.of("019ab7c0-1111-7222-8333-4444555500%02d".formatted(number));
    ObjectNode fields = ExactJson.object().put("id", id.toString()).put("name", "Rule " + number);
    fields.put("state", "ENABLED");
    ObjectNode action = fields.putArray("components").addObject().put("component", "ACTION");
    action.put("type", "jira.issue.outgoing.webhook");
    ArrayNode headers =
        action.putObject("value").put("url", "https://hooks.example.com/in").putArray("headers");
    for (String name : secrets) {
      headers.addObject().put("name", "X-" + name).put("value", "<<secret:" + name + ">>");
    }
    Rule rule = new Rule(id, fields);
    site.put(FileForm.toApi(new Rendering(map(rotated), Map.of()).render(rule), CLOUD));
    base.put(id, new BaseRule(rule, site.rule(id).orElseThrow().updated()));
    files.add(new RuleFile("rules/" + id + ".yaml", rule, RuleRepository.text(rule)));
  }

  /** The values of today, but older ones of the secrets in {@code older}. */
  private static SecretMap map(int older) {
    Map<SecretName, SecretValue> values = new TreeMap<>();
    for (String name : SECRETS) {
      String age = has(older, name) ? "old" : "new";
      values.put(new SecretName(name), SecretValue.of("EXAMPLE-" + age + "-value-of-" + name));
    }
    return SecretMap.of(values);
  }

  private Plan plan(boolean sampling) {
    site.forgetWrites();
    PlanOptions options = PlanOptions.careful();
    return new Planner(
            new SiteContext(site, CLOUD, new Rendering(map(0), Map.of()), fingerprints),
            KnownValues.of(map(0)),
            new Redactor(),
            List.of(),
            Clock.systemUTC())
        .plan(
            new SiteName("acme"),
            files,
            Baseline.of(base),
            sampling ? options.with(PlanOptions.Choice.SAMPLE) : options,
            Progress.SILENT)
        .plan();
  }
}
