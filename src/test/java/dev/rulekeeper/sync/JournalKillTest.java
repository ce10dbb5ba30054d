package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sync of 50 rules that dies before it writes any one line of its journal, and the next sync. The
 * rules are of five kinds: rotated, edited, switched on, made and deleted.
 */
class JournalKillTest {
  private static final int RULES = 50;

  /** One line where the run begins and ends, two for each rule. */
  private static final int LINES = 2 * RULES + 2;

  private static final String DESCRIPTION = "Described in Git";
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  private static final SecretName BOT = new SecretName("bot");
  private static final SecretMap SECRETS =
      SecretMap.of(Map.of(BOT, SecretValue.of("EXAMPLE-new-token-of-the-bot")));
  private static final SecretMap OLD_SECRETS =
      SecretMap.of(Map.of(BOT, SecretValue.of("EXAMPLE-old-token-of-the-bot")));
  @TempDir private Path folder;
  private final InMemorySite site = new InMemorySite();
  private final List<RuleFile> files = new ArrayList<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final Map<RuleId, ApiRule> before = new TreeMap<>();

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void five_kinds_of_changes() {
    for (int number = 0; number < RULES; number++) {
      RuleId id = RuleId.of("019ab7c0-1111-7222-8333-4444555500%02d".formatted(number));
      Rule agreed = new Rule(id, fields(id, number));
      ObjectNode desired = agreed.fields().deepCopy();
      switch (number % 5) {
        case 0 -> {}
        case 1 -> desired.put("description", DESCRIPTION);
        case 2 -> desired.put("state", "ENABLED");
        default -> {}
      }
      boolean made = number % 5 == 3;
      boolean deleted = number % 5 == 4;
      if (!made) {
        Rule live = number % 5 == 0 ? new Rendering(OLD_SECRETS, Map.of()).render(agreed) : agreed;
        before.put(id, FileForm.toApi(live, CLOUD));
      }
      if (!deleted) {
        Rule rule = new Rule(id, desired);
        files.add(new RuleFile("rules/" + id + ".yaml", rule, RuleRepository.text(rule)));
      }
      if (!made) {
        base.put(id, new BaseRule(agreed, "0"));
      }
    }
  }

  private static ObjectNode fields(RuleId id, int number) {
    ObjectNode fields = ExactJson.object().put("id", id.toString()).put("name", "Rule " + number);
    fields.put("description", "as it was").put("state", "DISABLED");
    fields.putObject("trigger").put("component", "TRIGGER").put("type", "jira.manual.trigger");
    ObjectNode action = fields.putArray("components").addObject().put("component", "ACTION");
    action.put("type", "jira.issue.outgoing.webhook");
    ObjectNode value = action.putObject("value").put("url", "https://hooks.example.com/in");
    String token = number % 5 == 0 ? "Bearer <<secret:bot>>" : "text/plain";
    value.putArray("headers").addObject().put("name", "X-Header").put("value", token);
    return fields;
  }

  private void resetTheSite() {
    site.summaries().forEach(rule -> site.delete(rule.id()));
    before.values().forEach(site::put);
    site.forgetWrites();
  }

  @Test
  void wherever_it_dies_the_next_sync_completes_it_and_writes_no_rule_in_vain() throws IOException {
    resetTheSite();
    assertThat(sync(LINES + 1)).isFalse();
    Map<RuleId, JsonNode> uninterrupted = contents();
    Map<RuleId, Integer> needed = Map.copyOf(site.writes());
    assertThat(needed).hasSize(RULES);
    Files.delete(journal(LINES + 1));
    for (int line = 1; line <= LINES; line++) {
      resetTheSite();
      assertThat(sync(line)).as("died before line %d", line).isTrue();
      assertThat(site.writes().size()).as("by line %d", line).isLessThanOrEqualTo(attempts(line));
      assertThat(sync(LINES + 1)).isFalse();
      assertThat(contents()).as("after a death before line %d", line).isEqualTo(uninterrupted);
      // To die between a write and its line in the journal makes no rule be written twice.
      assertThat(site.writes()).as("after a death before line %d", line).isEqualTo(needed);
      Files.delete(journal(LINES + 1));
    }
  }

  private Map<RuleId, JsonNode> contents() {
    Map<RuleId, JsonNode> contents = new TreeMap<>();
    site.summaries()
        .forEach(
            row -> {
              ObjectNode rule = site.rule(row.id()).orElseThrow().rule().deepCopy();
              rule.remove("updated");
              contents.put(row.id(), rule);
            });
    return contents;
  }

  /** Syncs and gives whether it died. */
  private boolean sync(int deadlyLine) {
    AtomicInteger lines = new AtomicInteger();
    // The journal asks for the time once a line.
    InstantSource deadly =
        () -> {
          if (lines.incrementAndGet() >= deadlyLine) {
            throw new Killed();
          }
          return Instant.now();
        };
    Rendering rendering = new Rendering(SECRETS, Map.of());
    Fingerprints fingerprints = Fingerprints.ofThisProcess();
    Plan plan = plan(rendering, fingerprints);
    try (Journal journal =
        Journal.open(
            folder, "run-" + deadlyLine, deadly.withZone(ZoneOffset.UTC), new Redactor())) {
      new PlanExecution(
              new SiteContext(site, CLOUD, rendering, fingerprints), journal, 4, WriteObserver.NONE)
          .sync(plan, true, "sync", Progress.SILENT);
      return false;
    } catch (Killed e) {
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasCauseInstanceOf(Killed.class);
      return true;
    }
  }

  private Plan plan(Rendering rendering, Fingerprints fingerprints) {
    return new Planner(
            new SiteContext(site, CLOUD, rendering, fingerprints),
            KnownValues.of(SECRETS),
            new Redactor(),
            List.of(),
            Clock.systemUTC())
        .plan(
            new SiteName("sandbox"),
            files,
            new Baseline(true, base.keySet(), id -> Optional.ofNullable(base.get(id))),
            PlanOptions.careful().with(PlanOptions.Choice.DELETE),
            Progress.SILENT)
        .plan();
  }

  private Path journal(int deadlyLine) {
    return folder.resolve("run-" + deadlyLine + ".jsonl");
  }

  private int attempts(int deadlyLine) throws IOException {
    return (int)
        Files.readAllLines(journal(deadlyLine)).stream()
            .filter(line -> ExactJson.read(line).path("event").asText().equals("attempt"))
            .count();
  }
}
