package dev.rulekeeper.template;

import static dev.rulekeeper.template.TemplateSamples.fragments;
import static dev.rulekeeper.template.TemplateSamples.page;
import static dev.rulekeeper.template.TemplateSamples.text;
import static dev.rulekeeper.template.TemplateSamples.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What the file of an instance says after somebody edited its rule on the site. */
class ReverseExpansionTest {
  private static final RuleTemplates PAGE =
      page(
          fragments("bye", "Kind regards,\nops <<secret:x>>", "short", "ops"),
          """
          parameters:
            team: {}
            retries: {type: number, default: 3}
            note: {required: false}
          rule:
            name: Page <<param:team>>
            description: <<param:note>>
            scope: site
            trigger: {component: TRIGGER, type: manual}
            components:
              - component: ACTION
                type: webhook
                value:
                  url: https://ops.acme.example/<<param:team>>?try=<<param:retries>>
                  retries: <<param:retries>>
                  key: Bearer <<secret:ops>>
              - component: ACTION
                type: log
                value: |-
                  <<param:team>> was paged.
                  <<>bye>>
          """);
  private static final String INSTANCE = "id: r1\ntemplate: page\nwith:\n  team: payments\n";

  @Test
  void what_stands_for_the_rule_already_stays_as_it_is() {
    ObjectNode instance = yaml(INSTANCE);
    assertThat(PAGE.fold(instance, PAGE.expand(instance))).isSameAs(instance);
  }

  @Test
  void another_value_in_every_place_of_a_parameter_is_another_value_of_it() {
    assertThat(
            edited(
                INSTANCE,
                rule -> {
                  rule.put("name", "Page shipping");
                  at(rule, 0).put("url", "https://ops.acme.example/shipping?try=3");
                  action(rule, 1)
                      .put("value", "shipping was paged.\nKind regards,\nops <<secret:x>>");
                }))
        .isEqualTo(INSTANCE.replace("payments", "shipping"));
  }

  @Test
  void another_value_in_one_place_of_several_is_an_edit_of_that_place() {
    assertThat(edited(INSTANCE, rule -> rule.put("name", "Page shipping")))
        .isEqualTo(
            INSTANCE + "patch:\n  - op: replace\n    path: /name\n    value: Page shipping\n");
  }

  @Test
  void a_number_inside_a_text_is_a_number_again() {
    assertThat(
            edited(
                INSTANCE,
                rule ->
                    at(rule, 0)
                        .put("url", "https://ops.acme.example/payments?try=5")
                        .put("retries", 5)))
        .isEqualTo(INSTANCE + "  retries: 5\n");
  }

  @Test
  void a_parameter_that_had_no_value_gets_one() {
    assertThat(edited(INSTANCE, rule -> rule.put("description", "for the rota")))
        .isEqualTo(
            INSTANCE + "patch:\n  - op: add\n    path: /description\n    value: for the rota\n");
    String noted = INSTANCE + "  note: one\n";
    assertThat(edited(noted, rule -> rule.put("description", "two")))
        .isEqualTo(INSTANCE + "  note: two\n");
  }

  @Test
  void what_no_parameter_says_is_a_patch_with_a_test_only_inside_of_lists() {
    assertThat(edited(INSTANCE, rule -> rule.put("scope", "project/7")))
        .isEqualTo(INSTANCE + "patch:\n  - op: replace\n    path: /scope\n    value: project/7\n");
    assertThat(edited(INSTANCE, rule -> at(rule, 0).put("key", "Basic <<secret:ops>>")))
        .isEqualTo(
            INSTANCE
                + """
                patch:
                  - op: test
                    path: /components/0/value/key
                    value: Bearer <<secret:ops>>
                  - op: replace
                    path: /components/0/value/key
                    value: Basic <<secret:ops>>
                """);
  }

  @Test
  void a_patch_that_is_there_is_extended_and_taken_back_with_the_edit() {
    String patched = INSTANCE + "patch:\n  - op: replace\n    path: /scope\n    value: project/7\n";
    assertThat(edited(patched, rule -> rule.put("state", "DISABLED")))
        .isEqualTo(patched + "  - op: add\n    path: /state\n    value: DISABLED\n");
    assertThat(edited(patched, rule -> rule.put("scope", "project/8")))
        .isEqualTo(patched.replace("project/7", "project/8"));
    assertThat(edited(patched, rule -> rule.put("scope", "site"))).isEqualTo(INSTANCE);
  }

  @Test
  void a_field_of_its_own_is_edited_there() {
    String own = INSTANCE + "scope: project/7\n";
    assertThat(edited(own, rule -> rule.put("scope", "project/8")))
        .isEqualTo(own.replace("project/7", "project/8"));
  }

  @Test
  void a_step_that_was_added_is_one_operation_and_moves_no_parameter() {
    assertThat(
            edited(
                INSTANCE,
                rule ->
                    rule.withArray("components")
                        .insertObject(0)
                        .put("component", "ACTION")
                        .put("type", "wait")))
        .isEqualTo(
            INSTANCE
                + """
                patch:
                  - op: add
                    path: /components/0
                    value:
                      component: ACTION
                      type: wait
                """);
  }

  @Test
  void a_fragment_outlives_an_edit_of_the_text_around_it() {
    String own = INSTANCE + "description: |-\n  Hello\n  <<>bye>>\n";
    assertThat(
            edited(
                own,
                rule -> rule.put("description", "Good morning\nKind regards,\nops <<secret:x>>")))
        .isEqualTo(own.replace("Hello", "Good morning"));
    assertThat(edited(own, rule -> rule.put("description", "Hello\nBye")))
        .isEqualTo(own.replace("<<>bye>>", "Bye"));
  }

  @Test
  void fragments_in_a_plain_file_outlive_edits_beside_them_and_follow_their_step() {
    String plain =
        """
        id: r1
        name: A
        components:
          - type: log
            value: one <<>bye>>
          - type: mail
            value: two <<>bye>>
        """;
    assertThat(edited(plain, rule -> rule.put("name", "B")))
        .isEqualTo(plain.replace("name: A", "name: B"));
    assertThat(edited(plain, rule -> rule.withArray("components").remove(0)))
        .isEqualTo("id: r1\nname: A\ncomponents:\n  - type: mail\n    value: two <<>bye>>\n");
  }

  @Test
  void a_rule_that_the_template_cannot_say_stands_for_itself_no_longer() {
    ObjectNode other = yaml("id: r1\nname: Other\n");
    ObjectNode folded = PAGE.fold(yaml(INSTANCE), other);
    assertThat(PAGE.expand(folded)).isEqualTo(other);
  }

  /**
   * The text of the file after {@code edit} of its rule; stands for that rule, whatever it says.
   */
  private static String edited(String file, Consumer<ObjectNode> edit) {
    ObjectNode own = yaml(file);
    ObjectNode target = PAGE.expand(own).deepCopy();
    edit.accept(target);
    ObjectNode folded = PAGE.fold(own, target);
    assertThat(PAGE.expand(folded)).isEqualTo(target);
    return text(folded);
  }

  private static ObjectNode action(ObjectNode rule, int index) {
    return (ObjectNode) rule.at("/components/" + index);
  }

  private static ObjectNode at(ObjectNode rule, int index) {
    return (ObjectNode) action(rule, index).path("value");
  }
}
