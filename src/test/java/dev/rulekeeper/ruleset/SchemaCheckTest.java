package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaCheckTest {
  private static final String RULE =
      """
      id: 019c88ef-60ff-7167-8fc8-a9588eea7470
      name: Start the build
      state: ENABLED
      scope: project/10336
      trigger:
        component: TRIGGER
        type: jira.manual.trigger.issue
      components:
        - component: ACTION
          type: jira.issue.outgoing.webhook
          value:
            url: https://ci.acme.example/
            headers:
              - name: Authorization
                value: <<secret:ci>>
                headerSecure: true
      """;

  private final SchemaCheck check = new SchemaCheck();

  @ParameterizedTest
  @EnumSource
  void a_schema_is_of_draft_2020_12_and_describes_itself(Schema schema) {
    JsonNode tree = ExactJson.read(schema.text());
    assertThat(tree.path("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(tree.path("title").asText()).isNotEmpty();
    assertThat(tree.path("description").asText()).isNotEmpty();
    check.problems(schema, "file.yaml", "a: 1\n");
  }

  @Test
  void a_rule_fits() {
    assertThat(check.problems(Schema.RULE, "rules/a.yaml", RULE)).isEmpty();
  }

  @Test
  void a_component_of_a_type_that_nobody_knows_fits() {
    String text = RULE.replace("jira.manual.trigger.issue", "com.acme.app:module");
    assertThat(check.problems(Schema.RULE, "rules/a.yaml", text)).isEmpty();
  }

  @Test
  void what_another_component_calls_headers_may_be_anything() {
    String text =
        RULE.replaceFirst(
            "(?s)headers:.*", "headers: [false, [], {name: [1]}, Accept]\n      name: [x]\n");
    assertThat(check.problems(Schema.RULE, "rules/a.yaml", text)).isEmpty();
  }

  @Test
  void a_rule_made_from_a_template_needs_no_body() {
    String text =
        """
        id: 019c88ef-60ff-7167-8fc8-a9588eea7470
        template: build
        with: {project: 10336}
        patch:
          - {op: replace, path: /name, value: Other}
        """;
    assertThat(check.problems(Schema.RULE, "rules/a.yaml", text)).isEmpty();
  }

  @Test
  void a_placeholder_may_stand_where_the_schema_lists_choices() {
    String text = RULE.replace("state: ENABLED", "state: <<var:state>>");
    assertThat(check.problems(Schema.RULE, "rules/a.yaml", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state: ENABLED        | state: ON                | 3  | state is none of ENABLED, DISABLED",
        "name: Start the build | name: [a]                | 2  | name is of the wrong type: it must be string",
        "headerSecure: true    | headerSecure: sometimes  | 16 | headerSecure is of the wrong type: it must be boolean",
        "component: TRIGGER    | kind: TRIGGER            | 5  | no component",
        "scope: project/10336  | scope: 7                 | 4  | scope is of the wrong type: it must be string or array",
        "id: 019c88ef          | id: 19                   | 1  | id does not have the right form",
      })
  void what_does_not_fit_is_said_with_its_line(String from, String to, int line, String what) {
    assertThat(check.problems(Schema.RULE, "rules/a.yaml", RULE.replace(from, to)))
        .extracting(problem -> problem.where() + " " + problem.what())
        .containsExactly("rules/a.yaml:" + line + " " + what);
  }

  @Test
  void a_message_says_what_belongs_there_and_quotes_no_value() {
    String secret = "ATATT3xFfGF0EXAMPLE-not-a-real-token";
    List<Problem> problems =
        check.problems(
            Schema.RULE, "rules/a.yaml", RULE.replace("state: ENABLED", "state: " + secret));
    assertThat(problems).extracting(Problem::hint).containsExactly("Whether the rule runs.");
    assertThat(problems.toString()).doesNotContain(secret);
  }

  @Test
  void an_unknown_key_of_the_configuration_is_named() {
    String text =
        """
        sites:
          acme:
            url: https://acme.atlassian.net
            colour: blue
        """;
    assertThat(check.problems(Schema.CONFIGURATION, "rulekeeper.yaml", text))
        .extracting(problem -> problem.where() + " " + problem.what())
        .containsExactly("rulekeeper.yaml:4 unknown key 'colour'");
  }

  @Test
  void a_site_mapping_takes_ids_with_and_without_names() {
    String text =
        """
        same: [accounts]
        projects:
          "10001": 20001
          "10002":
            id: TODO
            name: Payments
        """;
    assertThat(check.problems(Schema.SITE, "sites/b.yaml", text)).isEmpty();
  }

  @Test
  void a_new_rule_file_begins_with_the_way_to_its_schema_and_a_rewrite_keeps_it() {
    Rule rule =
        new Rule(
            RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470"),
            (com.fasterxml.jackson.databind.node.ObjectNode) Yaml.read("a", RULE));
    String text = RuleRepository.text(rule, "rules/project-1/a.yaml");
    assertThat(text)
        .startsWith("# yaml-language-server: $schema=../../.rulekeeper/schema/rule.json\nid: ");
    RuleFile file = RuleFile.read("rules/project-1/a.yaml", text);
    assertThat(file.formatted()).isEqualTo(text);
    Rule renamed = new Rule(rule.id(), rule.fields().deepCopy().put("name", "Other"));
    assertThat(RuleRepository.text(renamed, file))
        .isEqualTo(text.replace("Start the build", "Other"));
    RuleFile without = RuleFile.read("rules/a.yaml", RULE);
    assertThat(RuleRepository.text(rule, without)).isEqualTo(RULE);
  }
}
