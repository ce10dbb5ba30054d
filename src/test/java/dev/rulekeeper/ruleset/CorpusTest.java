package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactEquality;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws on rules that were exported from real sites, where they are at hand. */
class CorpusTest {
  private static final CloudId CLOUD = new CloudId("4e119cf2-4b83-4195-abdf-d7a2f9bd043d");

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void every_rule_can_be_written_and_read_back(Path corpus) throws IOException {
    List<JsonNode> trees = rules(corpus);

    assertThat(trees).hasSizeGreaterThan(10);
    for (JsonNode tree : trees) {
      String text = Yaml.write(tree);
      assertThat(ExactEquality.same(Yaml.read("x", text), tree)).as(text).isTrue();
      assertThat(Yaml.write(Yaml.read("x", text))).isEqualTo(text);
      assertThat(Yaml.rewrite("x", text, tree)).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void every_rule_of_the_api_survives_the_way_into_a_file_and_back(Path corpus) throws IOException {
    List<JsonNode> trees = rules(corpus.resolve("cloud-api"));

    assertThat(trees).isNotEmpty();
    for (JsonNode tree : trees) {
      RuleId id = RuleId.of(tree.path("uuid").asText());
      ApiRule rule = new ApiRule(id, (ObjectNode) tree, ExactJson.array());
      Rule file = FileForm.of(rule, CLOUD);
      ObjectNode read = (ObjectNode) Yaml.read("x", RuleRepository.text(file));
      ApiRule back = FileForm.toApi(new Rule(id, read), CLOUD);

      assertThat(FileForm.of(back, CLOUD)).isEqualTo(file);
      assertThat(withoutIds(back.rule())).isEqualTo(withoutIds(tree));
    }
  }

  private static JsonNode withoutIds(JsonNode rule) {
    JsonNode copy = rule.deepCopy();
    copy.findParents("component")
        .forEach(
            node -> ((ObjectNode) node).remove(List.of("id", "parentId", "conditionParentId")));
    copy.findParents("headerSecure").forEach(node -> ((ObjectNode) node).remove("id"));
    return copy;
  }

  private static List<JsonNode> rules(Path folder) throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (Path file : Samples.json(folder)) {
      JsonNode tree = ExactJson.read(Files.readString(file));
      if (tree.has("rules")) {
        tree.path("rules").forEach(rules::add);
      } else {
        rules.add(tree);
      }
    }
    return rules;
  }
}
