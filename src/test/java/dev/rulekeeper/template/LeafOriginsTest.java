package dev.rulekeeper.template;

import static dev.rulekeeper.template.TemplateSamples.fragments;
import static dev.rulekeeper.template.TemplateSamples.page;
import static dev.rulekeeper.template.TemplateSamples.places;
import static dev.rulekeeper.template.TemplateSamples.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a place of a rule is written: in the file of the rule, in its template, or in both. */
class LeafOriginsTest {
  private static final RuleTemplates PAGE =
      page(
          fragments("to", "team <<param:team>>"),
          """
          parameters:
            team: {}
            days: {type: list, default: [mon]}
            note: {required: false}
          rule:
            name: Page <<param:team>>
            description: <<param:note>>
            labels: <<param:days>>
            trigger: {component: TRIGGER}
            components:
              - {component: ACTION, type: first, value: <<>to>>}
              - {component: ACTION, type: second, value: {text: x}}
          """);
  private static final String PLAIN = "id: r1\ntemplate: page\nwith: {team: pay, days: [a, b]}\n";
  private static final String PATCHED =
      PLAIN
          + """
          state: DISABLED
          patch:
            - {op: test, path: /components/0/type, value: first}
            - {op: add, path: /components/0, value: {component: ACTION, type: new}}
            - {op: move, from: /components/2, path: /components/0}
          """;

  @ParameterizedTest(name = "{0} is written at {1}")
  @CsvSource({
    "/id,                     rule/id",
    "/name,                   'rule/with/team, page/rule/name'",
    "/trigger/component,      'rule/template, page/rule/trigger/component'",
    "/trigger/nothing,        'rule/template, page/rule/trigger/component'",
    "/labels/1,               'rule/with/days/1, page/rule/labels'",
    "/labels/7,               'rule/with/days, page/rule/labels'",
    "/components/0/value,     'rule/with/team, page/rule/components/0/value'",
    "/components/1/value/text, 'rule/template, page/rule/components/1/value/text'",
    "'',                      'rule/template, page/rule'",
  })
  void a_leaf_of_an_instance(String leaf, String places) {
    assertThat(written(PLAIN, leaf)).isEqualTo(places);
  }

  @ParameterizedTest(name = "{0} is written at {1}")
  @CsvSource({
    "/state,             rule/state",
    "/components/0/type, 'rule/template, page/rule/components/1/type'",
    "/components/1/type, rule/patch/1/value/type",
    "/components/2/type, 'rule/template, page/rule/components/0/type'",
  })
  void a_leaf_that_the_patch_moves_is_found_again(String leaf, String places) {
    assertThat(written(PATCHED, leaf)).isEqualTo(places);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "id: r1,                            /id",
    "'{id: 1, template: nobody}',        /name",
  })
  void without_a_template_a_leaf_is_where_it_is(String file, String leaf) {
    assertThat(written(file, leaf)).isEqualTo("rule" + leaf);
  }

  private static String written(String file, String leaf) {
    return places(PAGE.places(yaml(file), JsonPointer.compile(leaf)));
  }
}
