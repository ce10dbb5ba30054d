package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import dev.rulekeeper.yaml.InvalidFileException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final String ID = "019ab7c0-1111-7222-8333-444455556666";
  private static final RuleFile FILE =
      RuleFile.read(
          "rules/project-10001/close-it.yaml",
          """
          id: %s
          name: "[ops] Close it"
          state: ENABLED
          labels: [ops, nightly]
          scope: project/10001
          trigger: {component: TRIGGER, type: jira.manual.trigger.issue, value: {}}
          components: []
          """
              .formatted(ID));

  @Test
  void without_filters_every_rule_is_selected() {
    assertThat(Selection.everything().has(FILE)).isTrue();
    assertThat(Selection.of(List.of()).isEverything()).isTrue();
  }

  @Test
  void a_rule_is_selected_by_its_id_in_either_case() {
    assertThat(selects(ID)).isTrue();
    assertThat(selects(ID.toUpperCase(java.util.Locale.ROOT))).isTrue();
    assertThat(selects("019ab7c0-1111-7222-8333-444455556667")).isFalse();
  }

  @Test
  void a_path_glob_selects_files_and_a_single_star_stays_within_a_folder() {
    assertThat(selects("rules/project-10001/*.yaml")).isTrue();
    assertThat(selects("rules/**")).isTrue();
    assertThat(selects("rules/*.yaml")).isFalse();
  }

  @Test
  void a_label_selects_exactly() {
    assertThat(selects("label:ops")).isTrue();
    assertThat(selects("label:op")).isFalse();
  }

  @Test
  void a_scope_selects_by_its_friendly_form() {
    assertThat(selects("scope:project/10001")).isTrue();
    assertThat(selects("scope:site")).isFalse();
  }

  @Test
  void a_name_glob_takes_brackets_as_they_are() {
    assertThat(selects("name:[ops] *")).isTrue();
    assertThat(selects("name:*Close it")).isTrue();
    assertThat(selects("name:Close*")).isFalse();
  }

  @Test
  void any_of_several_filters_is_enough() {
    assertThat(Selection.of(List.of("label:other", "scope:project/10001")).has(FILE)).isTrue();
  }

  @Test
  void a_rule_without_a_file_is_selected_by_what_the_site_says() {
    CloudId cloud = new CloudId("c0ffee00-0000-4000-8000-000000000000");
    RuleSummary summary =
        new RuleSummary(
            RuleId.of(ID),
            "New one",
            RuleState.ENABLED,
            List.of("ari:cloud:jira:" + cloud.value() + ":project/10001"),
            List.of("ops"),
            "");
    assertThat(Selection.of(List.of("scope:project/10001")).has(summary, cloud)).isTrue();
    assertThat(Selection.of(List.of("label:ops")).has(summary, cloud)).isTrue();
    assertThat(Selection.of(List.of("name:New*")).has(summary, cloud)).isTrue();
    assertThat(Selection.of(List.of("rules/**")).has(summary, cloud)).isFalse();
  }

  @Test
  void no_ids_select_nothing() {
    assertThat(Selection.ofIds(Set.of()).has(FILE)).isFalse();
    assertThat(Selection.ofIds(Set.of(RuleId.of(ID))).has(FILE)).isTrue();
  }

  @Test
  void a_broken_glob_is_a_usage_error_that_shows_the_forms() {
    assertThatThrownBy(() -> Selection.of(List.of("rules/{a")))
        .isInstanceOf(InvalidFileException.class);
  }

  private static boolean selects(String filter) {
    return Selection.of(List.of(filter)).has(FILE);
  }
}
