package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.secret.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Components as people write them, collected before the detector was tried on them: in {@code
 * unseen.json} all of one set, in {@code missed.json} those of a later one that it got wrong at
 * first. What must be replaced stands between {@code ⟦} and {@code ⟧}; nothing else may be.
 */
class UnseenRulesTest {
  private static final Path TABLES = Path.of("src/test/resources/dev/rulekeeper/secret/detection");

  static Stream<Arguments> components() throws IOException {
    return Stream.concat(table("unseen.json"), table("missed.json"));
  }

  private static Stream<Arguments> table(String name) throws IOException {
    return ExactJson.read(Files.readString(TABLES.resolve(name))).properties().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("components")
  void what_is_marked_is_found_and_nothing_else(String name, ObjectNode component) {
    ObjectNode marked = rule(component);
    ObjectNode clear = Leaves.map(marked, (at, text) -> text.replaceAll("[⟦⟧]", ""));
    List<Finding> findings = new Detector().find(clear).stream().filter(Finding::certain).toList();
    ObjectNode found = Leaves.map(clear, (at, text) -> mark(text, at.toString(), findings));
    assertThat(found.toPrettyString()).isEqualTo(marked.toPrettyString());
  }

  @Test
  void there_are_more_than_sixty() throws IOException {
    assertThat(components().count()).isGreaterThan(60);
  }

  private static ObjectNode rule(ObjectNode component) {
    ObjectNode rule = Rules.empty();
    JsonNode type = component.path("type");
    boolean condition = type.asText().endsWith(".condition");
    ObjectNode whole = ExactJson.object();
    whole.put("component", condition ? "CONDITION" : "ACTION").setAll(component);
    if (type.asText().equals("jira.incoming.webhook")) {
      rule.set("trigger", whole.put("component", "TRIGGER"));
    } else {
      rule.withArray("components").add(whole);
    }
    return rule;
  }

  /** Findings of one leaf do not overlap, so marking from its end keeps the other regions right. */
  private static String mark(String text, String at, List<Finding> findings) {
    var marked = new StringBuilder(text);
    findings.stream()
        .filter(finding -> finding.pointer().toString().equals(at))
        .map(Finding::region)
        .sorted(Comparator.comparingInt(TextSpan::start).reversed())
        .forEach(region -> marked.insert(region.end(), "⟧").insert(region.start(), "⟦"));
    return marked.toString();
  }
}
