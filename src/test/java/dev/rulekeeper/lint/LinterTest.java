package dev.rulekeeper.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.BaseRef;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.ProjectKeys;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a repository, as far as its files can tell. */
class LinterTest {
  private static final String RULE = Linted.RULE;
  @TempDir private Path root;

  @BeforeEach
  void a_repository_without_faults() throws IOException {
    WorkTree.init(root).close();
    write("rulekeeper.yaml", "sites:\n  acme:\n    url: https://acme.atlassian.net\n");
    write("secrets.yaml", "secrets:\n  bot:\n    hosts: [ci.acme.example]\n");
    write("rules/a.yaml", RULE);
  }

  @Test
  void a_repository_without_faults_has_nothing_to_say() {
    LintResult result = everything();
    assertThat(result.files()).isEqualTo(1);
    assertThat(result.problems()).isEmpty();
    assertThat(result.leaks()).isEmpty();
    assertThat(result.warnings()).isEmpty();
    assertThat(result.doubts()).isEmpty();
    assertThat(result.unread()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # in the file                | in its place               | where, what and what to do
          name: Tell                   | nmae: Tell                 | rules/a.yaml:1: no name. add 'name:' with a text
          state: ENABLED               | state: ON                  | rules/a.yaml:3: state is not ENABLED or DISABLED
          scope: site                  | scope: sight               | rules/a.yaml:4: the scope
          component: ACTION            | component: ACTON           | rules/a.yaml:14: unknown kind of step 'ACTON'
          <<secret:bot>>               | <<secret:bott>>            | rules/a.yaml:18: secrets.yaml does not know <<secret:bott>>. did you mean bot?
          <<secret:bot>>               | <<secret:other-name>>      | rules/a.yaml:18: secrets.yaml does not know <<secret:other-name>>. add it there, with the hosts that may receive it
          <<secret:bot>>               | <<secert:bot>>             | rules/a.yaml:18: unknown tag <<secert:bot>>
          name: Tell                   | name: [Tell                | rules/a.yaml
          """)
  void a_fault_is_told_with_its_line(String text, String instead, String problem)
      throws IOException {
    write("rules/a.yaml", RULE.replace(text, instead));
    assertThat(said()).anyMatch(line -> line.startsWith(problem));
  }

  @Test
  void every_fault_of_every_file_is_told_in_one_go() throws IOException {
    write("rules/a.yaml", RULE.replace("state: ENABLED", "state: ON"));
    write("rules/b.yaml", "name: [");
    write("rules/c.yaml", RULE.replace("scope: site", "scope: sight").replace("6666", "7777"));
    assertThat(said())
        .anyMatch(line -> line.startsWith("rules/a.yaml:3"))
        .anyMatch(line -> line.startsWith("rules/b.yaml"))
        .anyMatch(line -> line.startsWith("rules/c.yaml:4"));
  }

  @Test
  void a_secret_is_for_the_sites_that_the_ledger_names() throws IOException {
    write("secrets.yaml", "secrets:\n  bot:\n    hosts: [ci.acme.example]\n    sites: [stage]\n");
    assertThat(said())
        .containsExactlyInAnyOrder(
            "secrets.yaml:4: rulekeeper.yaml has no site 'stage'. use acme",
            "rules/a.yaml:18, secrets.yaml:4: <<secret:bot>> is for stage, and this rule is on acme"
                + " too. add acme to its sites, or use another secret in the rule");
  }

  @Test
  void a_credential_in_clear_is_a_leak_with_the_placeholder_to_write_and_no_value()
      throws IOException {
    write("rules/a.yaml", RULE.replace("<<secret:bot>>", "q7Wk2Zp9-EXAMPLE"));
    for (LintResult result : List.of(everything(), Linter.credentials(RuleRepository.open(root)))) {
      assertThat(result.leaks()).hasSize(1);
      LintFinding leak = result.leaks().get(0);
      assertThat(leak.error()).isTrue();
      assertThat(leak.where()).isEqualTo("rules/a.yaml:18");
      assertThat(leak.message())
          .startsWith("/components/0/value/headers/0/value  ")
          .contains(" in clear; write <<secret:")
          .doesNotContain("EXAMPLE");
    }
  }

  @Test
  void who_asks_for_credentials_alone_hears_of_nothing_else() throws IOException {
    write("rules/a.yaml", RULE.replace("scope: site", "scope: sight"));
    assertThat(everything().problems()).isNotEmpty();
    assertThat(Linter.credentials(RuleRepository.open(root)).problems()).isEmpty();
  }

  @Test
  void a_placeholder_without_the_encoding_of_its_place_is_right_today_and_warned_of()
      throws IOException {
    write("rules/a.yaml", RULE.replace("'{}'", "'{\"token\": \"<<secret:bot>>\"}'"));
    assertThat(everything().problems()).isEmpty();
    assertThat(everything().warnings())
        .containsExactly(
            new LintFinding(
                false,
                "rules/a.yaml:19",
                "/components/0/value/customBody  <<secret:bot>> stands in a JSON string without its"
                    + " encoding; write <<#json>><<secret:bot>><</json>>, as rulekeeper fmt"
                    + " --encodings does"));
  }

  @Test
  void what_may_be_a_credential_is_a_doubt_until_a_person_says_that_it_is_none()
      throws IOException {
    write("rules/a.yaml", RULE.replace("'{}'", "'id q7Wk2Zp9x4Vb8Nm3rT6yU1sD5 of the order'"));
    List<dev.rulekeeper.adopt.Doubt> doubts = everything().doubts();
    assertThat(doubts).hasSize(1);
    write(
        "not-secrets.yaml",
        dev.rulekeeper.adopt.NotSecrets.none()
            .with(doubts, java.util.Optional.empty())
            .text(java.util.Optional.empty()));
    assertThat(everything().doubts()).isEmpty();
  }

  @Test
  void what_nobody_sees_is_warned_of_in_every_text_that_the_repository_holds() throws IOException {
    write("rules/a.yaml", RULE.replace("name: Tell", "name: Tell\u200Bme"));
    write("secrets.yaml", "secrets:\n  bot:\n    hosts: [ci.acme.example] # \u202E\n");
    assertThat(everything().warnings())
        .extracting(LintFinding::where)
        .containsExactlyInAnyOrder("rules/a.yaml:2", "secrets.yaml:3");
  }

  @Test
  void what_a_site_refuses_of_new_rules_is_told_only_of_rules_that_no_base_has()
      throws IOException {
    String old = RULE.replace("019ab7c0-1111-7222-8333", "019ab7c0-1111-4222-8333");
    write("rules/a.yaml", old);
    assertThat(said()).as("this clone has no base, so nobody can say what is new").isEmpty();
    agreedOn(RULE.replace("6666", "7777"));
    assertThat(said())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("the id is not a UUID of version 7"));
    agreedOn(old);
    assertThat(said()).isEmpty();
  }

  @Test
  void a_key_that_a_site_is_known_to_have_is_no_slip() throws IOException {
    String odd = RULE.replace("labels: []", "lables: []");
    write("rules/a.yaml", odd);
    assertThat(said()).isNotEmpty();
    agreedOn(odd);
    assertThat(said()).isEmpty();
  }

  @Test
  void a_rule_that_is_there_twice_is_told_once() throws IOException {
    write("rules/b.yaml", RULE);
    assertThat(said())
        .containsExactly(
            "rules/b.yaml:1: the id 019ab7c0-1111-7222-8333-444455556666 stands in rules/a.yaml:1"
                + " already. remove one of the two files; for a copy that shall be a rule of its"
                + " own, change the id");
  }

  @Test
  void a_secret_that_several_rules_use_without_the_ledger_is_told_of_at_its_first_place()
      throws IOException {
    write("rules/a.yaml", RULE.replace("<<secret:bot>>", "<<secret:other-name>>"));
    write(
        "rules/b.yaml",
        RULE.replace("<<secret:bot>>", "<<secret:other-name>>").replace("6666", "7777"));
    assertThat(said())
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("rules/a.yaml:18"));
  }

  @Test
  void a_repository_that_declares_no_secret_is_asked_for_none() throws IOException {
    Files.delete(root.resolve("secrets.yaml"));
    assertThat(said()).isEmpty();
  }

  /** The base of the site, as a run left it that made this rule. */
  private void agreedOn(String text) {
    BaseRule agreed = new BaseRule(RuleFile.read("rules/a.yaml", text).rule(), "1764424980");
    try (WorkTree workTree = WorkTree.open(root)) {
      BaseRef base = workTree.base(new SiteName("acme"));
      base.writeHere(
          Map.of(BaseRule.pathOf(agreed.rule().id()), agreed::write),
          base.read().map(Base::id),
          "Agree");
    }
  }

  private LintResult everything() {
    return Linter.everything(RuleRepository.open(root), ProjectKeys.NONE, CleanFiles.NONE);
  }

  private List<String> said() {
    return everything().problems().stream()
        .map(p -> p.where() + ": " + p.what() + (p.hint().isEmpty() ? "" : ". " + p.hint()))
        .toList();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
