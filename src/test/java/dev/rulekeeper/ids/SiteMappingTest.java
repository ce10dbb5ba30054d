package dev.rulekeeper.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.RulesOfSite;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteMappingTest {
  private static final String FILE =
      """
      id: 019c88ef-60ff-7167-8fc8-a9588eea7470
      name: Build <<secret:customfield_10010>>
      scope: project/10001
      actor: {type: ACCOUNT_ID, actor: 5f0e1a2b3c4d5e6f70819201}
      authorAccountId: 5f0e1a2b3c4d5e6f70819201
      trigger:
        component: TRIGGER
        type: jira.jql.scheduled
        value:
          jql: cf[10010] = x AND {{issue.customfield_10010}} = 10001 AND project = 10001
          filter: project not in (10001, PAY, "10001", {{issue.customfield_10010}}) OR Project=10001 ORDER BY cf[10010]
          toStatus: [{type: ID, value: 10004}]
          operations:
            - {fieldId: issuetype, value: {type: ID, value: 10004}}
            - {fieldId: customfield_10010, value: {type: ID, value: 10004}}
            - {fieldId: project, value: {type: ID, value: 10001}}
          eventFilters: ["ari:cloud:jira:aaaaaaaa-0000-4000-8000-000000000001:project/10001"]
      components:
        - component: ACTION
          type: jira.issue.edit
          connectionId: link-a
          value:
            assignee: {type: ID, value: 712020:3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40}
            customfield_10010: "{\\"customfield_10010\\": 1}"
      connections:
        - id: link-a
          accountId: 5f0e1a2b3c4d5e6f70819201
      """;

  private static final String MAPPING =
      """
      rules: {019c88ef-60ff-7167-8fc8-a9588eea7470: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d}
      projects: {10001: {id: 20001, name: Payments}}
      fields: {customfield_10010: customfield_20010}
      accounts:
        5f0e1a2b3c4d5e6f70819201: 60a1b2c3d4e5f60718293a4b
        712020:3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40: 712020:00000000-0000-4000-8000-000000000002
      connections: {link-a: link-b}
      clouds: {aaaaaaaa-0000-4000-8000-000000000001: bbbbbbbb-0000-4000-8000-000000000002}
      things: {status/10004: 21, issuetype/10004: 22, option/10004: 23}
      """;

  @TempDir private Path root;

  @BeforeEach
  void two_sites() throws IOException {
    Files.writeString(
        root.resolve("rulekeeper.yaml"),
        """
        site: a
        sites:
          a:
            url: https://a.example
          b:
            url: https://b.example
        """);
    Files.createDirectories(root.resolve("rules"));
    Files.createDirectories(root.resolve("sites"));
    Files.writeString(root.resolve("rules/build.yaml"), FILE);
  }

  @Test
  void every_id_becomes_that_of_the_other_site_and_tags_stay() throws IOException {
    RuleFile file = only(files("b", MAPPING));
    String text = Yaml.write(file.rule().fields());
    assertThat(text)
        .isEqualTo(
            Yaml.write(
                Yaml.read(
                    "expected",
                    FILE.replace("customfield_10010", "customfield_20010")
                        .replace("<<secret:customfield_20010>>", "<<secret:customfield_10010>>")
                        .replace("cf[10010]", "cf[20010]")
                        .replace("project/10001", "project/20001")
                        .replace("project = 10001", "project = 20001")
                        .replace("Project=10001", "Project=20001")
                        .replace("(10001, PAY", "(20001, PAY")
                        .replace(
                            "toStatus: [{type: ID, value: 10004", "toStatus: [{type: ID, value: 21")
                        .replace(
                            "issuetype, value: {type: ID, value: 10004",
                            "issuetype, value: {type: ID, value: 22")
                        .replace(
                            "customfield_20010, value: {type: ID, value: 10004",
                            "customfield_20010, value: {type: ID, value: 23")
                        .replace(
                            "project, value: {type: ID, value: 10001",
                            "project, value: {type: ID, value: 20001")
                        .replace("5f0e1a2b3c4d5e6f70819201", "60a1b2c3d4e5f60718293a4b")
                        .replace(
                            "3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40",
                            "00000000-0000-4000-8000-000000000002")
                        .replace("link-a", "link-b")
                        .replace(
                            "aaaaaaaa-0000-4000-8000-000000000001",
                            "bbbbbbbb-0000-4000-8000-000000000002")
                        .replace(
                            "019c88ef-60ff-7167-8fc8-a9588eea7470",
                            "0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d"))));
    assertThat(file.rule().id().toString()).isEqualTo("0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d");
  }

  @Test
  void a_project_by_its_key_is_that_of_the_site_that_the_file_came_from() throws IOException {
    String byKey = FILE.replace("scope: project/10001", "scope: project/SHOP");
    Files.writeString(root.resolve("rules/build.yaml"), byKey);
    RuleFile file = only(files("b", MAPPING));
    assertThat(file.rule().fields().path("scope").asText()).isEqualTo("project/20001");
    assertThat(RuleRepository.text(file.rule(), file)).isEqualTo(byKey);
  }

  @Test
  void the_way_back_gives_the_file_byte_by_byte() throws IOException {
    RuleFile file = only(files("b", MAPPING));
    assertThat(RuleRepository.text(file.rule(), file)).isEqualTo(FILE);
    Rule renamed = new Rule(file.rule().id(), file.rule().fields().deepCopy().put("name", "Other"));
    assertThat(RuleRepository.text(renamed, file))
        .isEqualTo(FILE.replaceFirst("name: .*", "name: Other"));
  }

  @Test
  void an_id_of_the_other_site_that_no_file_knows_is_refused_on_the_way_back() throws IOException {
    RuleFile file = only(files("b", MAPPING));
    Rule moved =
        new Rule(file.rule().id(), file.rule().fields().deepCopy().put("scope", "project/20999"));
    InvalidFileException e =
        catchThrowableOfType(InvalidFileException.class, () -> RuleRepository.text(moved, file));
    assertThat(e).hasMessageContaining("project 20999 of the site b has no id in the files");
  }

  @Test
  void every_missing_id_is_listed_with_its_place_and_its_mapping() {
    InvalidFileException e =
        catchThrowableOfType(
            InvalidFileException.class,
            () ->
                files(
                    "b",
                    """
                    same: [accounts, connections, clouds, things]
                    rules: {019c88ef-60ff-7167-8fc8-a9588eea7470: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d}
                    projects: {10001: TODO}
                    """));
    assertThat(e.problems())
        .extracting(problem -> problem.where() + " " + problem.what() + ". " + problem.hint())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("rules/build.yaml:3 project 10001 has no id on the other site")
                    .endsWith("Fill in the TODO in sites/b.yaml under projects"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("rules/build.yaml:10 field customfield_10010 has no id")
                    .endsWith("Add it to sites/b.yaml under fields"))
        .hasSize(2);
  }

  @Test
  void a_rule_that_the_mapping_does_not_name_belongs_to_its_own_site_only() throws IOException {
    assertThat(files("b", "same: [accounts]\n")).isEmpty();
    RuleFile file = only(files("a", ""));
    assertThat(Yaml.write(file.rule().fields())).isEqualTo(Yaml.write(Yaml.read("file", FILE)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`rules: {019c88ef-60ff-7167-8fc8-a9588eea7470: 7}`    | not the id of a rule",
        "`rules: {x: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d}`    | not the id of a rule",
        "`projects: {PAY: 20001}`                              | not the id of a project",
        "`things: {10004: 20004}`                              | not the id of a thing",
        "`things: {status/10004: Done}`                        | not the id of a thing",
        "`things: {status/1: 9, status/2: 9}`                  | two things become one: status/1 is"
            + " status/9 already",
        "`fields: {customfield_1: Story}`                      | not the id of a field",
        "`projects: {1: 9, 2: 9}`                              | two projects become one: 1 is 9"
            + " already",
        "`rules: {019c88ef-60ff-7167-8fc8-a9588eea7470: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d,"
            + " 019c88ef-60ff-7167-8fc8-a9588eea7471: 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d}` | two"
            + " rules become one: 019c88ef-60ff-7167-8fc8-a9588eea7470 is"
            + " 0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d already",
        "`boards: {1: 2}`                                      | unknown key 'boards'",
        "`same: [rules]`                                       | not a kind of ids that could be"
            + " the same",
        "`own: [7]`                                            | not the id of a rule",
        "`own: {a: b}`                                         | own is not a list",
        "`same: {a: b}`                                        | same is not a list",
        "`projects: {1: {name: Payments}}`                     | no id",
      },
      quoteCharacter = '`')
  void what_is_wrong_in_a_mapping_is_said_with_its_line(String text, String what) {
    InvalidFileException e =
        catchThrowableOfType(InvalidFileException.class, () -> files("b", "# first line\n" + text));
    assertThat(e.problems())
        .extracting(problem -> problem.where() + " " + problem.what())
        .containsExactly("sites/b.yaml:2 " + what);
  }

  @Test
  void a_mapping_of_a_site_that_the_configuration_does_not_have_is_refused() throws IOException {
    Files.writeString(root.resolve("sites/c.yaml"), "same: [accounts]\n");
    RuleRepository repository = RuleRepository.open(root);
    InvalidFileException e =
        catchThrowableOfType(
            InvalidFileException.class, () -> repository.mappings(repository.configuration()));
    assertThat(e).hasMessageContaining("has no site 'c'");
  }

  private List<RuleFile> files(String site, String mapping) throws IOException {
    Files.writeString(root.resolve("sites/b.yaml"), mapping);
    RuleRepository repository = RuleRepository.open(root);
    Configuration configuration = repository.configuration();
    return new RulesOfSite(
            configuration,
            repository.mappings(configuration),
            java.util.Objects.requireNonNull(configuration.sites().get(new SiteName(site))),
            (origin, scope) ->
                origin.value().equals("a") && scope.equals("project/SHOP")
                    ? Optional.of("project/10001")
                    : Optional.empty())
        .files(repository.ruleFiles());
  }

  private static RuleFile only(List<RuleFile> files) {
    assertThat(files).hasSize(1);
    return files.get(0);
  }
}
