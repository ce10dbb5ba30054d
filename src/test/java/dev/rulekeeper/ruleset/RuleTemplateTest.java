package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.yaml.InvalidFileException;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule files that are instances of templates, read and written. */
class RuleTemplateTest {
  private static final String TEMPLATE =
      """
      parameters:
        team: {description: who is called}
        retries: {type: number, default: 3}
        loud: {type: boolean, default: false}
        labels: {type: list, default: []}
        note: {required: false}
      rule:
        name: Page <<param:team>>
        description: <<param:note>>
        state: ENABLED
        labels: <<param:labels>>
        scope: site
        trigger:
          {component: TRIGGER, type: manual}
        components:
          - component: ACTION
            type: webhook
            value:
              url: https://ops.acme.com/<<param:team>>?try=<<param:retries>>
              retries: <<param:retries>>
              loud: <<param:loud>>
              key: Bearer <<secret:ops>>
              body: |-
                <<>greeting>>
                Issue {{issue.key}}
          - component: ACTION
            type: log
            value: done
      """;
  private static final String INSTANCE =
      """
      id: 019ab7c0-1111-7222-8333-444455556666
      # the payments people
      template: page
      with:
        team: payments # as in the rota
      """;

  @TempDir private Path root;

  @BeforeEach
  void a_repository_with_a_family() throws IOException {
    write("rulekeeper.yaml", "sites:\n  acme:\n    url: https://acme.atlassian.net\n");
    write("templates/page.yaml", TEMPLATE);
    write("templates/fragments/greeting.txt", "Hello <<>who>>,\n");
    write("templates/fragments/who.txt", "team <<param:team>>\n");
    write("rules/a.yaml", INSTANCE);
  }

  @Test
  void an_instance_stands_for_the_rule_of_its_template_with_types_kept() throws IOException {
    write("rules/a.yaml", INSTANCE + "  retries: 5\n  labels: [a, b]\nstate: DISABLED\n");

    assertThat(Yaml.write(file().rule().fields()))
        .isEqualTo(
            """
            id: 019ab7c0-1111-7222-8333-444455556666
            name: Page payments
            state: DISABLED
            labels:
              - a
              - b
            scope: site
            trigger:
              component: TRIGGER
              type: manual
            components:
              - component: ACTION
                type: webhook
                value:
                  url: https://ops.acme.com/payments?try=5
                  retries: 5
                  loud: false
                  key: Bearer <<secret:ops>>
                  body: |-
                    Hello team payments,
                    Issue {{issue.key}}
              - component: ACTION
                type: log
                value: done
            """);
  }

  @Test
  void a_patch_changes_what_the_template_gives() throws IOException {
    write(
        "rules/a.yaml",
        INSTANCE
            + """
            patch:
              - {op: remove, path: /components/0}
              - {op: add, path: /components/0/note, value: <<>greeting>> and <<var:host>>}
            """
                .replace("<<>greeting>>", "<<>hello>>"));
    write("templates/fragments/hello.txt", "Hello");

    ObjectNode rule = file().rule().fields();

    assertThat(rule.path("components")).hasSize(1);
    assertThat(rule.at("/components/0/note").asText()).isEqualTo("Hello and <<var:host>>");
  }

  @Test
  void a_leaf_is_found_in_the_instance_and_in_the_template() throws IOException {
    write(
        "rules/a.yaml",
        INSTANCE
            + """
            state: DISABLED
            patch:
              - {op: add, path: /components/0, value: {component: ACTION, type: new}}
            """);
    RuleFile file = file();

    assertThat(where(file, "/state")).isEqualTo("rules/a.yaml:6");
    assertThat(where(file, "/scope")).isEqualTo("rules/a.yaml:3, templates/page.yaml:12");
    assertThat(where(file, "/name")).isEqualTo("rules/a.yaml:5, templates/page.yaml:8");
    assertThat(where(file, "/components/0/type")).isEqualTo("rules/a.yaml:8");
    assertThat(where(file, "/components/1/value/key"))
        .isEqualTo("rules/a.yaml:3, templates/page.yaml:22");
    assertThat(where(file, "/components/2")).isEqualTo("rules/a.yaml:3, templates/page.yaml:26");
  }

  @Test
  void what_stands_for_the_same_rule_stays_as_it_is() throws IOException {
    assertThat(RuleRepository.text(file().rule(), file())).isEqualTo(INSTANCE);
  }

  @Test
  void another_value_of_a_parameter_becomes_one_in_all_its_places() throws IOException {
    assertThat(
            edited(
                rule -> {
                  rule.put("name", "Page shipping");
                  value(rule).put("url", "https://ops.acme.com/shipping?try=3");
                  value(rule).put("body", "Hello team shipping,\nIssue {{issue.key}}");
                }))
        .isEqualTo(INSTANCE.replace("team: payments", "team: shipping"));
    assertThat(edited(rule -> rule.putArray("labels").add("urgent")))
        .isEqualTo(INSTANCE + "  labels:\n    - urgent\n");
    assertThat(edited(rule -> value(rule).put("loud", true)))
        .isEqualTo(INSTANCE + "  loud: true\n");
  }

  @Test
  void what_no_parameter_says_becomes_a_patch() throws IOException {
    assertThat(edited(rule -> rule.put("scope", "project/7")))
        .isEqualTo(
            INSTANCE
                + """
                patch:
                  - op: replace
                    path: /scope
                    value: project/7
                """);
    assertThat(edited(rule -> rule.put("name", "Page Payments")))
        .isEqualTo(
            INSTANCE
                + """
                patch:
                  - op: replace
                    path: /name
                    value: Page Payments
                """);
  }

  @Test
  void an_operation_inside_a_list_says_what_it_expects_there() throws IOException {
    assertThat(edited(rule -> ((ObjectNode) rule.at("/components/1")).put("value", "finished")))
        .isEqualTo(
            INSTANCE
                + """
                patch:
                  - op: test
                    path: /components/1/value
                    value: done
                  - op: replace
                    path: /components/1/value
                    value: finished
                """);
  }

  @Test
  void a_second_edit_of_the_same_place_replaces_the_operation_and_another_place_adds_one()
      throws IOException {
    write(
        "rules/a.yaml",
        INSTANCE
            + """
            patch:
              # agreed with them
              - op: replace
                path: /scope
                value: project/7
            """);
    String first = Files.readString(root.resolve("rules/a.yaml"));

    assertThat(edited(rule -> rule.put("scope", "project/8")))
        .isEqualTo(first.replace("project/7", "project/8"));
    assertThat(edited(rule -> rule.put("state", "DISABLED")))
        .isEqualTo(first + "  - op: replace\n    path: /state\n    value: DISABLED\n");
    assertThat(edited(rule -> rule.put("scope", "site"))).isEqualTo(INSTANCE);
  }

  @Test
  void a_field_of_its_own_is_edited_where_it_stands() throws IOException {
    write("rules/a.yaml", INSTANCE + "state: DISABLED # until May\n");

    assertThat(edited(rule -> rule.put("state", "ENABLED")))
        .isEqualTo(INSTANCE + "state: ENABLED # until May\n");
  }

  @Test
  void a_fragment_outlives_an_edit_of_the_text_around_it() throws IOException {
    String plain =
        """
        id: 019ab7c0-1111-7222-8333-444455556666
        name: A
        trigger: {}
        components:
          - type: comment
            value: |-
              <<>bye>>
              more
        """;
    write("templates/fragments/bye.txt", "Kind regards,\nOps <<secret:x>>\n");
    write("rules/a.yaml", plain);

    assertThat(file().rule().fields().at("/components/0/value").asText())
        .isEqualTo("Kind regards,\nOps <<secret:x>>\nmore");
    assertThat(RuleRepository.text(file().rule(), file())).isEqualTo(plain);
    assertThat(
            edited(
                rule ->
                    ((ObjectNode) rule.at("/components/0"))
                        .put("value", "Kind regards,\nOps <<secret:x>>\nless")))
        .isEqualTo(plain.replace("more", "less"));
    assertThat(edited(rule -> rule.put("name", "B"))).isEqualTo(plain.replace(": A", ": B"));
  }

  @Test
  void every_problem_names_the_instance_and_the_template() throws IOException {
    write("rules/a.yaml", INSTANCE.replace("page", "pgae"));
    assertThat(said()).containsExactly("rules/a.yaml:3: there is no template 'pgae'");
    write("rules/a.yaml", INSTANCE.replace("team: payments", "teem: payments\n  loud: yes"));
    assertThat(said())
        .containsExactly(
            "rules/a.yaml:4, templates/page.yaml:2: the template 'page' needs the parameter 'team'",
            "rules/a.yaml:6, templates/page.yaml:4: the parameter 'loud' must be of type boolean,"
                + " not string",
            "rules/a.yaml:5, templates/page.yaml:1: the template 'page' has no parameter 'teem'");
    write(
        "rules/a.yaml",
        INSTANCE + "patch:\n  - {op: replace, path: /components/7/value, value: x}\n");
    assertThat(said())
        .containsExactly(
            "rules/a.yaml:7, templates/page.yaml:15: the patch no longer applies: operation 1,"
                + " replace /components/7/value: there is no such place");
    assertThat(problems().get(0).hint()).contains("'/components'");
    write("rules/a.yaml", INSTANCE + "trigger: off\n");
    assertThat(said()).containsExactly("rules/a.yaml:6: trigger is not a mapping");
    write("rules/a.yaml", INSTANCE);
    write(
        "templates/page.yaml",
        TEMPLATE.replace("  trigger:\n    {component: TRIGGER, type: manual}\n", ""));
    assertThat(said()).containsExactly("rules/a.yaml:3, templates/page.yaml:7: no trigger");
  }

  @Test
  void a_template_that_makes_an_invalid_rule_is_refused_with_both_places() throws IOException {
    write("templates/page.yaml", TEMPLATE.replace("state: ENABLED", "state: ON"));
    assertThat(said())
        .containsExactly(
            "rules/a.yaml:3, templates/page.yaml:10: state is not ENABLED or DISABLED");
    write(
        "templates/page.yaml", TEMPLATE.replace("state: ENABLED", "notifyOnError: <<param:team>>"));
    assertThat(said())
        .containsExactly(
            "rules/a.yaml:5, templates/page.yaml:10: notifyOnError is none of FIRSTERROR,"
                + " EVERYERROR, NEVER, null");
    write("templates/page.yaml", TEMPLATE.replace("      type: log\n", ""));
    assertThat(said()).containsExactly("rules/a.yaml:3, templates/page.yaml:26: no type");
  }

  @Test
  void an_operation_that_is_none_is_said_to_be_none() throws IOException {
    write("rules/a.yaml", INSTANCE + "patch:\n  - {op: put, path: /name, value: x}\n");
    assertThat(said())
        .containsExactly(
            "rules/a.yaml:7, templates/page.yaml:8: the patch: operation 1, put /name: not an RFC"
                + " 6902 operation");
    assertThat(problems().get(0).hint())
        .isEqualTo("op is one of add, remove, replace, move, copy, test");
  }

  @Test
  void every_problem_of_a_template_is_told_once_with_its_line() throws IOException {
    write(
        "templates/page.yaml",
        """
        parameters:
          a: {type: integer}
          b: {type: number, default: x}
          c: {type: list}
          d: {required: true, default: x}
        rule:
          id: x
          name: <<param:e>>
          description: of <<param:c>>
          trigger: <<>nothing>>
          components: <<secert:x>>
        """);
    assertThat(said())
        .containsExactly(
            "templates/page.yaml:7: the rule of a template has no id",
            "templates/page.yaml:2: 'integer' is no type",
            "templates/page.yaml:3: the default of 'b' is not of type number",
            "templates/page.yaml:5: 'd' is required and has a default",
            "templates/page.yaml:8: the parameter 'e' is not declared",
            "templates/page.yaml:9: 'c' is of type list, which cannot stand inside a text",
            "templates/page.yaml:10: no fragment for <<>nothing>>",
            "templates/page.yaml:11: unknown tag <<secert:x>>");
  }

  @Test
  void a_circle_of_fragments_is_refused() throws IOException {
    write("templates/fragments/who.txt", "<<>greeting>>");
    assertThat(said()).hasSize(1).first().asString().contains("templates/page.yaml:23", "itself");
    assertThat(problems().get(0).hint()).contains("templates/fragments/greeting.txt");
  }

  @Test
  void parameters_and_patches_have_no_place_outside_of_families() throws IOException {
    String plain = "id: 019ab7c0-1111-7222-8333-444455556666\nname: A\ntrigger: {}\n";
    write("rules/a.yaml", plain + "with: {}\npatch: []\n");
    assertThat(said())
        .containsExactly(
            "rules/a.yaml:4: with without a template", "rules/a.yaml:5: patch without a template");
    write("rules/a.yaml", plain + "description: <<param:x>>\n");
    assertThat(said()).containsExactly("rules/a.yaml:4: a parameter outside of a template");
  }

  @Test
  void an_instance_is_formatted_with_its_comments() throws IOException {
    write(
        "rules/a.yaml",
        """
        patch: [{path: /scope, value: project/7, op: replace}]
        state: 'DISABLED'
        with: {team: "payments"} # who
        template: page
        id: 019ab7c0-1111-7222-8333-444455556666
        """);
    assertThat(file().formatted())
        .isEqualTo(
            """
            id: 019ab7c0-1111-7222-8333-444455556666
            template: page
            with: # who
              team: payments
            state: DISABLED
            patch:
              - op: replace
                path: /scope
                value: project/7
            """);
  }

  private static String where(RuleFile file, String pointer) {
    return file.where(JsonPointer.compile(pointer));
  }

  private static ObjectNode value(ObjectNode rule) {
    return (ObjectNode) rule.at("/components/0/value");
  }

  private String edited(Consumer<ObjectNode> edit) {
    RuleFile file = file();
    ObjectNode fields = file.rule().fields().deepCopy();
    edit.accept(fields);
    return RuleRepository.text(new Rule(file.rule().id(), fields), file);
  }

  private RuleFile file() {
    return RuleRepository.open(root).ruleFiles().get(0);
  }

  private List<Problem> problems() {
    InvalidFileException exception =
        catchThrowableOfType(
            InvalidFileException.class, () -> RuleRepository.open(root).ruleFiles());
    assertThat(exception).as("nothing was refused").isNotNull();
    return exception.problems();
  }

  private List<String> said() {
    return problems().stream().map(problem -> problem.where() + ": " + problem.what()).toList();
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }
}
