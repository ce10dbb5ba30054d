package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.git.RealGit;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no commit has is not taken for what Git says, nor a pull request for the default branch. */
class CheckoutTest {
  private static final RuleId ID = RuleId.of(WorkRepository.ID);
  private static final String SITES = "sites:\n  acme:\n    url: https://acme.atlassian.net\n";
  @TempDir private Path folder;
  private WorkRepository repository;

  @BeforeEach
  void a_rule_in_git() throws IOException {
    repository = WorkRepository.in(folder.resolve("clone"));
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "hello"));
    repository.commit("Add a rule");
  }

  @Test
  void a_rule_that_was_edited_is_in_no_commit_and_the_others_are() throws IOException {
    assertThat(uncommitted()).isEmpty();
    String other = WorkRepository.ID.replace("6666", "7777");
    repository.write("rules/b.yaml", WorkRepository.rule(other, "new"));
    assertThat(uncommitted()).containsExactly(RuleId.of(other));
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "edited"));
    assertThat(uncommitted()).containsExactly(ID, RuleId.of(other));
    repository.commit("Edit it");
    assertThat(uncommitted()).isEmpty();
  }

  @Test
  void an_instance_is_in_no_commit_while_its_template_is_not() throws IOException {
    String template =
        """
        parameters:
          who: {}
        rule:
          name: Say hello to <<param:who>>
          state: ENABLED
          scope: site
          trigger: {component: TRIGGER, type: jira.manual.trigger.issue, value: {}}
          components: [{component: ACTION, type: codebarrel.action.log, value: %s}]
        """;
    repository.write("templates/hello.yaml", template.formatted("hello"));
    repository.write(
        "rules/c.yaml",
        "id: "
            + WorkRepository.ID.replace("6666", "8888")
            + "\ntemplate: hello\nwith: {who: all}\n");
    repository.commit("Add an instance");
    assertThat(uncommitted()).isEmpty();
    repository.write("templates/hello.yaml", template.formatted("good morning"));
    assertThat(uncommitted()).containsExactly(RuleId.of(WorkRepository.ID.replace("6666", "8888")));
    try (Session session = repository.session()) {
      assertThat(session.checkout().uncommittedFiles()).isEqualTo(1);
    }
  }

  @Test
  void whether_files_that_are_gone_delete_rules_the_default_branch_says() throws IOException {
    RealGit.git(folder, "init", "-q", "--bare", "-b", "main", "remote.git");
    repository.git("remote", "add", "origin", folder.resolve("remote.git").toString());
    repository.git("push", "-q", "-u", "origin", "main");
    repository.git("remote", "set-head", "origin", "main");
    repository.git("checkout", "-q", "-b", "pull-request");
    repository.write("rulekeeper.yaml", SITES + "prune: true\n");
    repository.commit("Allow it to myself");
    assertThat(prunes()).isFalse();
    repository.git("push", "-q", "origin", "HEAD:main");
    repository.git("fetch", "-q", "origin");
    assertThat(prunes()).as("the default branch says so now").isTrue();
  }

  @Test
  void without_a_remote_the_files_say_it() throws IOException {
    assertThat(prunes()).isFalse();
    repository.write("rulekeeper.yaml", SITES + "prune: true\n");
    assertThat(prunes()).isTrue();
  }

  private boolean prunes() {
    try (Session session = repository.session()) {
      return session.checkout().prunes(session.configuration());
    }
  }

  private Set<RuleId> uncommitted() {
    try (Session session = repository.session()) {
      List<RuleFile> files = session.ruleFiles();
      return session.checkout().uncommitted(files);
    }
  }
}
