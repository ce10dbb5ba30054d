package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.atlassian.Retry;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run that wrote says of itself. */
class RunOutputTest {
  private final PlanFixture made = new PlanFixture();
  private final RetryLog repeats = new RetryLog();

  @Test
  void what_was_not_simply_applied_comes_first_then_the_counts() {
    SyncReport report =
        report(
            outcome("Done", Outcome.Status.APPLIED, "", List.of()),
            outcome("Edited", Outcome.Status.SKIPPED, "changed since the plan", List.of()),
            outcome("Broken", Outcome.Status.FAILED, "the site answered 400", List.of("/labels")),
            outcome("Late", Outcome.Status.NOT_ATTEMPTED, "the run ended before", List.of()));
    assertThat(SyncOutput.text(report, repeats))
        .isEqualTo(
            """
              skipped  Edited (019ab7c0-1111-7222-8333-000000000002): changed since the plan
              failed  Broken (019ab7c0-1111-7222-8333-000000000003): the site answered 400
              not attempted  Late (019ab7c0-1111-7222-8333-000000000004): the run ended before
            1 rule written, 1 skipped, 1 failed, 1 not attempted, 7 unchanged.  run 20261130-a
            """);
  }

  @Test
  void a_run_in_which_all_went_well_is_one_line() {
    SyncReport report =
        report(
            outcome("A", Outcome.Status.APPLIED, "", List.of()),
            outcome("B", Outcome.Status.APPLIED, "", List.of()));
    assertThat(SyncOutput.text(report, repeats))
        .isEqualTo("2 rules written, 7 unchanged.  run 20261130-a\n");
  }

  @Test
  void programs_get_every_rule_with_what_the_site_dropped() {
    SyncReport report =
        report(outcome("Broken", Outcome.Status.FAILED, "not kept", List.of("/labels", "/name")));
    String json = ExactJson.writePretty(SyncOutput.json(report, repeats));
    assertThat(json.replace(report.plan().id(), "PLAN"))
        .isEqualTo(
            """
            {
              "run" : "20261130-a",
              "planId" : "PLAN",
              "site" : "acme",
              "summary" : {
                "applied" : 0,
                "skipped" : 0,
                "failed" : 1,
                "not_attempted" : 0
              },
              "repeats" : {
                "total" : 0,
                "causes" : { },
                "rules" : { },
                "requests" : [ ]
              },
              "rules" : [
                {
                  "id" : "019ab7c0-1111-7222-8333-000000000001",
                  "name" : "Broken",
                  "kind" : "update",
                  "status" : "failed",
                  "detail" : "not kept",
                  "dropped" : [
                    "/labels",
                    "/name"
                  ]
                }
              ]
            }\
            """);
  }

  @Test
  void requests_that_were_repeated_are_counted_by_cause_and_named_by_rule() {
    repeats.add(retry("/rule/019ab7c0-1111-7222-8333-000000000001", "HTTP 503", 2));
    repeats.add(retry("/rule/019ab7c0-1111-7222-8333-000000000001", "HTTP 503", 3));
    repeats.add(retry("/rule/summary", "HTTP 429", 2));
    SyncReport report = report(outcome("Done", Outcome.Status.APPLIED, "", List.of()));
    assertThat(SyncOutput.text(report, repeats))
        .isEqualTo(
            """
            1 rule written, 7 unchanged.  run 20261130-a
            Repeated 3 requests: 1 after: HTTP 429; 2 after: HTTP 503
              Done (019ab7c0-1111-7222-8333-000000000001): PUT, try 2 after 1.5 s: HTTP 503; PUT, try 3 after 1.5 s: HTTP 503
              /rule/summary: PUT, try 2 after 1.5 s: HTTP 429
            """);
    assertThat(repeats.json().path("total").asInt()).isEqualTo(3);
    assertThat(repeats.json().path("causes")).hasToString("{\"HTTP 429\":1,\"HTTP 503\":2}");
    assertThat(repeats.json().path("rules"))
        .hasToString("{\"019ab7c0-1111-7222-8333-000000000001\":2}");
    assertThat(repeats.json().path("requests").get(2))
        .hasToString(
            "{\"method\":\"PUT\",\"path\":\"/rule/summary\",\"cause\":\"HTTP 429\",\"attempt\":2,"
                + "\"waitedMillis\":1500}");
  }

  @Test
  void of_many_rules_only_the_first_are_named() {
    for (int i = 0; i < 43; i++) {
      repeats.add(retry("/rule/%d/state".formatted(i), "HTTP 503", 2));
    }
    String text = SyncOutput.text(report(), repeats);
    assertThat(text)
        .endsWith("  … and for 3 more rules: the journal of the run and -o json name them all\n");
    assertThat(text.lines().filter(line -> line.startsWith("  /rule/"))).hasSize(40);
  }

  @Test
  void a_journal_that_opens_late_hears_of_every_repeat_until_it_closes() {
    List<Retry> heard = new ArrayList<>();
    Retry first = retry("/a", "x", 2);
    Retry second = retry("/b", "x", 2);
    repeats.add(first);
    repeats.tell(heard::add);
    repeats.add(second);
    repeats.tellNobody();
    repeats.add(retry("/c", "x", 2));
    assertThat(heard).containsExactly(first, second);
  }

  private SyncReport report(Outcome... outcomes) {
    List<Outcome> all = List.of(outcomes);
    List<Change> changes = all.stream().map(Outcome::change).toList();
    return new SyncReport("20261130-a", new Plan(new SiteName("acme"), changes, 7, List.of()), all);
  }

  private Outcome outcome(String name, Outcome.Status status, String detail, List<String> dropped) {
    return new Outcome(
        made.change(ChangeKind.UPDATE, name),
        status,
        detail.isEmpty() ? Optional.empty() : Optional.of(detail),
        dropped,
        Optional.empty());
  }

  private static Retry retry(String path, String cause, int attempt) {
    return new Retry("PUT", path, cause, attempt, Duration.ofMillis(1500));
  }
}
