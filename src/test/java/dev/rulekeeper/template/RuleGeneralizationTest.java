package dev.rulekeeper.template;

import static dev.rulekeeper.template.TemplateSamples.text;
import static dev.rulekeeper.template.TemplateSamples.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.template.RuleGeneralization.Extracted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The template that is made of rules that are alike. */
class RuleGeneralizationTest {
  @Test
  void what_is_equal_is_the_rule_and_one_difference_is_one_parameter_wherever_it_stands() {
    Extracted extracted =
        extracted(
            """
            name: Page payments
            scope: project/7
            components:
              - {component: ACTION, type: log, value: payments was paged}
            """,
            """
            name: Page shipping
            scope: project/7
            components:
              - {component: ACTION, type: log, value: shipping was paged}
            """);
    assertThat(text(extracted.template()))
        .isEqualTo(
            """
            parameters:
              name:
                type: string
            rule:
              name: Page <<param:name>>
              scope: project/7
              components:
                - component: ACTION
                  type: log
                  value: <<param:name>> was paged
            """);
    assertThat(extracted.instances())
        .extracting(TemplateSamples::text)
        .containsExactly(
            "id: r0\ntemplate: page\nwith:\n  name: payments\n",
            "id: r1\ntemplate: page\nwith:\n  name: shipping\n");
  }

  @Test
  void rules_that_are_equal_need_no_parameter() {
    Extracted extracted = extracted("name: A\n", "name: A\n");
    assertThat(text(extracted.template())).isEqualTo("parameters: {}\nrule:\n  name: A\n");
    assertThat(text(extracted.instances().get(1))).isEqualTo("id: r1\ntemplate: page\n");
  }

  @Test
  void what_most_of_three_rules_have_is_the_default() {
    Extracted extracted =
        extracted("name: A\nretries: 3\n", "name: A\nretries: 3\n", "name: A\nretries: 5\n");
    assertThat(text(extracted.template()))
        .isEqualTo(
            """
            parameters:
              retries:
                type: number
                default: 3
            rule:
              name: A
              retries: <<param:retries>>
            """);
    assertThat(text(extracted.instances().get(0))).doesNotContain("with");
    assertThat(text(extracted.instances().get(2))).contains("retries: 5");
  }

  @Test
  void of_two_rules_neither_is_the_usual_one() {
    assertThat(text(extracted("retries: 3\n", "retries: 5\n").template()))
        .doesNotContain("default");
  }

  @Test
  void a_field_that_only_some_have_is_not_required() {
    Extracted extracted = extracted("name: A\ndescription: told\n", "name: A\n");
    assertThat(text(extracted.template()))
        .isEqualTo(
            """
            parameters:
              description:
                type: string
                required: false
            rule:
              name: A
              description: <<param:description>>
            """);
    assertThat(text(extracted.instances().get(1))).isEqualTo("id: r1\ntemplate: page\n");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, number",
    "true, false, boolean",
    "[a], [b], list",
    "a, 2, any",
    "x, '[y]', any"
  })
  void a_parameter_has_the_type_that_all_values_have(String one, String two, String type) {
    Extracted extracted = extracted("value: " + one + "\n", "value: " + two + "\n");
    assertThat(extracted.template().at("/parameters/value/type").asText()).isEqualTo(type);
  }

  @Test
  void a_step_that_only_some_have_is_a_patch_of_theirs() {
    String log = "  - {component: ACTION, type: log, value: done}\n";
    String wait = "  - {component: ACTION, type: wait, value: 5}\n";
    Extracted extracted =
        extracted("components:\n" + log, "components:\n" + log, "components:\n" + wait + log);
    assertThat(extracted.template().at("/rule/components")).hasSize(1);
    assertThat(text(extracted.instances().get(2)))
        .isEqualTo(
            """
            id: r2
            template: page
            patch:
              - op: add
                path: /components/0
                value:
                  component: ACTION
                  type: wait
                  value: 5
            """);
  }

  @Test
  void placeholders_of_secrets_stay_tags_and_are_never_cut() {
    Extracted extracted =
        extracted("key: Bearer <<secret:pay-bot>>\n", "key: Bearer <<secret:ship-bot>>\n");
    assertThat(text(extracted.template())).contains("key: Bearer <<param:key>>");
    assertThat(text(extracted.instances().get(0))).contains("key: <<secret:pay-bot>>");
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # one text                       | another                            | the leaf of the template
          Page the payments people         | Page the shipping people           | Page the <<param:name>> people
          Page payments                    | Page shipping and more             | Page <<param:name>>
          Hello                            | Goodbye                            | <<param:name>>
          a-b                              | a-c                                | a-<<param:name>>
          team pay-eu runs                 | team ship-us runs                  | team <<param:name>> runs
          issue {{issue.key}} of pay       | issue {{issue.key}} of ship        | issue {{issue.key}} of <<param:name>>
          {{issue.key}} was seen here      | {{issue.id}} was seen here         | <<param:name>> was seen here
          one two three four five          | eins two drei four fünf            | <<param:name>>
          """)
  void texts_share_whole_words(String one, String two, String leaf) {
    Extracted extracted = extracted(yaml("{}").put("name", one), yaml("{}").put("name", two));
    assertThat(extracted.template().at("/rule/name").asText()).isEqualTo(leaf);
  }

  @Test
  void lines_that_differ_differ_as_whole_lines() {
    Extracted extracted =
        extracted(
            yaml("{}").put("body", "Hello,\nfirst line of pay\nsecond of it\nBye"),
            yaml("{}").put("body", "Hello,\nonly line\nBye"));
    assertThat(extracted.template().at("/rule/body").asText())
        .isEqualTo("Hello,\n<<param:body>>\nBye");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the field with a difference                                     | the parameter
          customBody: @                                                     | custom-body
          {value: {url: @}}                                                 | url
          {trigger: {value: @}}                                             | trigger
          {components: [{component: A, type: jira.jql.condition, value: @}]} | jql-condition
          {components: [{component: A, type: codebarrel.action.log, value: @}]} | log
          {headers: [{name: X-Team, value: @}]}                             | x-team
          '日本': @                                                           | parameter
          """)
  void a_parameter_is_called_by_what_it_is_for(String field, String name) {
    Extracted extracted = extracted(field.replace("@", "1"), field.replace("@", "2"));
    assertThat(extracted.template().path("parameters").fieldNames())
        .toIterable()
        .containsExactly(name);
  }

  @Test
  void two_differences_under_one_key_have_names_of_their_own() {
    Extracted extracted = extracted("{a: {url: 1}, b: {url: 3}}", "{a: {url: 2}, b: {url: 4}}");
    assertThat(extracted.template().path("parameters").fieldNames())
        .toIterable()
        .containsExactly("url", "url-2");
  }

  @Test
  void a_step_of_another_type_is_replaced_as_a_whole() {
    Extracted extracted =
        extracted(
            "trigger: {component: TRIGGER, type: manual, value: {a: 1}}\n",
            "trigger: {component: TRIGGER, type: scheduled, value: {cron: x}}\n");
    assertThat(text(extracted.template()))
        .isEqualTo(
            """
            parameters:
              trigger-type:
                type: string
              trigger:
                type: object
            rule:
              trigger:
                component: TRIGGER
                type: <<param:trigger-type>>
                value: <<param:trigger>>
            """);
  }

  private static Extracted extracted(String... rules) {
    List<ObjectNode> trees = new ArrayList<>();
    for (String rule : rules) {
      trees.add(yaml(rule));
    }
    return extracted(trees.toArray(ObjectNode[]::new));
  }

  /** The template of {@code rules}, which get the ids r0, r1 …; its instances stand for them. */
  private static Extracted extracted(ObjectNode... rules) {
    List<ObjectNode> named = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      named.add(rules[i].put("id", "r" + i));
    }
    Extracted extracted = RuleGeneralization.of("page", named, RuleTemplates.NONE);
    RuleTemplates templates = TemplateSamples.page(text(extracted.template()));
    for (int i = 0; i < rules.length; i++) {
      assertThat(templates.expand(extracted.instances().get(i))).isEqualTo(rules[i]);
    }
    return extracted;
  }
}
