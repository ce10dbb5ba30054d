package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.plan.DeletionCheck;
import dev.rulekeeper.rule.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule is deleted only where a commit had its file, and the one that is checked out has not. */
class RuleHistoryTest {
  private static final RuleId ID = RuleId.of(WorkRepository.ID);
  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_rule_in_git() throws IOException {
    repository = WorkRepository.in(folder.resolve("clone"));
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "hello"));
    repository.commit("Add a rule");
  }

  @Test
  void a_file_that_only_the_work_tree_lacks_is_there_now() throws IOException {
    Files.delete(folder.resolve("clone/rules/a.yaml"));
    asked(history -> assertThat(history.hasNow(ID)).isTrue());
  }

  @Test
  void a_file_that_a_commit_took_away_was_there_before() throws IOException {
    Files.delete(folder.resolve("clone/rules/a.yaml"));
    repository.commit("Remove the rule");
    asked(
        history -> {
          assertThat(history.hasNow(ID)).isFalse();
          assertThat(history.hadBefore(ID)).isTrue();
        });
  }

  @Test
  void a_rule_that_no_commit_had_was_never_there() throws IOException {
    RuleId other = RuleId.of(WorkRepository.ID.replace("6666", "7777"));
    repository.write("rules/b.yaml", WorkRepository.rule(other.toString(), "not committed"));
    asked(
        history -> {
          assertThat(history.hasNow(other)).isFalse();
          assertThat(history.hadBefore(other)).isFalse();
        });
  }

  @Test
  void a_file_that_moved_is_still_there() throws IOException {
    Files.move(folder.resolve("clone/rules/a.yaml"), folder.resolve("clone/rules/moved.yaml"));
    repository.commit("Move the rule");
    asked(history -> assertThat(history.hasNow(ID)).isTrue());
  }

  @Test
  void the_file_may_have_another_id_than_the_rule_on_the_site() {
    RuleId there = RuleId.of(WorkRepository.ID.replace("6666", "8888"));
    try (Session session = repository.session();
        RuleHistory history = new RuleHistory(session, id -> WorkRepository.ID)) {
      assertThat(history.hasNow(there)).isTrue();
    }
  }

  @Test
  void a_clone_without_its_past_says_so() throws IOException {
    asked(history -> assertThat(history.isShallow()).isFalse());
    RealGit.git(folder, "clone", "-q", "--depth", "1", "file://" + folder.resolve("clone"), "new");
    WorkRepository shallow = WorkRepository.at(folder.resolve("new"));
    try (Session session = shallow.session();
        RuleHistory history = session.ruleHistory()) {
      assertThat(history.isShallow()).isTrue();
    }
  }

  private interface Question {
    void of(DeletionCheck.History history);
  }

  private void asked(Question question) {
    Function<RuleId, String> same = RuleId::toString;
    try (Session session = repository.session();
        RuleHistory history = new RuleHistory(session, same)) {
      question.of(history);
    }
  }
}
