package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.PlaceholderException;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleRepositoryTest {
  private static final String ID = "019c88ef-ff96-7cce-a198-297e21a4c02c";
  private static final String OTHER_ID = "019c88ef-60ff-7167-8fc8-a9588eea7470";

  @TempDir private Path root;

  @BeforeEach
  void a_repository() throws IOException {
    write("rulekeeper.yaml", "sites:\n  acme:\n    url: https://acme.atlassian.net\n");
  }

  @Test
  void it_is_found_from_any_folder_inside() throws IOException {
    Path inside = Files.createDirectories(root.resolve("rules/site"));

    assertThat(RuleRepository.open(inside).root()).isEqualTo(root.toAbsolutePath().normalize());
  }

  @Test
  void a_folder_that_is_no_repository_is_refused_with_the_way_to_make_it_one(@TempDir Path other) {
    assertThatThrownBy(() -> RuleRepository.open(other))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e -> assertThat(e.problems().get(0).hint()).contains("rulekeeper init"))
        .hasMessageContaining(other.toString());
  }

  @Test
  void rule_files_come_in_the_order_of_their_paths_and_other_files_are_left_alone()
      throws IOException {
    write("rules/site/b.yaml", rule(ID));
    write("rules/a.yml", rule(OTHER_ID));
    write("rules/README.md", "[");
    write("rules/.draft.yaml", "[");
    write("notes.yaml", "[");

    List<RuleFile> files = open().ruleFiles();

    assertThat(files)
        .extracting(RuleFile::path)
        .containsExactly("rules/a.yml", "rules/site/b.yaml");
    assertThat(files.get(1).rule().id()).isEqualTo(RuleId.of(ID));
    assertThat(files.get(1).rule().name()).isEqualTo("Notify");
    assertThat(files.get(1).text()).isEqualTo(rule(ID));
  }

  @Test
  void a_repository_without_rules_has_none() {
    assertThat(open().ruleFiles()).isEmpty();
    assertThat(open().ledger()).isEmpty();
  }

  @Test
  void a_leaf_is_found_by_its_line() throws IOException {
    write("rules/a.yaml", rule(ID) + "components:\n- type: log\n  value: |\n    x\n- {type: b}\n");
    RuleFile file = open().ruleFiles().get(0);

    assertThat(file.where(JsonPointer.compile("/name"))).isEqualTo("rules/a.yaml:2");
    assertThat(file.where(JsonPointer.compile("/components/0/value"))).isEqualTo("rules/a.yaml:6");
    assertThat(file.where(JsonPointer.compile("/components/1/type"))).isEqualTo("rules/a.yaml:8");
    assertThat(file.where(JsonPointer.compile("/components/2/type"))).isEqualTo("rules/a.yaml");
  }

  @Test
  void every_problem_of_every_file_is_told() throws IOException {
    write("rules/a.yaml", "name: [\n");
    write("rules/b.yaml", "- a list\n");
    write(
        "rules/c.yaml", "id: 7\nname: 8\ntrigger: on\nupdated: 1\nscope: {a: b}\nconnections: x\n");
    write("rules/d.yaml", rule(ID));
    write("rules/e.yaml", "# copy\n" + rule(ID.toUpperCase(java.util.Locale.ROOT)));
    write("rules/f.yaml", "description: x\n");
    write("rules/g.yaml", rule(OTHER_ID) + "components:\n- value: <<secert:x>>\n");

    assertThat(problems())
        .extracting(problem -> problem.where() + " " + problem.what())
        .containsExactly(
            "rules/a.yaml:2 not valid YAML: expected the node content, but found '<stream end>'",
            "rules/b.yaml:1 the file does not hold a rule",
            "rules/c.yaml:2 name is not a text",
            "rules/c.yaml:3 trigger is not a mapping",
            "rules/c.yaml:6 connections is not a list",
            "rules/c.yaml:5 scope is not a text or a list of texts",
            "rules/c.yaml:4 only the site sets updated",
            "rules/c.yaml:1 id is not a UUID",
            "rules/e.yaml:2 the id " + ID + " stands in rules/d.yaml:1 already",
            "rules/f.yaml:1 no id",
            "rules/f.yaml:1 no name",
            "rules/f.yaml:1 no trigger",
            "rules/g.yaml:5 unknown tag <<secert:");
  }

  @Test
  void a_file_without_id_is_given_one_to_paste() throws IOException {
    write("rules/a.yaml", "name: x\ntrigger: {}\n");

    String hint = problems().get(0).hint();

    assertThat(hint).contains("'id: ");
    String id = hint.replaceAll("(?s).*'id: (.*)'.*", "$1");
    assertThat(RuleId.of(id).value().version()).isEqualTo(7);
  }

  @Test
  void a_problem_of_a_tag_carries_the_hint_of_the_template() throws IOException {
    write("rules/a.yaml", rule(ID) + "description: <<secert:x>>\n");

    assertThat(problems())
        .containsExactly(
            new Problem("rules/a.yaml:4", "unknown tag <<secert:", "did you mean <<secret:"));
  }

  @Test
  void a_file_in_another_encoding_is_refused() throws IOException {
    Path file = root.resolve("rules/a.yaml");
    Files.createDirectories(root.resolve("rules"));
    Files.write(file, "name: Zürich\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(problems()).extracting(Problem::what).containsExactly("not UTF-8");
  }

  @Test
  void a_link_is_refused_since_it_could_point_anywhere(@TempDir Path outside) throws IOException {
    Path target = Files.writeString(outside.resolve("x.yaml"), rule(ID));
    Files.createDirectories(root.resolve("rules"));
    Files.createSymbolicLink(root.resolve("rules/a.yaml"), target);

    assertThat(problems())
        .extracting(Problem::what)
        .containsExactly("is a symbolic link, which is not followed");
  }

  @Test
  void the_ledger_is_read_as_a_tree() throws IOException {
    write("secrets.yaml", "jira-bot:\n  expires: 2026-12-01\n");

    assertThat(open().ledger())
        .contains(ExactJson.read("{\"jira-bot\": {\"expires\": \"2026-12-01\"}}"));
  }

  @Test
  void the_text_of_a_rule_keeps_the_comments_of_its_file() throws IOException {
    write("rules/a.yaml", "# mine\n" + rule(ID));
    RuleFile file = open().ruleFiles().get(0);
    ObjectNode fields = file.rule().fields().deepCopy();
    Rule changed = new Rule(file.rule().id(), fields.put("state", "DISABLED"));

    assertThat(RuleRepository.text(changed, file))
        .isEqualTo("# mine\n" + rule(ID) + "state: DISABLED\n");
    assertThat(RuleRepository.text(file.rule(), file)).isEqualTo(file.text());
    assertThat(RuleRepository.text(file.rule())).isEqualTo(rule(ID));
  }

  @Test
  void a_formatted_file_has_its_fields_in_order() throws IOException {
    write(
        "rules/a.yaml",
        "trigger: {value: 1, type: x} # start\n# who\nname: 'Notify'\n\nid: " + ID + "\n");

    assertThat(open().ruleFiles().get(0).formatted())
        .isEqualTo(
            "id: " + ID + "\n# who\nname: Notify\ntrigger: # start\n  type: x\n  value: 1\n");
  }

  private RuleRepository open() {
    return RuleRepository.open(root, RuleRepositoryTest::refuseMisspelledTags);
  }

  private static void refuseMisspelledTags(String text) {
    if (text.contains("<<secert:")) {
      throw new PlaceholderException("unknown tag <<secert:", "did you mean <<secret:");
    }
  }

  private List<Problem> problems() {
    InvalidFileException exception =
        catchThrowableOfType(InvalidFileException.class, () -> open().ruleFiles());
    assertThat(exception).as("nothing was refused").isNotNull();
    return exception.problems();
  }

  private static String rule(String id) {
    return "id: " + id + "\nname: Notify\ntrigger: {}\n";
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }
}
