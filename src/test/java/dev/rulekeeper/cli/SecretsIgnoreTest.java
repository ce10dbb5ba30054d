package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a person can tell is a line each, with one command for yes and one for no. */
class SecretsIgnoreTest {
  private static final String RANDOM = "EXAMPLEq7Wk2Zp9xT4bN8vR";
  private static final String OTHER = "EXAMPLEz3Yh6Lm1cD5gK9sX0";
  private static final Pattern MARK = Pattern.compile("  ([0-9a-f]{8})\n");
  @TempDir private Path folder;
  private OneRuleFile rule;
  private SandboxRepository repository;
  private Path file;

  @BeforeEach
  void write_a_random_word_into_a_rule_file() throws IOException {
    rule = OneRuleFile.exported(folder);
    repository = rule.repository();
    file = rule.file();
    rule.log("the build " + RANDOM + " went on");
  }

  @AfterEach
  void stop_the_site() {
    rule.close();
  }

  private CommandRun lint() {
    return repository.run("lint", "--secrets").succeeded();
  }

  private String mark(CommandRun run) {
    Matcher mark = MARK.matcher(run.err());
    assertThat(mark.find()).as(run.err()).isTrue();
    return Objects.requireNonNull(mark.group(1));
  }

  @Test
  void a_warning_says_number_place_shape_and_both_commands_and_never_the_value() {
    CommandRun run = lint();
    assertThat(run.err())
        .contains("Warning: 1 place may hold a credential in clear\n")
        .contains("high-entropy in value: 1\n")
        .contains(repository.root().relativize(file) + ":")
        .contains("/components/0/value")
        .contains("(23 x Aa9)")
        .contains("secrets adopt --doubt")
        .contains("secrets ignore");
    assertThat(run.said()).doesNotContain(RANDOM);
  }

  @Test
  void an_editor_and_lint_know_what_may_stand_in_the_file() throws IOException {
    repository.run("secrets", "ignore", mark(lint())).succeeded();
    Path notSecrets = repository.root().resolve("not-secrets.yaml");
    assertThat(notSecrets).content().startsWith("# yaml-language-server: $schema=");
    Files.writeString(notSecrets, Files.readString(notSecrets).replace("shape:", "value:"));
    assertThat(repository.run("lint").exitedWith(ExitCode.USAGE.number()).err())
        .contains("not-secrets.yaml:");
  }

  @Test
  void what_is_none_is_never_asked_about_again_wherever_its_component_moves() throws IOException {
    String mark = mark(lint());
    repository.run("secrets", "ignore", mark, "--reason", "a build").succeeded();
    assertThat(repository.root().resolve("not-secrets.yaml"))
        .content()
        .contains("/components/*/value", "23 x Aa9", "a build")
        .doesNotContain(RANDOM);
    assertThat(lint().err()).doesNotContain("may hold");
    rule.log("the build one went on");
    assertThat(lint().err()).doesNotContain("may hold");
    assertThat(repository.run("secrets", "ignore", mark).succeeded().out()).contains("already");
  }

  @Test
  void another_shape_at_the_same_place_is_asked_about() throws IOException {
    repository.run("secrets", "ignore", "--all").succeeded();
    Files.writeString(file, Files.readString(file).replace(RANDOM, OTHER));
    assertThat(lint().err()).contains("(24 x Aa9)");
  }

  @Test
  void what_is_surely_a_credential_is_refused_whatever_the_file_says() throws IOException {
    repository.run("secrets", "ignore", "--all").succeeded();
    Files.writeString(
        file, Files.readString(file).replace("the build " + RANDOM, "password=" + RANDOM));
    repository.run("lint", "--secrets").exitedWith(6);
  }

  @Test
  void what_is_one_is_adopted_by_its_mark() throws IOException {
    String mark = mark(lint());
    String out = repository.secrets().toString();
    repository.run("secrets", "adopt", "--doubt", mark, "--secrets-out", out).succeeded();
    assertThat(file).content().contains("<<secret:").doesNotContain(RANDOM);
    assertThat(repository.secretMap()).containsValue(RANDOM);
    assertThat(lint().err()).doesNotContain("may hold");
  }

  @Test
  void a_mark_that_nothing_has_changes_nothing() {
    assertThat(repository.run("secrets", "ignore", "00000000").exitedWith(2).err())
        .contains("00000000");
    String out = repository.secrets().toString();
    repository.run("secrets", "adopt", "--doubt", "00000000", "--secrets-out", out).exitedWith(2);
    repository.run("secrets", "ignore").exitedWith(2);
    assertThat(repository.root().resolve("not-secrets.yaml")).doesNotExist();
  }

  @Test
  void programs_get_the_commands_with_every_place() {
    CommandRun run = repository.run("lint", "--secrets", "-o", "json").succeeded();
    assertThat(ExactJson.read(run.out()).path("problems")).hasSize(1);
    assertThat(ExactJson.read(run.out()).at("/problems/0/message").asText())
        .contains("secrets adopt --doubt", "secrets ignore")
        .doesNotContain(RANDOM);
  }

  @Test
  void a_file_that_says_something_else_is_refused() throws IOException {
    Files.writeString(
        repository.root().resolve("not-secrets.yaml"), "not-secrets:\n  - value: x\n");
    assertThat(repository.run("lint", "--secrets").exitedWith(2).err())
        .contains("not-secrets.yaml");
  }
}
