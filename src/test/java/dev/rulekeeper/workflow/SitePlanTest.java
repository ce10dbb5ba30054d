package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that asks no site says what Git changed since both agreed, and what it cannot say. */
class SitePlanTest {
  private static final String OTHER = WorkRepository.ID.replace("6666", "7777");
  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_rule_that_git_and_site_agree_on() throws IOException {
    repository = WorkRepository.in(folder);
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "hello"));
    repository.commit("Add a rule");
    agree();
  }

  @Test
  void without_an_edit_there_is_nothing_to_do_and_the_plan_says_that_it_asked_nobody() {
    SitePlan plan = plan(PlanOptions.careful());
    assertThat(plan.plan().isEmpty()).isTrue();
    assertThat(plan.plan().unchanged()).isEqualTo(1);
    assertThat(plan.plan().notes()).last().asString().startsWith("made offline");
  }

  @Test
  void an_edit_in_git_is_an_update_and_a_new_file_a_creation() throws IOException {
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "good morning"));
    repository.write("rules/b.yaml", WorkRepository.rule(OTHER, "new").replace("Tell", "Zzz"));
    assertThat(plan(PlanOptions.careful()).plan().changes())
        .extracting(change -> change.kind() + " " + change.file().orElse(""))
        .containsExactly("UPDATE rules/a.yaml", "CREATE rules/b.yaml");
  }

  @Test
  void a_file_that_a_commit_took_away_is_a_deletion_that_must_be_allowed() throws IOException {
    Files.delete(folder.resolve("rules/a.yaml"));
    repository.commit("Remove the rule");
    SitePlan careful = plan(PlanOptions.careful());
    assertThat(careful.plan().has(ChangeKind.DELETE)).isTrue();
    assertThat(careful.prunes()).isFalse();
    assertThat(careful.plan().changes().get(0).reason().orElseThrow()).contains("--prune");
    SitePlan allowed = plan(PlanOptions.careful().with(PlanOptions.Choice.DELETE));
    assertThat(allowed.prunes()).isTrue();
    assertThat(allowed.plan().changes().get(0).reason()).isEmpty();
  }

  @Test
  void a_file_that_only_the_work_tree_lacks_deletes_nothing() throws IOException {
    Files.delete(folder.resolve("rules/a.yaml"));
    SitePlan plan = plan(PlanOptions.careful().with(PlanOptions.Choice.DELETE));
    assertThat(plan.plan().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.kind()).isEqualTo(ChangeKind.BLOCKED));
  }

  @Test
  void more_changes_than_a_guard_allows_are_noted_first_and_refused() throws IOException {
    repository.write(
        "rulekeeper.yaml",
        """
        sites:
          acme:
            url: https://acme.atlassian.net
        guards:
          max-changes: 0%
          max-changes-minimum: 0
        """);
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "good morning"));
    SitePlan plan = plan(PlanOptions.careful());
    assertThat(plan.refused()).isTrue();
    assertThat(plan.plan().notes().get(0)).startsWith("sync would refuse this: 1 of 1 rules");
  }

  @Test
  void a_secret_without_a_value_is_noted_and_keeps_nobody_from_planning() throws IOException {
    repository.write("rules/b.yaml", WorkRepository.rule(OTHER, "<<secret:bot>>"));
    assertThat(plan(PlanOptions.careful()).plan().notes())
        .anySatisfy(note -> assertThat(note).startsWith("1 rule uses a secret without a value"));
  }

  @Test
  void an_older_value_that_is_the_current_one_is_refused() {
    repository.variables.put("RULEKEEPER_SECRET_BOT", "EXAMPLE-1");
    Map<SecretName, Set<SecretValue>> older =
        Map.of(new SecretName("bot"), Set.of(SecretValue.of("EXAMPLE-1")));
    assertThatThrownBy(() -> plan(PlanOptions.careful().knowing(older)))
        .hasMessage("the older value of 'bot' is its current value; nothing was sent");
  }

  @Test
  void a_filter_leaves_other_rules_out_and_must_fit_some() throws IOException {
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "good morning"));
    repository.write("rules/b.yaml", WorkRepository.rule(OTHER, "new"));
    assertThat(plan(new RuleFilter(List.of("rules/b.yaml"), false)).plan().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.file()).hasValue("rules/b.yaml"));
    assertThatThrownBy(() -> plan(new RuleFilter(List.of("rules/z.yaml"), false)))
        .hasMessageContaining("no rule of acme fits --select rules/z.yaml");
  }

  private SitePlan plan(PlanOptions options) {
    return plan(new SitePlan.Request(options, new RuleFilter(List.of(), false), true, false));
  }

  private SitePlan plan(RuleFilter filter) {
    return plan(new SitePlan.Request(PlanOptions.careful(), filter, true, false));
  }

  private SitePlan plan(SitePlan.Request request) {
    try (Session session = repository.session()) {
      return SitePlan.of(
          session, new SecretMapText(Optional.empty(), "RULEKEEPER_SECRETS"), request);
    }
  }

  private void agree() {
    try (Session session = repository.session()) {
      List<RuleFile> files = session.ruleFiles();
      Map<dev.rulekeeper.rule.RuleId, BaseRule> rules = new HashMap<>();
      files.forEach(file -> rules.put(file.rule().id(), new BaseRule(file.rule(), "1764424980")));
      session
          .base(files)
          .agree(
              new SiteBase.News(rules, Map.of(), Set.of(), id -> Optional.empty()), "Agree", true);
    }
  }
}
