package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.change;
import static dev.rulekeeper.plan.PlanSamples.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.SiteName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Change UPDATE =
      change(ChangeKind.UPDATE, 1, "{'op':'replace','path':'/name','value':'New'}");

  @Property(seed = Draws.SEED, tries = 50)
  void the_order_in_which_a_site_lists_its_rules_is_all_one(@ForAll Random random) {
    List<Change> changes = new ArrayList<>();
    List<ChangeKind> kinds = List.of(ChangeKind.values());
    for (int number = 9; number > 0; number--) {
      changes.add(change(kinds.get(number), number));
    }
    Plan sorted = new Plan(PlanSamples.SITE, changes, 0, List.of());
    Collections.shuffle(changes, random);
    Plan shuffled = new Plan(PlanSamples.SITE, changes, 0, List.of());
    assertThat(shuffled).isEqualTo(sorted);
    assertThat(shuffled.id()).isEqualTo(sorted.id());
    assertThat(sorted.changes()).extracting(Change::name).isSorted();
  }

  @Test
  void rules_of_one_name_are_in_the_order_of_their_ids() {
    Change first = change(ChangeKind.UPDATE, PlanSamples.rule(1, "Same", ""));
    Change second = change(ChangeKind.UPDATE, PlanSamples.rule(2, "Same", ""));
    assertThat(plan(second, first).changes()).containsExactly(first, second);
  }

  @Test
  void the_id_names_what_would_be_done_and_not_how_it_is_told() {
    String id = plan(UPDATE).id();
    assertThat(id).matches("[0-9a-f]{16}");
    assertThat(new Plan(PlanSamples.SITE, List.of(UPDATE), 99, List.of("told")).id()).isEqualTo(id);
    assertThat(plan(UPDATE.because("told otherwise")).id()).isEqualTo(id);
    assertThat(plan(UPDATE.with(UPDATE.entry().told(text -> "hidden"))).id()).isEqualTo(id);
  }

  @Test
  void the_id_is_another_one_where_anything_else_would_be_done() {
    List<Plan> others =
        List.of(
            plan(),
            plan(UPDATE, change(ChangeKind.UPDATE, 2)),
            plan(UPDATE.waiting(ChangeKind.BLOCKED, "")),
            plan(UPDATE.about(Set.of(PlanSamples.name("other")))),
            plan(
                UPDATE.showing(
                    change(ChangeKind.UPDATE, 1, "{'op':'remove','path':'/name'}").patch())),
            plan(
                change(
                    ChangeKind.UPDATE,
                    PlanSamples.rule(1, "Rule 1", "Basic <<secret:bot>>"),
                    "{'op':'replace','path':'/name','value':'New'}")),
            new Plan(new SiteName("other"), List.of(UPDATE), 3, List.of()));
    assertThat(others)
        .extracting(Plan::id)
        .doesNotContain(plan(UPDATE).id())
        .doesNotHaveDuplicates();
  }

  @Test
  void the_summary_counts_every_kind_that_occurs_and_always_what_is_unchanged() {
    assertThat(plan().summary()).isEqualTo(Map.of("unchanged", 3));
    assertThat(plan(UPDATE, change(ChangeKind.UPDATE, 2), change(ChangeKind.DRIFT, 3)).summary())
        .isEqualTo(Map.of("unchanged", 3, "update", 2, "drift", 1));
  }

  @Test
  void a_plan_is_empty_where_every_rule_is_unchanged() {
    assertThat(plan().isEmpty()).isTrue();
    assertThat(plan(UPDATE).isEmpty()).isFalse();
    assertThat(plan(UPDATE).has(ChangeKind.UPDATE)).isTrue();
    assertThat(plan(UPDATE).has(ChangeKind.DRIFT)).isFalse();
  }

  @Test
  void more_notes_go_before_those_that_are_there() {
    Plan noted = new Plan(PlanSamples.SITE, List.of(), 0, List.of("old"));
    assertThat(noted.withNotes(List.of("new")).notes()).containsExactly("new", "old");
  }

  @Test
  void a_change_names_its_file_and_the_template_behind_it() {
    assertThat(UPDATE.places()).hasValue("rules/Rule 1.yaml");
    PlanEntry file = UPDATE.entry();
    PlanEntry instance =
        new PlanEntry(
            file.id(),
            file.name(),
            file.file(),
            Optional.of("templates/deploy.yaml"),
            file.reason(),
            file.secrets(),
            file.patch());
    assertThat(UPDATE.with(instance).places()).hasValue("rules/Rule 1.yaml, templates/deploy.yaml");
  }

  @Test
  void what_people_named_is_redacted_before_a_report_can_wrap_it() {
    PlanEntry entry = UPDATE.entry().because("holds EXAMPLE");
    assertThat(entry.told(text -> text.replace("EXAMPLE", "*")).reason()).hasValue("holds *");
    assertThat(entry.told(text -> text.replace("Rule", "*")).name()).isEqualTo("* 1");
  }
}
