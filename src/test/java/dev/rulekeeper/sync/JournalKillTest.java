package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanRules;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.BaseRule;
import dev.rulekeeper.ruleset.BaseRules;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.sandbox.Fault;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.known.KnownValues;
import dev.rulekeeper.secret.known.Redactor;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync of 50 rules that dies before it writes any one line of its journal, and the next sync. */
class JournalKillTest {
  private static final int RULES = 50;

  /** One line where the run begins and ends, two for each rule. */
  private static final int LINES = 2 * RULES + 2;

  /** All positions take a while; an odd step meets both lines of a rule. */
  private static final int STEP = Integer.getInteger("rulekeeper.kill.step", 17);

  private static final String DESCRIPTION = "Described in Git";
  private static final SecretMap NO_SECRETS = SecretMap.of(Map.of());
  @TempDir private Path folder;
  private Sandbox sandbox;
  private AutomationApi api;
  private CloudId cloud;
  private final List<RuleFile> files = new ArrayList<>();
  private final Map<RuleId, BaseRule> base = new TreeMap<>();
  private final Map<String, ObjectNode> before = new TreeMap<>();
  private final Map<String, Integer> writes = new ConcurrentHashMap<>();

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @BeforeEach
  void edit_fifty_rules() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(2 * RULES).build());
    SiteConnection connection =
        new SiteConnection(
            sandbox.uri(),
            sandbox.uri(),
            "jira",
            Optional.empty(),
            sandbox.email(),
            new SiteConnection.ApiToken(sandbox.token()),
            8,
            (method, path, status, attempt, milliseconds) -> {});
    cloud = connection.resolveCloudId();
    api = connection.open();
    sandbox.hook(
        (method, path) -> {
          if (method.equals("PUT")) {
            writes.merge(path, 1, Integer::sum);
          }
          return Fault.NONE;
        });
    for (ObjectNode envelope : sandbox.rules()) {
      ObjectNode rule = (ObjectNode) envelope.path("rule");
      if (files.size() == RULES || ExactJson.write(rule).contains("<<")) {
        continue;
      }
      RuleId id = RuleId.of(rule.path("uuid").asText());
      // A rule with a connection of somebody else would be switched off.
      sandbox.edit(id.toString(), now -> now.put("state", "DISABLED"));
      ApiRule live = api.rule(id).orElseThrow();
      Rule agreed = FileForm.of(live, cloud);
      base.put(id, new BaseRule(agreed, live.updated()));
      Rule desired = new Rule(id, agreed.fields().deepCopy().put("description", DESCRIPTION));
      files.add(new RuleFile("rules/" + id + ".yaml", desired, RuleRepository.text(desired)));
      before.put(id.toString(), live.rule());
    }
  }

  @AfterEach
  void stop_the_site() {
    api.close();
    sandbox.close();
  }

  @Test
  void wherever_it_dies_the_next_sync_completes_it_and_writes_no_rule_in_vain() throws IOException {
    for (int line = 1; line <= LINES; line += STEP) {
      writes.clear();
      before.forEach((id, rule) -> sandbox.edit(id, now -> rule.deepCopy()));
      assertThat(sync(line)).as("died before line %d", line).isTrue();
      assertThat(writes.size()).as("written by line %d", line).isLessThanOrEqualTo(attempts(line));
      assertThat(sync(LINES + 1)).isFalse();
      assertDone(line);
      assertThat(writes).as("after a death before line %d", line).hasSize(RULES);
      assertThat(writes.values()).allMatch(count -> count == 1);
      Files.delete(journal(LINES + 1));
    }
  }

  private void assertDone(int line) {
    before.forEach(
        (id, rule) -> {
          JsonNode after = sandbox.rule(id).path("rule");
          ObjectNode expected = rule.deepCopy().put("description", DESCRIPTION);
          expected.set("updated", after.path("updated"));
          assertThat(after).as("after a death before line %d", line).isEqualTo(expected);
        });
  }

  /** Syncs and gives whether it died. */
  private boolean sync(int deadlyLine) {
    AtomicInteger lines = new AtomicInteger();
    UnaryOperator<String> deadly =
        text -> {
          if (lines.incrementAndGet() >= deadlyLine) {
            throw new Killed();
          }
          return text;
        };
    Rendering rendering = new Rendering(NO_SECRETS, Map.of());
    Fingerprints fingerprints = Fingerprints.ofThisProcess();
    Plan plan = plan(rendering, fingerprints);
    try (Journal journal = Journal.open(folder, "run-" + deadlyLine, Clock.systemUTC(), deadly)) {
      new SyncRules(api, cloud, rendering, fingerprints, journal, 4)
          .sync(plan, false, "sync", Progress.SILENT);
      return false;
    } catch (Killed e) {
      return true;
    } catch (IllegalStateException e) {
      assertThat(e).hasCauseInstanceOf(Killed.class);
      return true;
    }
  }

  private Plan plan(Rendering rendering, Fingerprints fingerprints) {
    return new PlanRules(
            api,
            cloud,
            rendering,
            KnownValues.of(NO_SECRETS),
            new Redactor(),
            fingerprints,
            List.of())
        .plan(
            new SiteName("sandbox"),
            files,
            new BaseRules(true, base.keySet(), id -> Optional.ofNullable(base.get(id))),
            PlanOptions.careful(),
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
