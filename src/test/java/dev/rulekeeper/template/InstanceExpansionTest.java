package dev.rulekeeper.template;

import static dev.rulekeeper.template.TemplateSamples.fragments;
import static dev.rulekeeper.template.TemplateSamples.page;
import static dev.rulekeeper.template.TemplateSamples.problems;
import static dev.rulekeeper.template.TemplateSamples.text;
import static dev.rulekeeper.template.TemplateSamples.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rule that an instance of a template stands for. */
class InstanceExpansionTest {
  private static final RuleTemplates PAGE =
      page(
          fragments("bye", "Bye, <<secret:x>>", "to", "team <<param:team>>"),
          """
          parameters:
            team: {description: who is called}
            retries: {type: number, default: 3}
            loud: {type: boolean, default: false}
            days: {type: list, default: []}
            extra: {type: object, required: false}
            note: {required: false}
            any: {type: any, required: false}
          rule:
            name: Page <<param:team>>
            description: <<param:note>>
            labels: <<param:days>>
            scope: site
            trigger: {component: TRIGGER, retries: <<param:retries>>, loud: <<param:loud>>}
            components:
              - {component: ACTION, value: <<param:extra>>, any: <<param:any>>}
              - component: ACTION
                value: try <<param:retries>> of <<>to>> with <<secret:ops>> on <<var:host>>
              - component: ACTION
                value: <<#base64>><<param:team>>:<<secret:ops>><</base64>>
          """);

  @ParameterizedTest(name = "with {0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # with                       | where                 | what stands there
          {team: pay}                  | /name                 | "Page pay"
          {team: pay}                  | /trigger/retries      | 3
          {team: pay, retries: 1.10}   | /trigger/retries      | 1.10
          {team: pay, retries: 1.10}   | /components/1/value   | "try 1.10 of team pay with <<secret:ops>> on <<var:host>>"
          {team: pay}                  | /trigger/loud         | false
          {team: pay, loud: true}      | /trigger/loud         | true
          {team: pay}                  | /labels               | []
          {team: pay, days: [a, 2]}    | /labels               | ["a",2]
          {team: pay}                  | /components/0         | {"component":"ACTION"}
          {team: pay, extra: {a: 1}}   | /components/0/value   | {"a":1}
          {team: pay, extra: {}}       | /components/0/value   | {}
          {team: pay, any: null}       | /components/0/any     | null
          {team: pay, any: [null]}     | /components/0/any     | [null]
          {team: 'a <<secret:b>>'}     | /name                 | "Page a <<secret:b>>"
          {team: '<<>bye>>'}           | /name                 | "Page Bye, <<secret:x>>"
          {team: '<<open>>x'}          | /name                 | "Page <<open>>x"
          {team: ''}                   | /name                 | "Page "
          {team: pay, note: hello}     | /description          | "hello"
          {team: pay}                  | /components/2/value   | "<<#base64>>pay:<<secret:ops>><</base64>>"
          """)
  void a_parameter_keeps_its_type_where_it_stands_alone_and_is_text_in_a_text(
      String with, String pointer, String expected) {
    ObjectNode rule = PAGE.expand(yaml("id: r1\ntemplate: page\nwith: " + with + "\n"));
    assertThat(rule.at(pointer)).hasToString(expected);
  }

  @Test
  void a_field_that_holds_nothing_but_a_parameter_without_a_value_is_left_out() {
    ObjectNode rule = PAGE.expand(yaml("id: r1\ntemplate: page\nwith: {team: pay}\n"));
    assertThat(rule.has("description")).isFalse();
  }

  @Test
  void an_element_of_a_list_that_holds_nothing_else_is_left_out_too() {
    RuleTemplates list =
        page("parameters: {a: {required: false}}\nrule: {labels: [x, <<param:a>>, y]}\n");
    assertThat(list.expand(yaml("id: r1\ntemplate: page\n")).path("labels"))
        .hasToString("[\"x\",\"y\"]");
  }

  @Test
  void fields_of_its_own_stand_in_place_of_those_of_the_template_and_fragments_in_them_count() {
    ObjectNode rule =
        PAGE.expand(
            yaml(
                """
                id: r1
                template: page
                with: {team: pay}
                scope: project/7
                state: DISABLED
                description: <<>bye>>
                """));
    assertThat(rule.path("scope").asText()).isEqualTo("project/7");
    assertThat(rule.path("state").asText()).isEqualTo("DISABLED");
    assertThat(rule.path("description").asText()).isEqualTo("Bye, <<secret:x>>");
  }

  @Test
  void the_patch_comes_last_and_wins() {
    ObjectNode rule =
        PAGE.expand(
            yaml(
                """
                id: r1
                template: page
                with: {team: pay}
                scope: project/7
                patch:
                  - {op: replace, path: /scope, value: project/8}
                  - {op: remove, path: /components/0}
                  - {op: add, path: /components/0/note, value: <<>bye>>}
                """));
    assertThat(rule.path("scope").asText()).isEqualTo("project/8");
    assertThat(rule.path("components")).hasSize(2);
    assertThat(rule.at("/components/0/note").asText()).isEqualTo("Bye, <<secret:x>>");
  }

  @Test
  void fields_are_in_the_order_of_rule_files_whatever_the_template_has() {
    RuleTemplates unordered = page("rule: {components: [], trigger: {}, name: A, zzz: 1}\n");
    assertThat(text(unordered.expand(yaml("template: page\nid: r1\nstate: ENABLED\n"))))
        .isEqualTo("id: r1\nname: A\nstate: ENABLED\ntrigger: {}\ncomponents: []\nzzz: 1\n");
  }

  @Test
  void a_file_that_names_no_template_stands_for_itself() {
    ObjectNode plain = yaml("id: r1\nname: A <<secret:x>>\n");
    assertThat(PAGE.expand(plain)).isSameAs(plain);
    assertThat(RuleTemplates.templateOf(plain)).isEmpty();
    assertThat(PAGE.expand(yaml("id: r1\nname: <<>bye>>\n")).path("name").asText())
        .isEqualTo("Bye, <<secret:x>>");
  }

  @Test
  void a_text_that_is_no_template_is_left_for_whoever_reads_the_rule() {
    ObjectNode broken = yaml("id: r1\nname: <<secert:x>>\n");
    assertThat(PAGE.expand(broken)).isEqualTo(broken);
  }

  @Test
  void the_template_of_a_file_is_the_one_that_it_names() {
    assertThat(RuleTemplates.templateOf(yaml("template: page\n"))).hasValue("page");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the instance                                | place, what is wrong, what to do
          template: pgae                                | rule/template: there is no template 'pgae' -> add templates/pgae.yaml, or use one of page
          template: page                                | rule/template, page/parameters/team: the template 'page' needs the parameter 'team' -> add 'team:' under with, of type string (who is called)
          {template: page, with: {retries: 1}}          | rule/with, page/parameters/team: the template 'page' needs the parameter 'team' -> add 'team:' under with, of type string (who is called)
          {template: page, with: {team: 7}}             | rule/with/team, page/parameters/team: the parameter 'team' must be of type string, not number -> correct the value, or the type in the template
          {template: page, with: {team: null}}          | rule/with/team, page/parameters/team: the parameter 'team' must be of type string, not null -> correct the value, or the type in the template
          {template: page, with: {team: a, loud: 'no'}} | rule/with/loud, page/parameters/loud: the parameter 'loud' must be of type boolean, not string -> correct the value, or the type in the template
          {template: page, with: {team: a, tema: b}}    | rule/with/tema, page/parameters: the template 'page' has no parameter 'tema' -> it has team, retries, loud, days, extra, note, any
          {template: page, with: [team]}                | rule/with: with is not a mapping -> write a line 'PARAMETER: VALUE' each
          {template: page, with: {team: a}, patch: x}   | rule/patch: patch is not a list -> give a list of RFC 6902 operations
          {template: page, with: {team: '<<>no>>'}}     | rule/with/team: no fragment for <<>no>> -> add templates/fragments/no.txt, or correct the name
          {template: page, with: {team: a}, name: '<<>no>>'} | rule/name: no fragment for <<>no>> -> add templates/fragments/no.txt, or correct the name
          {template: page, with: {team: a}, name: '<<param:team>>'} | rule/name: a parameter outside of a template -> write what is meant; <<param:…>> has a meaning in templates only
          {with: {team: a}}                             | rule/with: with without a template -> add the line 'template: NAME', or remove with
          {patch: []}                                   | rule/patch: patch without a template -> add the line 'template: NAME', or remove patch
          {name: '<<>no>>'}                             | rule/name: no fragment for <<>no>> -> add templates/fragments/no.txt, or correct the name
          {name: '<<param:a>>'}                         | rule/name: a parameter outside of a template -> write what is meant; <<param:…>> has a meaning in templates only
          """)
  void what_is_wrong_with_an_instance_is_told_with_its_place_and_the_way_out(
      String instance, String problem) {
    assertThat(problems(() -> PAGE.expand(yaml(instance).put("id", "1"))))
        .filteredOn(each -> !each.equals(MISSING_TEAM) || problem.equals(MISSING_TEAM))
        .contains(problem);
  }

  private static final String MISSING_TEAM =
      "rule/with, page/parameters/team: the template 'page' needs the parameter 'team' -> add"
          + " 'team:' under with, of type string (who is called)";

  @Test
  void all_problems_of_an_instance_are_told_at_once() {
    assertThat(problems(() -> PAGE.expand(yaml("template: page\nwith: {loud: 1, tema: b}\n"))))
        .hasSize(3);
  }

  @Test
  void a_repository_without_templates_says_which_file_to_add() {
    assertThat(problems(() -> RuleTemplates.NONE.expand(yaml("id: r1\ntemplate: page\n"))))
        .containsExactly("rule/template: there is no template 'page' -> add templates/page.yaml");
  }
}
