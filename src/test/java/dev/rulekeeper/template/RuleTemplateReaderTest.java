package dev.rulekeeper.template;

import static dev.rulekeeper.template.TemplateSamples.fragments;
import static dev.rulekeeper.template.TemplateSamples.problems;
import static dev.rulekeeper.template.TemplateSamples.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTemplateReaderTest {
  private static final Fragments FRAGMENTS = fragments("bye", "Bye", "loop", "<<>loop>>");

  @Test
  void a_template_has_parameters_in_the_order_of_its_file() {
    RuleTemplate template =
        read(
            """
            description: told to readers
            parameters:
              b: {description: the second letter, type: number, default: 2}
              a:
              c: {required: false}
              d: {default: <<>bye>>}
            rule:
              name: A
            """);
    assertThat(template.parameters().keySet()).containsExactly("b", "a", "c", "d");
    Parameter b = template.parameters().get("b");
    assertThat(Objects.requireNonNull(b).type()).isEqualTo(Parameter.Type.NUMBER);
    assertThat(b.fallback().orElseThrow().asInt()).isEqualTo(2);
    assertThat(b.description()).isEqualTo("the second letter");
    assertThat(b.required()).isFalse();
    Parameter a = template.parameters().get("a");
    assertThat(Objects.requireNonNull(a).type()).isEqualTo(Parameter.Type.STRING);
    assertThat(a.required()).as("what has no default must be given").isTrue();
    assertThat(Objects.requireNonNull(template.parameters().get("c")).required()).isFalse();
    assertThat(
            Objects.requireNonNull(template.parameters().get("d"))
                .fallback()
                .orElseThrow()
                .asText())
        .isEqualTo("Bye");
    assertThat(template.body()).isEqualTo(yaml("name: A\n"));
  }

  @Test
  void a_template_without_parameters_is_one() {
    assertThat(read("rule: {name: A}\n").parameters()).isEmpty();
    assertThat(read("parameters:\nrule: {name: A}\n").parameters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # the template                                                  | places and what is wrong
          {}                                                              | page: the template has no rule
          {rule: []}                                                      | page: the template has no rule
          {rule: {}, rules: {}}                                           | page/rules: 'rules' is not known here
          {rule: {id: x}}                                                 | page/rule/id: the rule of a template has no id
          {rule: {template: x}}                                           | page/rule/template: the rule of a template has no template
          {rule: {with: {}}}                                              | page/rule/with: the rule of a template has no with
          {rule: {patch: []}}                                             | page/rule/patch: the rule of a template has no patch
          {parameters: [a], rule: {}}                                     | page/parameters: parameters is not a mapping
          {parameters: {a: string}, rule: {}}                             | page/parameters/a: 'a' is not described by a mapping
          {parameters: {A B: {}}, rule: {}}                               | page/parameters/A B: 'A B' is no name for a parameter
          {parameters: {a: {kind: x}}, rule: {}}                          | page/parameters/a/kind: 'kind' is not known here
          {parameters: {a: {type: text}}, rule: {}}                       | page/parameters/a/type: 'text' is no type
          {parameters: {a: {type: number, default: x}}, rule: {}}         | page/parameters/a/default: the default of 'a' is not of type number
          {parameters: {a: {required: true, default: x}}, rule: {}}       | page/parameters/a/required: 'a' is required and has a default
          {parameters: {a: {default: '<<>no>>'}}, rule: {}}               | page/parameters: no fragment for <<>no>>
          {rule: {name: '<<param:b>>'}}                                   | page/rule/name: the parameter 'b' is not declared
          {rule: {a: [{b: '<<>no>>'}]}}                                   | page/rule/a/0/b: no fragment for <<>no>>
          {rule: {name: '<<>loop>>'}}                                     | page/rule/name: the fragment <<>loop>> holds itself
          {rule: {name: '<<secert:x>>'}}                                  | page/rule/name: unknown tag <<secert:x>>
          {parameters: {a: {type: list}}, rule: {name: 'x <<param:a>>'}}  | page/rule/name: 'a' is of type list, which cannot stand inside a text
          {parameters: {a: {type: object}}, rule: {n: '<<param:a>> x'}}   | page/rule/n: 'a' is of type object, which cannot stand inside a text
          {parameters: {a: {type: boolean}}, rule: {n: '<<param:a>>!'}}   | page/rule/n: 'a' is of type boolean, which cannot stand inside a text
          {parameters: {a: {type: any}}, rule: {n: 'is <<param:a>>'}}     | page/rule/n: 'a' is of type any, which cannot stand inside a text
          """)
  void what_is_wrong_is_told_with_its_place(String template, String problem) {
    List<String> problems = problems(() -> read(template));
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith(problem);
  }

  @ParameterizedTest
  @CsvSource({
    "string, x",
    "number, 1.5",
    "boolean, true",
    "list, '[1]'",
    "object, '{a: 1}'",
    "any, null"
  })
  void a_default_of_its_type_is_taken_and_the_parameter_may_stand_alone(String type, String value) {
    RuleTemplate template =
        read(
            "{parameters: {a: {type: %s, default: %s}}, rule: {n: '<<param:a>>'}}"
                .formatted(type, value));
    assertThat(Objects.requireNonNull(template.parameters().get("a")).type().label())
        .isEqualTo(type);
  }

  @Test
  void a_hint_names_the_ways_out() {
    assertThat(problems(() -> read("{parameters: {a: {type: text}}, rule: {}}")).get(0))
        .endsWith("-> use one of string, number, boolean, list, object, any");
    assertThat(problems(() -> read("{parameters: {a: {}}, rule: {n: '<<param:b>>'}}")).get(0))
        .endsWith("-> declare it under parameters, or use one of [a]");
  }

  private static RuleTemplate read(String text) {
    return RuleTemplate.read("page", yaml(text), FRAGMENTS);
  }
}
