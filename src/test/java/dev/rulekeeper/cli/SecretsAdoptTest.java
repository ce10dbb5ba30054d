package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody typed into rule files, or left there, becomes a placeholder. */
class SecretsAdoptTest {
  private static final String FIRST = "ghp_EXAMPLEexampleEXAMPLEexample0123456789";
  private static final String SECOND = "glpat-EXAMPLEexample0123456";
  @TempDir private Path folder;
  private OneRuleFile rule;
  private SandboxRepository repository;
  private Path file;

  @BeforeEach
  void type_two_credentials_into_a_rule_file() throws IOException {
    rule = OneRuleFile.exported(folder);
    repository = rule.repository();
    file = rule.file();
    rule.log("the token is " + FIRST, "the token is " + SECOND);
  }

  @AfterEach
  void stop_the_site() {
    rule.close();
  }

  @Test
  void a_person_is_asked_for_every_name_and_may_leave_one() throws IOException {
    CommandRun run = typing("git-bot\n-\n").succeeded();
    assertThat(run.err()).contains("Name? [").contains("/components/0/value");
    assertThat(run.said()).doesNotContain(FIRST).doesNotContain(SECOND);
    assertThat(file)
        .content()
        .contains("<<secret:git-bot>>")
        .contains(SECOND)
        .doesNotContain(FIRST);
    assertThat(repository.secretMap()).containsEntry("git-bot", FIRST).doesNotContainValue(SECOND);
  }

  @Test
  void an_empty_answer_takes_the_suggestion() throws IOException {
    typing("\n\n").succeeded();
    assertThat(file).content().doesNotContain(FIRST).doesNotContain(SECOND);
    assertThat(repository.secretMap()).containsValues(FIRST, SECOND);
  }

  @Test
  void a_name_that_is_none_or_taken_is_asked_for_again() throws IOException {
    CommandRun run = typing("Not A Name\ngit-bot\ngit-bot\nlab-bot\n").succeeded();
    assertThat(run.err()).contains("That is no name").contains("already");
    assertThat(repository.secretMap())
        .containsEntry("git-bot", FIRST)
        .containsEntry("lab-bot", SECOND);
  }

  @Test
  void who_leaves_the_dialogue_changes_nothing() throws IOException {
    String before = Files.readString(file);
    assertThat(typing("").succeeded().out()).contains("nothing to adopt");
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void without_a_terminal_nothing_is_asked() throws IOException {
    String before = Files.readString(file);
    CommandRun run = repository.run(command()).exitedWith(2);
    assertThat(run.err()).contains("--all").doesNotContain("Name?").doesNotContain(FIRST);
    assertThat(file).content().isEqualTo(before);
  }

  @Test
  void for_a_program_nothing_is_asked_even_on_a_terminal() {
    CommandRun run =
        CommandRun.typing(
            "x\n", repository.environment(), repository.root(), command("-o", "json"));
    assertThat(run.exitedWith(2).err()).contains("--all").doesNotContain("Name?");
    run =
        CommandRun.typing(
            "x\n", repository.environment(), repository.root(), command("-o", "json", "--all"));
    assertThat(ExactJson.read(run.succeeded().out()).path("adopted")).hasSize(2);
  }

  @Test
  void a_value_that_looks_like_text_is_adopted_by_its_variable() throws IOException {
    String word = "EXAMPLE-correct-horse-battery";
    Files.writeString(file, Files.readString(file).replace("the token is " + FIRST, word));
    repository.environment().put("THE_VALUE", word);
    repository.run(command("horse", "--value-from-env", "THE_VALUE")).succeeded();
    assertThat(file).content().contains("value: <<secret:horse>>").doesNotContain(word);
    assertThat(repository.secretMap()).containsEntry("horse", word);
  }

  @Test
  void adopted_names_get_a_line_in_the_template_and_a_warning_where_others_read_them()
      throws IOException {
    CommandRun run = repository.run(command("--all")).succeeded();
    assertThat(run.err()).contains("Warning: <<secret:").contains("(log)");
    assertThat(Files.readString(repository.root().resolve("secrets.env.example")).lines())
        .filteredOn(line -> line.matches("git(hub|lab).*="))
        .hasSize(2);
  }

  private CommandRun typing(String input) {
    return CommandRun.typing(input, repository.environment(), repository.root(), command());
  }

  private String[] command(String... more) {
    String[] all = new String[more.length + 4];
    all[0] = "secrets";
    all[1] = "adopt";
    all[2] = "--secrets-out";
    all[3] = Objects.requireNonNull(repository.secrets().toString());
    System.arraycopy(more, 0, all, 4, more.length);
    return all;
  }
}
