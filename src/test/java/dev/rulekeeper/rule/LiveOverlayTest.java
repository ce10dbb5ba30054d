package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.TreePatch;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveOverlayTest {
  private static final CloudId CLOUD = RuleTrees.CLOUD;
  private static final ApiRule LIVE = live();

  @Test
  void an_edited_component_keeps_its_id_and_its_neighbours() {
    JsonNode patch = patch(rule -> component(rule, 1).put("value", "edited"));
    assertThat(operations(patch))
        .containsExactly("test /components/1/value", "replace /components/1/value");
  }

  @Test
  void an_inserted_component_has_no_id_and_shifts_nobody() {
    ApiRule grafted = grafted(rule -> rule.withArray("components").insert(0, log("new")));
    assertThat(ids(grafted.rule().path("components"))).containsExactly("", "11", "12", "13");
    assertThat(operations(patch(LIVE, grafted))).containsExactly("add /components/0");
  }

  @Test
  void a_moved_component_takes_its_id_along() {
    ApiRule grafted =
        grafted(
            rule -> {
              ArrayNode components = rule.withArray("components");
              components.add(components.remove(0));
            });
    assertThat(ids(grafted.rule().path("components"))).containsExactly("12", "13", "11");
  }

  @Test
  void a_removed_component_takes_no_other_id_along() {
    ApiRule grafted = grafted(rule -> rule.withArray("components").remove(0));
    assertThat(ids(grafted.rule().path("components"))).containsExactly("12", "13");
  }

  @Test
  void an_edit_inside_of_an_else_block_changes_that_leaf_only() {
    ApiRule grafted =
        grafted(
            rule ->
                ((ObjectNode) rule.at("/components/2/children/1/children/0")).put("value", "x"));
    assertThat(operations(patch(LIVE, grafted)))
        .containsExactly(
            "test /components/2/children/1/children/0/value",
            "replace /components/2/children/1/children/0/value");
  }

  @Test
  void a_block_inserted_between_if_and_else_leaves_both_as_they_are() {
    ApiRule grafted =
        grafted(
            rule ->
                ((ArrayNode) rule.at("/components/2/children"))
                    .insert(1, block("ANY", log("else if"))));
    JsonNode blocks = grafted.rule().at("/components/2/children");
    assertThat(ids(blocks)).containsExactly("131", "", "132");
    assertThat(ids(blocks.get(0).path("children"))).containsExactly("1311");
    assertThat(ids(blocks.get(2).path("children"))).containsExactly("1321");
    assertThat(operations(patch(LIVE, grafted))).containsExactly("add /components/2/children/1");
  }

  @Test
  void a_component_moved_into_a_block_is_a_new_one_there() {
    ApiRule grafted =
        grafted(
            rule -> {
              JsonNode moved = rule.withArray("components").remove(0);
              ((ArrayNode) rule.at("/components/1/children/0/children")).add(moved);
            });
    assertThat(ids(grafted.rule().at("/components/1/children/0/children")))
        .containsExactly("1311", "");
  }

  @Test
  void another_trigger_takes_no_id_from_the_old_one() {
    ApiRule grafted =
        grafted(rule -> ((ObjectNode) rule.path("trigger")).put("type", "jira.manual.trigger"));
    assertThat(grafted.rule().path("trigger").has("id")).isFalse();
  }

  @Test
  void the_exported_rules_of_a_site_are_no_change() {
    SandboxOptions options = SandboxOptions.builder().rules(120).build();
    try (Sandbox sandbox = Sandbox.start(options)) {
      CloudId cloud = new CloudId(sandbox.cloudId());
      for (ObjectNode envelope : sandbox.rules()) {
        ObjectNode rule = (ObjectNode) envelope.path("rule");
        RuleId id = RuleId.of(rule.path("uuid").asText());
        ApiRule live = new ApiRule(id, rule, (ArrayNode) envelope.path("connections"));
        assertNoChange(live, cloud);
        assertOneNewComponent(live, cloud);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void the_exported_rules_of_the_corpus_are_no_change(Path corpus) throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (Path file : Samples.json(corpus.resolve("cloud-api"))) {
      ExactJson.parse(Files.readString(file)).ifPresent(tree -> collect(tree, rules));
    }
    assertThat(rules).isNotEmpty();
    for (JsonNode rule : rules) {
      RuleId id = RuleId.of(rule.path("uuid").asText());
      assertNoChange(new ApiRule(id, (ObjectNode) rule, ExactJson.array()), CLOUD);
    }
  }

  private static void collect(JsonNode tree, List<JsonNode> rules) {
    if (tree.has("uuid") && tree.path("trigger").isObject()) {
      rules.add(tree);
    } else {
      tree.forEach(node -> collect(node, rules));
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void an_exported_rule_is_no_change(@ForAll("rules") ApiRule live) {
    assertNoChange(live, CLOUD);
  }

  @Property(seed = Draws.SEED, tries = 200)
  void the_result_says_what_the_file_says_and_uses_no_id_twice(
      @ForAll("rules") ApiRule live, @ForAll("rules") ApiRule other) {
    // The generator names components by their content, a site never uses an id twice.
    Assume.that(new HashSet<>(allIds(live.rule())).size() == allIds(live.rule()).size());
    ObjectNode wanted = FileForm.of(other, CLOUD).fields().deepCopy();
    wanted.put("id", live.id().toString());
    Rule desired = new Rule(live.id(), FileForm.ordered(wanted));
    ApiRule grafted = LiveOverlay.onto(live, desired, CLOUD);
    assertThat(FileForm.of(grafted, CLOUD).fields()).isEqualTo(desired.fields());
    List<String> used = allIds(grafted.rule());
    assertThat(used).doesNotHaveDuplicates();
    assertThat(new HashSet<>(allIds(live.rule()))).containsAll(used);
  }

  @Provide
  Arbitrary<ApiRule> rules() {
    return RuleTrees.asSent().map(RuleTrees::asRead);
  }

  private static void assertNoChange(ApiRule live, CloudId cloud) {
    ApiRule grafted = LiveOverlay.onto(live, FileForm.of(live, cloud), cloud);
    assertThat(patch(live, grafted)).as("%s", live.id()).isEmpty();
    assertThat(grafted.connections()).isEqualTo(live.connections());
  }

  private static void assertOneNewComponent(ApiRule live, CloudId cloud) {
    Rule file = FileForm.of(live, cloud);
    ObjectNode fields = file.fields().deepCopy();
    fields.withArray("components").insert(0, log("put in front of all"));
    ApiRule grafted = LiveOverlay.onto(live, new Rule(file.id(), fields), cloud);
    assertThat(operations(patch(live, grafted))).containsExactly("add /components/0");
  }

  private static JsonNode patch(Consumer<ObjectNode> edit) {
    return patch(LIVE, grafted(edit));
  }

  private static JsonNode patch(ApiRule before, ApiRule after) {
    return TreePatch.between(before.rule(), after.rule());
  }

  private static ApiRule grafted(Consumer<ObjectNode> edit) {
    ObjectNode fields = FileForm.of(LIVE, CLOUD).fields().deepCopy();
    edit.accept(fields);
    return LiveOverlay.onto(LIVE, new Rule(LIVE.id(), fields), CLOUD);
  }

  private static List<String> operations(JsonNode patch) {
    List<String> operations = new ArrayList<>();
    patch.forEach(o -> operations.add(o.path("op").asText() + " " + o.path("path").asText()));
    return operations;
  }

  private static ObjectNode component(ObjectNode rule, int index) {
    return (ObjectNode) rule.path("components").get(index);
  }

  private static List<String> ids(JsonNode components) {
    List<String> ids = new ArrayList<>();
    components.forEach(component -> ids.add(component.path("id").asText("")));
    return ids;
  }

  private static List<String> allIds(JsonNode rule) {
    List<String> ids = new ArrayList<>();
    collectIds(rule.path("trigger"), ids);
    rule.path("components").forEach(component -> collectIds(component, ids));
    return ids;
  }

  private static void collectIds(JsonNode component, List<String> ids) {
    if (component.hasNonNull("id")) {
      ids.add(component.path("id").asText());
    }
    component.path("children").forEach(child -> collectIds(child, ids));
    component.path("conditions").forEach(child -> collectIds(child, ids));
  }

  private static ObjectNode log(String text) {
    return ExactJson.object()
        .put("component", "ACTION")
        .put("type", "codebarrel.action.log")
        .put("schemaVersion", 1)
        .put("value", text);
  }

  private static ObjectNode block(String match, ObjectNode... children) {
    ObjectNode block =
        ExactJson.object()
            .put("component", "CONDITION_BLOCK")
            .put("type", "jira.condition.if.block")
            .put("schemaVersion", 1);
    block.putObject("value").put("conditionMatchType", match);
    for (ObjectNode child : children) {
      block.withArray("children").add(child);
    }
    return block;
  }

  private static ApiRule live() {
    ObjectNode container =
        ExactJson.object()
            .put("component", "CONDITION")
            .put("type", "jira.condition.container.block")
            .put("schemaVersion", 1);
    container.putObject("value");
    ObjectNode first = withId(block("ALL", withId(log("then"), "1311")), "131");
    ObjectNode second = withId(block("ALL", withId(log("otherwise"), "1321")), "132");
    container.withArray("children").add(first).add(second);
    ObjectNode rule =
        ExactJson.object()
            .put("uuid", "01942450-0000-7000-8000-000000000001")
            .put("name", "Nested")
            .put("state", "ENABLED")
            .put("updated", 1);
    rule.putArray("ruleScopeARIs").add("ari:cloud:jira::site/" + CLOUD);
    rule.set(
        "trigger",
        ExactJson.object()
            .put("id", "10")
            .put("component", "TRIGGER")
            .put("type", "jira.issue.event.trigger:created")
            .put("schemaVersion", 1));
    rule.putArray("components")
        .add(withId(log("one"), "11"))
        .add(withId(log("two"), "12"))
        .add(withId(container, "13"));
    return new ApiRule(RuleId.of("01942450-0000-7000-8000-000000000001"), rule, ExactJson.array());
  }

  private static ObjectNode withId(ObjectNode component, String id) {
    component.put("id", id).putNull("connectionId");
    component.withArray("conditions");
    component.withArray("children");
    return component;
  }
}
