package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Changes;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanEntry;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.ExpirySource;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SecretArrival;
import dev.rulekeeper.sync.SyncReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** "Safe to revoke" is said only where it was proven. */
class RotationResultTest {
  private static final SecretName BOT = new SecretName("bot");
  private static final RuleId ID = RuleId.of(WorkRepository.ID);
  private static final CloudId CLOUD = new CloudId("bb1ad573-19b8-4cd8-a8fb-0e6f684df992");
  private static final Rule RULE =
      RuleFile.read("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "<<secret:bot>>"))
          .rule();

  @Test
  void a_rotation_whose_old_value_was_searched_for_and_is_gone_is_safe() {
    RotationResult result = result(Outcome.Status.APPLIED, "EXAMPLE-new", List.of(BOT));
    assertThat(result.text())
        .contains("1 place of bot compared, 1 rule read, the old value is gone");
    assertThat(result.text()).contains("Safe to revoke it.");
    assertThat(secret(result).path("safeToRevoke").asBoolean()).isTrue();
    assertThat(result.written()).isTrue();
  }

  @Test
  void one_whose_old_value_nobody_knows_is_not() {
    RotationResult result = result(Outcome.Status.APPLIED, "EXAMPLE-new", List.of());
    assertThat(result.text()).contains("not known, so it was not searched for");
    assertThat(result.text()).doesNotContain("Safe to revoke");
    assertThat(secret(result).path("safeToRevoke").asBoolean()).isFalse();
    assertThat(secret(result).path("oldValueSearched").asBoolean()).isFalse();
  }

  @Test
  void nor_is_one_after_which_a_place_holds_another_value() {
    RotationResult result = result(Outcome.Status.APPLIED, "EXAMPLE-other", List.of(BOT));
    assertThat(result.hasProblems()).isTrue();
    assertThat(result.text()).contains("NOT safe to revoke the old value.");
    assertThat(secret(result).path("safeToRevoke").asBoolean()).isFalse();
    assertThat(secret(result).path("problems")).hasSize(1);
    assertThat(result.text() + result.json()).doesNotContain("EXAMPLE");
  }

  @Test
  void a_run_that_wrote_nothing_and_finds_another_value_wrote_nothing_anywhere() {
    RotationResult untouched = verified(List.of(), "EXAMPLE-other");
    assertThat(untouched.written()).isFalse();
    assertThat(verified(List.of(), "EXAMPLE-new").written()).as("all had it already").isTrue();
    assertThat(result(Outcome.Status.APPLIED, "EXAMPLE-other", List.of()).written())
        .as("what was written is there, whatever else is not")
        .isTrue();
  }

  @Test
  void a_rotation_that_was_put_back_says_what_is_as_it_was_and_what_is_not() {
    assertThat(putBack(true, Set.of()).text())
        .contains("The first rule did not take the new value: it is as it was before");
    assertThat(putBack(false, Set.of()).text())
        .contains("Not every rule took the new value", "2 rules put back", "--keep-written");
    RotationResult left = putBack(false, Set.of(ID));
    assertThat(left.text())
        .contains("1 rule could not be put back:\n  " + ID + "\nLook at them, then undo r1.");
    assertThat(left.written()).isFalse();
    assertThat(ExactJson.read(left.json()).path("putBack").asBoolean()).isFalse();
    assertThat(ExactJson.read(putBack(true, Set.of()).json()).path("putBack").asBoolean()).isTrue();
  }

  @Test
  void the_day_on_which_the_new_value_expires_is_told_with_its_source() {
    Expiry march = new Expiry(LocalDate.of(2027, 3, 1), ExpirySource.ORGANIZATION);
    RotationResult dated =
        result(Outcome.Status.APPLIED, "EXAMPLE-new", List.of(BOT)).dated(Map.of(BOT, march));
    assertThat(dated.text()).endsWith("bot expires on " + march + ".\n");
    assertThat(secret(dated).path("expires").asText()).isEqualTo("2027-03-01");
    assertThat(secret(dated).path("source").asText()).isEqualTo(march.source().word());
  }

  private static JsonNode secret(RotationResult result) {
    return ExactJson.read(result.json()).path("secrets").path(0);
  }

  private static RotationResult result(
      Outcome.Status status, String onSite, List<SecretName> proved) {
    return new RotationResult(
        report(List.of(status)),
        new RetryLog(),
        Optional.empty(),
        arrival(onSite),
        proved,
        Map.of());
  }

  private static RotationResult verified(List<Outcome.Status> statuses, String onSite) {
    return new RotationResult(
        report(statuses), new RetryLog(), Optional.empty(), arrival(onSite), List.of(), Map.of());
  }

  private static RotationResult putBack(boolean first, Set<RuleId> left) {
    return new RotationResult(
        report(List.of(Outcome.Status.FAILED)),
        new RetryLog(),
        Optional.of(new RotationResult.PutBack(first, 2, left, "undo r1")),
        new TreeMap<>(),
        List.of(),
        Map.of());
  }

  /** What a site shows on which the rule holds {@code value} and ought to hold the new one. */
  private static SortedMap<SecretName, SecretArrival> arrival(String value) {
    SecretArrival arrival =
        new SecretArrival(
            new SecretArrival.Expected(
                CLOUD,
                rendering("EXAMPLE-new"),
                Map.of(ID, RULE),
                Baseline.none(),
                Optional.empty()),
            BOT,
            Optional.empty());
    arrival.look(FileForm.toApi(rendering(value).render(RULE), CLOUD));
    return new TreeMap<>(Map.of(BOT, arrival));
  }

  private static Rendering rendering(String value) {
    return new Rendering(Secrets.map(Map.of("bot", value)), Map.of());
  }

  private static SyncReport report(List<Outcome.Status> statuses) {
    List<Outcome> outcomes =
        statuses.stream()
            .map(
                status ->
                    new Outcome(
                        Changes.of(ChangeKind.ROTATE, PlanEntry.of(ID, "Tell"), RULE, RULE),
                        status,
                        Optional.empty(),
                        List.of(),
                        Optional.empty()))
            .toList();
    List<Change> changes = outcomes.stream().map(Outcome::change).toList();
    return new SyncReport("r1", new Plan(new SiteName("acme"), changes, 1, List.of()), outcomes);
  }
}
