package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a run the base says what Git and site have in common, and never more. */
class BaseUpdateTest {
  private static final RuleId ID = RuleId.of(WorkRepository.ID);
  private static final RuleId GONE = RuleId.of(WorkRepository.ID.replace("6666", "7777"));
  private static final String FILE = "rules/a.yaml";

  /** Long before the run, so that no read of it is in doubt. */
  private static final String TIME = "1764424980";

  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_rule_in_git() throws IOException {
    repository = WorkRepository.in(folder);
    repository.write(FILE, WorkRepository.rule(WorkRepository.ID, "hello"));
    repository.commit("Add a rule");
  }

  @Test
  void what_was_written_is_agreed_on_as_of_the_time_that_the_site_says() {
    settle(Selection.everything(), Map.of(), outcome(ChangeKind.UPDATE, inGit(), "APPLIED"));
    assertThat(agreed(ID)).hasValue(new BaseRule(inGit(), TIME));
  }

  @ParameterizedTest
  @EnumSource(value = Outcome.Status.class, names = "APPLIED", mode = EnumSource.Mode.EXCLUDE)
  void what_was_not_written_is_not_agreed_on(Outcome.Status status) {
    settle(Selection.everything(), Map.of(), outcome(ChangeKind.UPDATE, inGit(), status.name()));
    assertThat(agreed(ID)).isEmpty();
  }

  @Test
  void what_did_not_differ_is_agreed_on_without_being_written() {
    settle(Selection.everything(), Map.of(ID, new BaseRule(inGit(), TIME)));
    assertThat(agreed(ID)).hasValue(new BaseRule(inGit(), TIME));
  }

  @Test
  void a_rule_that_was_deleted_leaves_the_base() {
    settle(Selection.everything(), Map.of(ID, new BaseRule(inGit(), TIME)));
    settle(Selection.ofIds(Set.of(ID)), Map.of(), outcome(ChangeKind.DELETE, inGit(), "APPLIED"));
    assertThat(agreed(ID)).isEmpty();
  }

  @Test
  void a_rule_that_neither_side_has_any_more_leaves_the_base_when_all_rules_were_looked_at() {
    Rule gone = new Rule(GONE, fields("gone").put("id", GONE.toString()));
    settle(Selection.everything(), Map.of(GONE, new BaseRule(gone, TIME)));
    settle(Selection.ofIds(Set.of(ID)), Map.of(ID, new BaseRule(inGit(), TIME)));
    assertThat(agreed(GONE)).as("nobody looked at it").isPresent();
    settle(Selection.everything(), Map.of(ID, new BaseRule(inGit(), TIME)));
    assertThat(agreed(GONE)).isEmpty();
    assertThat(agreed(ID)).isPresent();
  }

  @Test
  void an_edit_of_the_site_that_was_merged_comes_into_git_with_the_base() throws IOException {
    settle(Selection.everything(), Map.of(ID, new BaseRule(inGit(), TIME)));
    repository.write(FILE, WorkRepository.rule(WorkRepository.ID, "edited in Git"));
    repository.commit("Edit the rule");
    Rule sent = new Rule(ID, fields("edited in Git").put("description", "edited on the site"));
    settle(Selection.everything(), Map.of(), outcome(ChangeKind.UPDATE, sent, "APPLIED"));
    assertThat(repository.read(FILE)).contains("edited in Git", "edited on the site");
    assertThat(repository.git("log", "-1", "--format=%s"))
        .isEqualTo("Sync acme: merge edits of the site in 1 rule");
    assertThat(agreed(ID).orElseThrow().rule()).isEqualTo(sent);
  }

  @Test
  void without_the_commit_of_the_merge_the_base_says_what_git_has() throws IOException {
    settle(Selection.everything(), Map.of(ID, new BaseRule(inGit(), TIME)));
    repository.write(FILE, WorkRepository.rule(WorkRepository.ID, "edited in Git"));
    repository.commit("Edit the rule");
    Rule git = inGit();
    Rule sent = new Rule(ID, fields("edited in Git").put("description", "edited on the site"));
    settle(Selection.everything(), Map.of(), outcome(ChangeKind.UPDATE, sent, "APPLIED"));
    repository.git("reset", "-q", "--hard", "HEAD~1");
    BaseRule agreed = agreed(ID).orElseThrow();
    assertThat(agreed.rule()).isEqualTo(git);
    assertThat(agreed.updated()).as("it is read again, since the site has more").isEmpty();
  }

  @Test
  void what_git_edited_and_the_run_did_not_send_is_not_agreed_on() throws IOException {
    Rule before = inGit();
    settle(Selection.everything(), Map.of(ID, new BaseRule(before, TIME)));
    repository.write(FILE, WorkRepository.rule(WorkRepository.ID, "edited in Git"));
    repository.commit("Edit the rule");
    Rule sent = new Rule(ID, fields("hello").put("description", "edited on the site"));
    settle(Selection.everything(), Map.of(), outcome(ChangeKind.UPDATE, sent, "APPLIED"));
    assertThat(agreed(ID).orElseThrow().rule())
        .as("the edit of Git is still due")
        .isEqualTo(before);
    assertThat(repository.read(FILE)).doesNotContain("edited on the site");
  }

  @Test
  void an_undo_says_what_the_site_has_again_whatever_git_says() throws IOException {
    Rule old = inGit();
    repository.write(FILE, WorkRepository.rule(WorkRepository.ID, "edited in Git"));
    repository.commit("Edit the rule");
    settle(Selection.everything(), Map.of(ID, new BaseRule(inGit(), TIME)));
    try (Session session = repository.session()) {
      update(session, Selection.everything())
          .undone(report(outcome(ChangeKind.UPDATE, old, "APPLIED")));
    }
    assertThat(agreed(ID).orElseThrow().rule()).isEqualTo(old);
  }

  private void settle(Selection selection, Map<RuleId, BaseRule> same, Outcome... outcomes) {
    SyncReport report = report(outcomes);
    try (Session session = repository.session()) {
      update(session, selection)
          .settle(new PlanResult(report.plan(), same, Set.of(), 2), report, CommitRequest.usual());
    }
  }

  private static BaseUpdate update(Session session, Selection selection) {
    List<RuleFile> files = session.ruleFiles();
    PlanInputs inputs = PlanInputs.offline(session, new Desired(files, Secrets.map(Map.of())));
    Instant begun = session.environment().clock().instant();
    return new BaseUpdate(inputs, session.base(files), selection, begun);
  }

  private static SyncReport report(Outcome... outcomes) {
    List<Change> changes = List.of(outcomes).stream().map(Outcome::change).toList();
    Plan plan = new Plan(new SiteName("acme"), changes, 0, List.of());
    return new SyncReport("run", plan, List.of(outcomes));
  }

  private static Outcome outcome(ChangeKind kind, Rule wanted, String status) {
    return new Outcome(
        Changes.of(kind, PlanEntry.of(ID, "Tell"), wanted, wanted),
        Outcome.Status.valueOf(status),
        Optional.empty(),
        List.of(),
        Optional.of(TIME));
  }

  private Optional<BaseRule> agreed(RuleId id) {
    try (Session session = repository.session()) {
      Baseline base = session.base(session.ruleFiles()).baseline();
      return base.read().apply(id);
    }
  }

  private Rule inGit() {
    try (Session session = repository.session()) {
      return session.ruleFiles().get(0).rule();
    }
  }

  private static ObjectNode fields(String text) {
    return RuleFile.read(FILE, WorkRepository.rule(WorkRepository.ID, text))
        .rule()
        .fields()
        .deepCopy();
  }
}
