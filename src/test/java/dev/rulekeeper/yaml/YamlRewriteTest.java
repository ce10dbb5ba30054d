package dev.rulekeeper.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class YamlRewriteTest {
  private static final String RULE =
      """
      # Owner: platform team

      id: 019c88ef-ff96-7cce-a198-297e21a4c02c   # never change
      name:   "Notify"
      labels: [ a, b ] # flow on purpose

      # What starts it
      trigger:
          # four spaces here
          type: jira.issue.event   # any event
          value:
              eventKey: created
      components:
      # first
      - component: ACTION
        type: webhook
        value:
          body: |- # the message
            {
              "text": "hi"
            }
          url: https://example.com

      # second
      - component: ACTION
        type: comment   # says so
        value: Done
      # the end
      """;

  @Test
  void a_text_that_says_the_same_comes_back_as_it_is() {
    JsonNode tree = Yaml.read("x", RULE);

    assertThat(Yaml.rewrite("x", RULE, tree)).isEqualTo(RULE);
    assertThat(Yaml.rewrite("x", "{b: 1, a: 2}", ExactJson.read("{\"a\": 2, \"b\": 1}")))
        .isEqualTo("{b: 1, a: 2}");
  }

  @Test
  void a_changed_scalar_changes_its_line_only() {
    assertThat(rewrite(tree -> tree.put("name", "Tell")))
        .isEqualTo(RULE.replace("name:   \"Notify\"", "name: Tell"));
    assertThat(rewrite(tree -> object(tree, "/trigger").put("type", "other")))
        .isEqualTo(RULE.replace("type: jira.issue.event   # any event", "type: other # any event"));
  }

  @Test
  void a_changed_line_of_a_block_changes_that_line_only() {
    assertThat(
            rewrite(tree -> object(tree, "/components/0/value").put("body", "{\n  \"text\": 1\n}")))
        .isEqualTo(RULE.replace("\"text\": \"hi\"", "\"text\": 1"));
  }

  @Test
  void a_new_field_stands_behind_the_one_that_it_follows() {
    JsonNode tree =
        ExactJson.read(
            ExactJson.write(Yaml.read("x", RULE))
                .replace("\"labels\"", "\"state\":\"ENABLED\",\"labels\""));

    assertThat(Yaml.rewrite("x", RULE, tree))
        .isEqualTo(RULE.replace("\"Notify\"\n", "\"Notify\"\nstate: ENABLED\n"));
  }

  @Test
  void a_removed_field_goes_with_its_own_comment_and_leaves_that_of_others() {
    assertThat(rewrite(tree -> tree.remove("trigger")))
        .isEqualTo(RULE.replaceAll("(?s)\n# What starts it\n.*components:", "components:"));
    assertThat(rewrite(tree -> tree.remove("id")))
        .startsWith("# Owner: platform team\n\nname:   \"Notify\"\n");
  }

  @Test
  void a_new_component_in_front_leaves_the_others_as_they_are() {
    String rewritten =
        rewrite(
            tree ->
                array(tree, "/components")
                    .insertObject(0)
                    .put("component", "CONDITION")
                    .put("type", "jql"));

    assertThat(rewritten)
        .isEqualTo(RULE.replace("# first\n", "# first\n- component: CONDITION\n  type: jql\n"));
  }

  @Test
  void a_removed_component_takes_its_comment_along() {
    assertThat(rewrite(tree -> array(tree, "/components").remove(1)))
        .isEqualTo(RULE.replaceAll("(?s)\n# second\n.*# the end", "# the end"));
  }

  @Test
  void an_edit_and_an_insertion_are_told_apart() {
    String rewritten =
        rewrite(
            tree -> {
              array(tree, "/components")
                  .insertObject(1)
                  .put("component", "ACTION")
                  .put("type", "log");
              object(tree, "/components/2").put("value", "Finished");
            });

    assertThat(rewritten)
        .isEqualTo(
            RULE.replace("example.com\n", "example.com\n- component: ACTION\n  type: log\n")
                .replace("value: Done", "value: Finished"));
  }

  @Test
  void a_flow_collection_that_changes_becomes_a_block_and_keeps_its_comment() {
    assertThat(rewrite(tree -> array(tree, "/labels").add("c")))
        .isEqualTo(
            RULE.replace(
                "labels: [ a, b ] # flow on purpose",
                "labels: # flow on purpose\n  - a\n  - b\n  - c"));
  }

  @Test
  void a_collection_that_becomes_empty_stands_in_line() {
    assertThat(rewrite(tree -> array(tree, "/components").removeAll()))
        .isEqualTo(RULE.replaceAll("(?s)components:\n.*# the end", "components: []\n# the end"));
  }

  @Test
  void a_number_that_differs_in_its_digits_only_is_a_change() {
    assertThat(Yaml.rewrite("x", "a: 1.1 # one\n", ExactJson.read("{\"a\": 1.10}")))
        .isEqualTo("a: 1.10 # one\n");
  }

  @Test
  void a_text_without_a_last_line_break_gets_one_before_what_is_added() {
    assertThat(Yaml.rewrite("x", "a: 1", ExactJson.read("{\"a\": 1, \"b\": 2}")))
        .isEqualTo("a: 1\nb: 2\n");
  }

  @Test
  void a_text_of_comments_keeps_them_above_what_is_added() {
    assertThat(Yaml.rewrite("x", "# The ledger.\n\n", ExactJson.read("{\"a\": 1}")))
        .isEqualTo("# The ledger.\n\na: 1\n");
    assertThat(Yaml.rewrite("x", "# The ledger.\n{}\n# end\n", ExactJson.read("{\"a\": 1}")))
        .isEqualTo("# The ledger.\na: 1\n# end\n");
  }

  @Test
  void a_line_of_spaces_stays_with_its_block() {
    String text = "a: |-\n  x\n     \n\nb: 1\n";
    ObjectNode tree = (ObjectNode) Yaml.read("x", text);
    assertThat(tree.path("a").textValue()).isEqualTo("x\n   ");

    YamlSource source = YamlParser.parse("x", text, true);
    assertThat(YamlRewriter.rewrite(source, tree.without("b"))).isEqualTo("a: |-\n  x\n     \n");
  }

  @Test
  void windows_line_ends_stay_where_nothing_changes() {
    assertThat(Yaml.rewrite("x", "a: 1 # one\r\nb: 2\r\n", ExactJson.read("{\"a\": 3, \"b\": 2}")))
        .isEqualTo("a: 3 # one\nb: 2\r\n");
  }

  @Test
  void formatting_brings_the_one_style_and_keeps_the_comments() {
    ObjectNode tree = (ObjectNode) Yaml.read("x", RULE);

    assertThat(Yaml.format("x", RULE, tree))
        .isEqualTo(
            """
            # Owner: platform team

            id: 019c88ef-ff96-7cce-a198-297e21a4c02c # never change
            name: Notify
            labels: # flow on purpose
              - a
              - b

            # What starts it
            trigger:
              # four spaces here
              type: jira.issue.event # any event
              value:
                eventKey: created
            components:
              # first
              - component: ACTION
                type: webhook
                value:
                  body: |- # the message
                    {
                      "text": "hi"
                    }
                  url: https://example.com

              # second
              - component: ACTION
                type: comment # says so
                value: Done
            # the end
            """);
  }

  @Test
  void formatting_twice_changes_nothing() {
    JsonNode tree = Yaml.read("x", RULE);
    String once = Yaml.format("x", RULE, tree);

    assertThat(Yaml.format("x", once, tree)).isEqualTo(once);
  }

  @Test
  void formatting_follows_the_order_of_the_tree() {
    assertThat(
            Yaml.format(
                "x", "# b\nb: 1\n# a\na: 2 # two\n", ExactJson.read("{\"a\": 2, \"b\": 1}")))
        .isEqualTo("# a\na: 2 # two\n# b\nb: 1\n");
  }

  private static String rewrite(Consumer<ObjectNode> change) {
    ObjectNode tree = (ObjectNode) Yaml.read("x", RULE);
    change.accept(tree);
    return Yaml.rewrite("x", RULE, tree);
  }

  private static ObjectNode object(JsonNode tree, String pointer) {
    return (ObjectNode) tree.at(pointer);
  }

  private static ArrayNode array(JsonNode tree, String pointer) {
    return (ArrayNode) tree.at(pointer);
  }
}
