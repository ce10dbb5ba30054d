package dev.rulekeeper.sync;

import static dev.rulekeeper.sync.SyncWorld.edited;
import static dev.rulekeeper.sync.SyncWorld.id;
import static dev.rulekeeper.sync.SyncWorld.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Changes;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanEntry;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.sync.PastRun.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an undo compares the site with: the rules before the run, and those that it left. */
class UndoPlanTest {
  private static final Rule BEFORE = rule(1, "before");
  private static final Rule AFTER = rule(1, "after");

  @ParameterizedTest(name = "before {0}, after {1}, {2}: {3} files, {4} left")
  @CsvSource({
    "true,  true,  applied, 1, 1",
    "true,  true,  failed,  1, 1",
    "true,  true,  '',      1, 1",
    "true,  true,  skipped, 0, 0",
    "false, true,  applied, 0, 1",
    "true,  false, applied, 1, 0",
  })
  void what_may_have_been_written_is_put_back(
      boolean before, boolean after, String status, int files, int left) {
    UndoPlan undo = undo(attempt(before, after, status));
    assertThat(undo.files()).hasSize(files);
    assertThat(undo.left().ids()).hasSize(left);
    assertThat(undo.isEmpty()).isEqualTo(status.equals("skipped"));
    assertThat(undo.selection().has(AFTER)).isEqualTo(!status.equals("skipped"));
    assertThat(undo.files()).allMatch(file -> file.rule().equals(BEFORE));
  }

  @Test
  void the_file_of_a_rule_is_the_one_that_it_had_in_the_run() {
    assertThat(undo(attempt(true, true, "applied")).files())
        .extracting(RuleFile::path)
        .containsExactly("rules/one.yaml");
    Attempt nameless =
        new Attempt(
            id(1),
            "update",
            "One",
            Optional.empty(),
            Optional.of(BEFORE),
            Optional.of(AFTER),
            false,
            Optional.of("applied"));
    assertThat(undo(nameless).files())
        .extracting(RuleFile::path)
        .containsExactly("rules/" + id(1) + ".yaml");
  }

  @Test
  void a_rule_whose_state_the_journal_does_not_tell_cannot_be_put_back() {
    Attempt withheld =
        new Attempt(
            id(1),
            "update",
            "One",
            Optional.empty(),
            Optional.empty(),
            Optional.of(AFTER),
            true,
            Optional.of("applied"));
    UndoPlan undo = undo(withheld);
    assertThat(undo.withheld()).containsExactly(withheld);
    assertThat(undo.files()).isEmpty();
    assertThat(undo.isEmpty()).isFalse();
  }

  @Test
  void only_selected_rules_are_put_back() {
    Attempt first = attempt(true, true, "applied");
    Attempt second =
        new Attempt(
            id(2),
            "update",
            "Two",
            Optional.of("rules/two.yaml"),
            Optional.of(rule(2, "x")),
            Optional.of(rule(2, "y")),
            false,
            Optional.of("applied"));
    UndoPlan undo =
        UndoPlan.of(run(first, second), Selection.of(List.of("rules/two.yaml")), Baseline.none());
    assertThat(undo.files()).extracting(RuleFile::path).containsExactly("rules/two.yaml");
    assertThat(undo.left().ids()).containsExactly(id(2));
  }

  @Test
  void what_the_base_knows_of_values_counts_as_long_as_it_is_about_what_the_run_left() {
    BaseRule same = entry(AFTER);
    BaseRule left = left(same);
    assertThat(left.updated()).isEqualTo("1764424980");
    assertThat(left.fingerprints()).isEqualTo(same.fingerprints());
    assertThat(left.variables()).isEqualTo(same.variables());
    BaseRule moved = left(entry(edited(AFTER, fields -> fields.put("name", "Later"))));
    assertThat(moved.rule()).isEqualTo(AFTER);
    assertThat(moved.updated()).as("nobody knows whether it still reads so").isEmpty();
    assertThat(left(null).updated()).isEmpty();
  }

  @Test
  void what_the_site_was_seen_with_counts_where_it_is_about_what_the_run_left() {
    BaseRule seen = entry(AFTER).onlySeen();
    assertThat(left(seen).seen()).isEqualTo(seen.seen());
    Rule later = edited(AFTER, fields -> fields.put("name", "Later"));
    assertThat(left(entry(later).onlySeen()).seen()).as("it was seen with another rule").isEmpty();
    BaseRule.Seen own = new BaseRule.Seen("1764424980", Optional.of(AFTER));
    BaseRule edit = new BaseRule(later, "", new TreeMap<>(), new TreeMap<>(), Optional.of(own));
    assertThat(left(edit).seen()).hasValue(own);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE   | removed since: made again under its id
          DELETE   | made by run r1: removed
          DRIFT    | not as run r1 left it: left alone, unless --force is given
          CONFLICT | not as run r1 left it: left alone, unless --force is given
          UPDATE   |
          BLOCKED  |
          """)
  void reasons_speak_of_the_run_instead_of_git(ChangeKind kind, String reason) {
    assertThat(explained(change(kind)).reason()).isEqualTo(Optional.ofNullable(reason));
  }

  @Test
  void an_edit_with_an_unproven_value_is_left_alone_like_any_other() {
    Change edit = change(ChangeKind.DRIFT).waiting(ChangeKind.UNPROVEN, "unproven");
    assertThat(explained(edit).reason())
        .hasValue("not as run r1 left it: left alone, unless --force is given");
  }

  @Test
  void what_the_site_hides_is_left_alone_with_the_way_to_write_it() {
    assertThat(explained(change(ChangeKind.UNPROVEN)).reason().orElseThrow())
        .startsWith("the site hides values of []")
        .contains("--force writes those of the secret map");
  }

  @Test
  void nothing_else_of_the_plan_changes() {
    PlanResult planned = planned(change(ChangeKind.UPDATE));
    PlanResult explained = undo(attempt(true, true, "applied")).explain(planned);
    assertThat(explained).isEqualTo(planned);
  }

  private static BaseRule entry(Rule rule) {
    return new BaseRule(
        rule,
        "1764424980",
        new TreeMap<>(Map.of("<<secret:bot>>", "0123")),
        new TreeMap<>(Map.of("team", "ops")));
  }

  private static BaseRule left(@org.jspecify.annotations.Nullable BaseRule entry) {
    Map<RuleId, BaseRule> entries = entry == null ? Map.of() : Map.of(id(1), entry);
    UndoPlan undo =
        UndoPlan.of(
            run(attempt(true, true, "applied")), Selection.everything(), Baseline.of(entries));
    return undo.left().read().apply(id(1)).orElseThrow();
  }

  private static Change explained(Change change) {
    return undo(attempt(true, true, "applied")).explain(planned(change)).plan().changes().get(0);
  }

  private static PlanResult planned(Change change) {
    Plan plan = new Plan(new SiteName("acme"), List.of(change), 2, List.of("a note"));
    return new PlanResult(plan, Map.of(), Set.of(id(7)), 3);
  }

  private static Change change(ChangeKind kind) {
    return Changes.of(kind, PlanEntry.of(id(1), "One"), AFTER, AFTER);
  }

  private static UndoPlan undo(Attempt attempt) {
    return UndoPlan.of(run(attempt), Selection.everything(), Baseline.none());
  }

  private static PastRun run(Attempt... attempts) {
    return new PastRun(
        "r1", Instant.EPOCH, "sync", "acme", attempts.length, List.of(attempts), true);
  }

  private static Attempt attempt(boolean before, boolean after, String status) {
    return new Attempt(
        id(1),
        "update",
        "One",
        Optional.of("rules/one.yaml"),
        before ? Optional.of(BEFORE) : Optional.empty(),
        after ? Optional.of(AFTER) : Optional.empty(),
        false,
        status.isEmpty() ? Optional.empty() : Optional.of(status));
  }
}
