package dev.rulekeeper.sync;

import static dev.rulekeeper.sync.SyncWorld.NEW;
import static dev.rulekeeper.sync.SyncWorld.OLD;
import static dev.rulekeeper.sync.SyncWorld.edited;
import static dev.rulekeeper.sync.SyncWorld.id;
import static dev.rulekeeper.sync.SyncWorld.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.atlassian.ApiException;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SiteName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the changes of a plan are made, and what is said of each. */
class PlanExecutionTest {
  private static final String TOKEN = "Bearer <<secret:bot>>";
  @TempDir private Path folder;
  private SyncWorld world;

  @BeforeEach
  void an_empty_world() {
    world = new SyncWorld(folder);
  }

  @Test
  void every_kind_of_change_arrives_and_the_next_plan_is_empty() {
    world.agreed(rule(1, TOKEN), OLD);
    world.agreed(rule(2, TOKEN), NEW);
    world.inGit(edited(rule(2, TOKEN), fields -> fields.put("name", "Edited")));
    world.agreed(rule(3, TOKEN), NEW);
    world.inGit(edited(rule(3, TOKEN), fields -> fields.put("state", "DISABLED")));
    world.agreed(rule(4, TOKEN), NEW);
    world.inGit(edited(rule(4, TOKEN), fields -> fields.put("scope", "site")));
    world.inGit(rule(5, TOKEN));
    world.agreed(rule(6, TOKEN), NEW);
    world.files.remove(id(6));
    Plan plan = world.plan(PlanOptions.careful().with(PlanOptions.Choice.DELETE));
    assertThat(plan.summary().keySet())
        .containsExactly("create", "delete", "rotate", "scope", "state", "unchanged", "update");
    SyncReport report = world.sync(plan, true);
    assertThat(report.count(Outcome.Status.APPLIED)).isEqualTo(6);
    for (int number = 1; number <= 5; number++) {
      Rule wanted =
          SyncWorld.RENDERING.render(Objects.requireNonNull(world.files.get(id(number))).rule());
      assertThat(world.seen(id(number))).isEqualTo(wanted);
    }
    assertThat(world.site.rule(id(6))).isEmpty();
    world.settle(report);
    assertThat(world.plan().isEmpty()).isTrue();
  }

  @Test
  void outcomes_are_in_the_order_of_the_plan_and_what_is_not_to_be_made_says_why() {
    world.agreed(rule(1, TOKEN), NEW);
    world.inBrowser(id(1), fields -> fields.put("name", "A drift"));
    world.agreed(rule(2, TOKEN), OLD);
    SyncReport report = sync();
    assertThat(report.outcomes())
        .extracting(o -> o.change().name())
        .containsExactly("A drift", "Rule 2");
    assertThat(report.outcomes().get(0).status()).isEqualTo(Outcome.Status.SKIPPED);
    assertThat(report.outcomes().get(0).detail())
        .hasValue("drift: edited on the site: export brings it into Git");
  }

  @Test
  void a_rule_whose_file_is_gone_is_deleted_only_with_leave_and_switched_off_before() {
    world.agreed(rule(1, TOKEN), NEW);
    world.files.clear();
    Outcome kept = sync().outcomes().get(0);
    assertThat(kept.status()).isEqualTo(Outcome.Status.SKIPPED);
    assertThat(kept.detail())
        .hasValue(
            "its file is gone: --prune, or prune: true on the default branch, lets sync delete it");
    assertThat(world.site.writes()).isEmpty();
    world.sync(world.plan(), true);
    assertThat(world.site.rule(id(1))).isEmpty();
    assertThat(world.site.writes().get(id(1))).as("off, then deleted").isEqualTo(2);
  }

  @Test
  void a_rotation_is_tried_on_one_rule_and_where_it_fails_on_no_other() {
    for (int number = 1; number <= 3; number++) {
      world.agreed(rule(number, TOKEN), OLD);
    }
    world.agreed(rule(4, TOKEN), NEW);
    world.inGit(edited(rule(4, TOKEN), fields -> fields.put("name", "Edited")));
    world.site.refuse(id(1), refused(ApiException.Kind.REFUSED));
    SyncReport report = sync();
    assertThat(report.count(Outcome.Status.FAILED)).isEqualTo(1);
    assertThat(report.count(Outcome.Status.NOT_ATTEMPTED)).isEqualTo(3);
    assertThat(report.outcomes())
        .filteredOn(outcome -> outcome.status() == Outcome.Status.NOT_ATTEMPTED)
        .hasSize(3)
        .allMatch(
            o ->
                o.detail()
                    .equals(
                        Optional.of("the first rotation failed, so the others were not tried")));
    assertThat(world.site.writes()).isEmpty();
  }

  @Test
  void a_first_rotation_that_is_skipped_proves_nothing_and_the_next_one_is_tried() {
    world.agreed(rule(1, TOKEN), OLD);
    world.agreed(rule(2, TOKEN), OLD);
    Plan plan = world.plan();
    world.inBrowser(id(1), fields -> fields.put("name", "Edited"));
    SyncReport report = world.sync(plan, false);
    assertThat(report.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.SKIPPED, Outcome.Status.APPLIED);
  }

  @Test
  void where_the_first_was_skipped_the_next_one_speaks_for_the_others() {
    for (int number = 1; number <= 3; number++) {
      world.agreed(rule(number, TOKEN), OLD);
    }
    Plan plan = world.plan();
    world.inBrowser(id(1), fields -> fields.put("name", "Rule 1 edited"));
    world.site.refuse(id(2), refused(ApiException.Kind.REFUSED));
    assertThat(world.sync(plan, false).outcomes())
        .extracting(Outcome::status)
        .containsExactly(
            Outcome.Status.SKIPPED, Outcome.Status.FAILED, Outcome.Status.NOT_ATTEMPTED);
  }

  @Test
  void rules_that_are_off_come_last() {
    world.agreed(edited(rule(1, TOKEN), fields -> fields.put("state", "DISABLED")), OLD);
    world.agreed(rule(2, TOKEN), OLD);
    world.agreed(rule(3, TOKEN), OLD);
    sync();
    assertThat(world.site.order()).hasSize(3).endsWith(id(1)).startsWith(id(2));
  }

  @Test
  void one_rule_that_the_site_refuses_leaves_the_others_alone() {
    for (int number = 1; number <= 3; number++) {
      world.agreed(rule(number, TOKEN), NEW);
      world.inGit(edited(rule(number, TOKEN), fields -> fields.put("description", "Edited")));
    }
    world.site.refuse(id(2), refused(ApiException.Kind.REFUSED));
    SyncReport report = sync();
    assertThat(report.outcomes())
        .extracting(Outcome::status)
        .containsExactly(Outcome.Status.APPLIED, Outcome.Status.FAILED, Outcome.Status.APPLIED);
    assertThat(report.outcomes().get(1).detail()).hasValue("the site answered 400. mend it");
  }

  @Test
  void credentials_that_are_not_accepted_any_more_end_the_run() {
    for (int number = 1; number <= 9; number++) {
      world.agreed(rule(number, TOKEN), NEW);
      world.inGit(edited(rule(number, TOKEN), fields -> fields.put("description", "Edited")));
      world.site.refuse(id(number), refused(ApiException.Kind.UNAUTHENTICATED));
    }
    SyncReport report = sync();
    assertThat(report.count(Outcome.Status.FAILED)).isBetween(1L, 2L);
    assertThat(report.outcomes())
        .filteredOn(outcome -> outcome.status() == Outcome.Status.NOT_ATTEMPTED)
        .hasSizeGreaterThanOrEqualTo(7)
        .allMatch(
            o ->
                o.detail()
                    .equals(Optional.of("the site does not accept the credentials any more")));
  }

  @Test
  void a_rule_that_changed_since_the_plan_is_left_alone() {
    world.agreed(rule(1, TOKEN), OLD);
    Plan plan = world.plan();
    world.inBrowser(id(1), fields -> fields.put("name", "Edited"));
    assertSkipped(plan, "changed on the site since the plan was made: plan again");
  }

  @Test
  void a_rule_whose_time_moved_is_left_alone_although_it_still_reads_the_same() {
    world.agreed(rule(1, TOKEN), OLD);
    Plan plan = world.plan();
    world.inBrowser(id(1), fields -> {});
    assertSkipped(plan, "changed on the site since the plan was made: plan again");
  }

  @Test
  void a_rule_that_was_deleted_since_the_plan_is_left_alone_unless_it_was_to_be_deleted() {
    world.agreed(rule(1, TOKEN), OLD);
    Plan rotation = world.plan();
    world.files.clear();
    Plan deletion = world.plan();
    world.site.delete(id(1));
    assertSkipped(rotation, "deleted on the site since the plan was made");
    assertThat(world.sync(deletion, true).outcomes().get(0).status())
        .isEqualTo(Outcome.Status.APPLIED);
  }

  @Test
  void a_rule_that_appeared_under_the_id_of_a_new_one_is_left_alone() {
    world.inGit(rule(1, TOKEN));
    Plan plan = world.plan();
    world.onSite(edited(rule(1, TOKEN), fields -> fields.put("name", "Other")), NEW);
    assertSkipped(plan, "the site has a rule with this id since the plan was made: plan again");
  }

  @Test
  void a_rule_that_an_earlier_try_made_is_not_made_twice() {
    world.inGit(rule(1, TOKEN));
    Plan plan = world.plan();
    world.onSite(rule(1, TOKEN), NEW);
    assertThat(world.sync(plan, false).outcomes().get(0).status())
        .isEqualTo(Outcome.Status.APPLIED);
    assertThat(world.site.writes()).isEmpty();
  }

  @Test
  void what_the_site_does_not_keep_is_named() {
    world.agreed(rule(1, TOKEN), NEW);
    world.inGit(
        edited(rule(1, TOKEN), fields -> fields.put("description", "Told").put("name", "New")));
    world.site.keep(rule -> rule.without("description"));
    Outcome outcome = sync().outcomes().get(0);
    assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
    assertThat(outcome.dropped()).containsExactly("/description");
    assertThat(outcome.detail()).hasValue("the site took the change but did not keep /description");
    assertThat(outcome.updated()).hasValue(world.updated(id(1)));
  }

  @Test
  void a_rule_that_the_site_switches_off_is_a_failure_that_says_what_to_mend() {
    world.agreed(rule(1, TOKEN), NEW);
    world.inGit(edited(rule(1, TOKEN), fields -> fields.put("name", "New")));
    world.site.keep(rule -> rule.put("state", "DISABLED"));
    Outcome outcome = sync().outcomes().get(0);
    assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
    assertThat(outcome.detail().orElseThrow())
        .startsWith("the site switched the rule off: it uses a connection of another user");
  }

  @Test
  void a_rotation_that_would_change_anything_else_is_refused() {
    world.agreed(rule(1, TOKEN), OLD);
    Change planned = world.plan().changes().get(0);
    assertThat(planned.kind()).isEqualTo(ChangeKind.ROTATE);
    for (Rule other :
        List.of(
            edited(rule(1, TOKEN), fields -> fields.put("name", "Changed")),
            edited(rule(1, TOKEN), fields -> fields.put("description", "Added")),
            edited(rule(1, TOKEN), fields -> fields.remove("scope")))) {
      Outcome outcome = world.sync(planOf(otherwise(planned, other)), false).outcomes().get(0);
      assertThat(outcome.status()).isEqualTo(Outcome.Status.FAILED);
      assertThat(outcome.detail().orElseThrow())
          .startsWith("it cannot be written: ")
          .endsWith("a rotation must not change it");
      assertThat(world.site.writes()).isEmpty();
    }
  }

  @Test
  void the_journal_has_a_line_before_and_after_every_attempt_and_no_value() throws IOException {
    world.agreed(rule(1, TOKEN), OLD);
    world.agreed(edited(rule(2, TOKEN), fields -> fields.put("state", "DISABLED")), OLD);
    sync();
    List<String> lines = Files.readAllLines(folder.resolve("run-1.jsonl"));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).endsWith("\"changes\":2}");
    assertThat(lines.get(0)).contains("\"event\":\"begin\",\"command\":\"sync\",\"site\":\"acme\"");
    assertThat(lines.get(1)).contains("\"event\":\"attempt\"").contains(TOKEN);
    assertThat(lines.get(2)).contains("\"event\":\"ended\"").contains("\"status\":\"applied\"");
    assertThat(lines.get(5)).contains("\"event\":\"end\",\"applied\":2,\"skipped\":0,\"failed\":0");
    assertThat(lines).noneMatch(line -> line.contains("EXAMPLE"));
  }

  @Test
  void an_empty_plan_writes_nothing_but_its_journal() {
    SyncReport report = sync();
    assertThat(report.outcomes()).isEmpty();
    assertThat(world.site.writes()).isEmpty();
  }

  private SyncReport sync() {
    return world.sync(world.plan(), false);
  }

  private void assertSkipped(Plan plan, String why) {
    world.site.forgetWrites();
    Outcome outcome = world.sync(plan, false).outcomes().get(0);
    assertThat(outcome.status()).isEqualTo(Outcome.Status.SKIPPED);
    assertThat(outcome.detail()).hasValue(why);
    assertThat(world.site.writes()).isEmpty();
  }

  private static Plan planOf(Change change) {
    return new Plan(new SiteName("acme"), List.of(change), 0, List.of());
  }

  private static Change otherwise(Change change, Rule after) {
    Change.Update update = (Change.Update) change;
    return new Change.Update(update.entry(), update.kind(), update.live(), after);
  }

  private static ApiException refused(ApiException.Kind kind) {
    return new ApiException(kind, 400, "the site answered 400", "mend it");
  }
}
