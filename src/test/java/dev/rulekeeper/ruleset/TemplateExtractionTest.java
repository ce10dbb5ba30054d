package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates made of rule files that are alike. */
class TemplateExtractionTest {
  @TempDir private Path root;

  @BeforeEach
  void a_repository() throws IOException {
    write("rulekeeper.yaml", "sites:\n  acme:\n    url: https://acme.atlassian.net\n");
    write("templates/fragments/bye.txt", "Bye\n");
  }

  @Test
  void what_is_equal_becomes_the_template_and_what_differs_becomes_parameters() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "project/7", "3", ""));
    write("rules/b.yaml", "# theirs\n" + rule(2, "shipping", "project/8", "5", ""));

    Map<String, String> texts = extract();

    assertThat(texts.get("templates/page.yaml"))
        .isEqualTo(
            """
            # yaml-language-server: $schema=../.rulekeeper/schema/template.json
            parameters:
              name:
                type: string
              scope:
                type: string
              tries:
                type: number
            rule:
              name: Page <<param:name>>
              scope: project/<<param:scope>>
              trigger:
                component: TRIGGER
                type: manual
              components:
                - component: ACTION
                  type: webhook
                  value:
                    url: https://ops.acme.com/<<param:name>>?key=<<secret:ops>>
                    tries: <<param:tries>>
                    body: |-
                      Team <<param:name>>,
                      <<>bye>>
            """
                .replace("../.rulekeeper/schema/", headerFolder()));
    assertThat(texts.get("rules/b.yaml"))
        .isEqualTo(
            """
            id: 019ab7c0-1111-7222-8333-444455556662
            template: page
            with:
              name: shipping
              scope: "8"
              tries: 5
            """
                .replace("id:", "# theirs\nid:"));
  }

  @Test
  void a_component_that_one_rule_has_more_becomes_its_patch() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "site", "3", ""));
    write("rules/b.yaml", rule(2, "shipping", "site", "3", ""));
    write("rules/c.yaml", rule(3, "billing", "site", "3", "  - type: log\n    value: more\n"));

    Map<String, String> texts = extract();

    assertThat(texts.get("rules/c.yaml"))
        .isEqualTo(
            """
            id: 019ab7c0-1111-7222-8333-444455556663
            template: page
            with:
              name: billing
            patch:
              - op: add
                path: /components/1
                value:
                  type: log
                  value: more
            """);
  }

  @Test
  void a_field_that_some_rules_lack_is_a_parameter_that_need_not_be_given() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "site", "3", "") + "notifyOnError: FIRSTERROR\n");
    write("rules/b.yaml", rule(2, "shipping", "site", "3", ""));

    assertThat(extract().get("templates/page.yaml"))
        .contains("notify-on-error:\n    type: string\n    required: false\n")
        .contains("notifyOnError: <<param:notify-on-error>>\n");
  }

  @Test
  void a_value_that_most_rules_have_is_the_default() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "site", "3", ""));
    write("rules/b.yaml", rule(2, "shipping", "site", "3", ""));
    write("rules/c.yaml", rule(3, "billing", "site", "4", ""));

    SortedMap<String, String> texts = extract();

    assertThat(texts.get("templates/page.yaml"))
        .contains("tries:\n    type: number\n    default: 3\n");
    assertThat(texts.get("rules/a.yaml")).doesNotContain("tries");
    assertThat(texts.get("rules/c.yaml")).contains("tries: 4\n");
  }

  @Test
  void a_text_is_cut_where_a_reader_would() throws IOException {
    String more = "  - component: ACTION\n    type: codebarrel.action.log\n    value: ";
    write(
        "rules/a.yaml",
        rule(1, "pay-eu", "site", "3", more + "A {{issue.key}} for you\n")
            .replace("Team pay-eu,\n", "{\n        \"to\": \"{{issue.key}}\"\n        }\n"));
    write(
        "rules/b.yaml",
        rule(2, "ship-us", "site", "3", more + "Look at {{issue.id}}\n")
            .replace("Team ship-us,\n", "{\n        \"at\": [1,\n        2]\n        }\n"));

    SortedMap<String, String> texts = extract();

    assertThat(texts.get("templates/page.yaml"))
        .contains("name: Page <<param:name>>\n", "value: <<param:log>>\n")
        .contains("        body: |-\n          {\n          <<param:body>>\n          }\n");
    assertThat(texts.get("rules/a.yaml"))
        .contains("name: pay-eu\n", "log: A {{issue.key}} for you\n")
        .contains("body: '\"to\": \"{{issue.key}}\"'\n");
  }

  @Test
  void what_a_step_of_another_type_is_set_to_is_one_parameter() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "site", "3", ""));
    write(
        "rules/b.yaml",
        rule(2, "shipping", "site", "3", "")
            .replace("type: manual", "type: jira.jql.scheduled\n  value: {rate: 5, jql: x = y}"));

    SortedMap<String, String> texts = extract();

    assertThat(texts.get("templates/page.yaml"))
        .contains("    type: <<param:trigger-type>>\n    value: <<param:trigger>>\n")
        .contains("  trigger:\n    type: object\n    required: false\n");
    assertThat(texts.get("rules/b.yaml")).contains("trigger:\n    rate: 5\n    jql: x = y\n");
  }

  @Test
  void secrets_that_differ_become_parameters_as_a_whole() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "site", "3", "").replace("secret:ops", "secret:a"));
    write("rules/b.yaml", rule(2, "shipping", "site", "3", "").replace("secret:ops", "secret:b"));

    SortedMap<String, String> texts = extract();

    assertThat(texts.get("rules/a.yaml")).contains("<<secret:a>>");
    assertThat(texts.get("templates/page.yaml")).doesNotContain("<<secret:");
  }

  @Test
  void the_rules_stay_the_same_and_so_do_the_files_when_they_are_written_again()
      throws IOException {
    write("rules/a.yaml", rule(1, "payments", "project/7", "3", ""));
    write(
        "rules/b.yaml", rule(2, "shipping", "site", "5", "  - component: ACTION\n    type: log\n"));
    List<Rule> before = open().ruleFiles().stream().map(RuleFile::rule).toList();

    for (Map.Entry<String, String> text : extract().entrySet()) {
      write(text.getKey(), text.getValue());
    }

    List<RuleFile> after = open().ruleFiles();
    assertThat(after).extracting(RuleFile::rule).isEqualTo(before);
    assertThat(after).isNotEmpty().allMatch(file -> file.templatePath().isPresent());
    for (RuleFile file : after) {
      assertThat(RuleRepository.text(file.rule(), file)).isEqualTo(file.text());
      assertThat(file.formatted()).isEqualTo(file.text());
    }
  }

  @Test
  void one_rule_a_taken_name_and_an_instance_are_refused() throws IOException {
    write("rules/a.yaml", rule(1, "payments", "site", "3", ""));
    refused("one rule is no family");
    write("rules/b.yaml", rule(2, "shipping", "site", "3", ""));
    write("templates/page.yaml", "rule: {name: x, trigger: {component: TRIGGER, type: y}}\n");
    refused("is there already");
    write("rules/b.yaml", "id: 019ab7c0-1111-7222-8333-444455556662\ntemplate: page\n");
    refused("is an instance of templates/page.yaml already");
  }

  private void refused(String what) {
    assertThatThrownBy(this::extract)
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(what);
  }

  private static String headerFolder() {
    String header = Schema.header("templates/page.yaml");
    return header.substring(header.indexOf('=') + 1, header.lastIndexOf("template.json"));
  }

  private SortedMap<String, String> extract() {
    return TemplateExtraction.of("page", open().ruleFiles());
  }

  private RuleRepository open() {
    return RuleRepository.open(root);
  }

  private static String rule(int number, String team, String scope, String tries, String more) {
    return """
    id: 019ab7c0-1111-7222-8333-44445555666%d
    name: Page %s
    scope: %s
    trigger:
      component: TRIGGER
      type: manual
    components:
      - component: ACTION
        type: webhook
        value:
          url: https://ops.acme.com/%s?key=<<secret:ops>>
          tries: %s
          body: |-
            Team %s,
            <<>bye>>
    %s\
    """
        .formatted(number, team, scope, team, tries, team, more);
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }
}
