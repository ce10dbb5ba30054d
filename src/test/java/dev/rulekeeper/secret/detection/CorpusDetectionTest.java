package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real rules, cleaned by those who published them: nothing in them is a credential any more. */
class CorpusDetectionTest {
  @Test
  void published_rules_hold_no_credential() throws IOException {
    String shared = System.getProperty("rulekeeper.shared", "");
    Path corpus = Path.of(shared, "corpus");
    Assumptions.assumeTrue(
        !shared.isEmpty() && Files.isDirectory(corpus), "no corpus: set -Drulekeeper.shared");
    List<ObjectNode> rules = new ArrayList<>();
    try (Stream<Path> files = Files.walk(corpus)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        JsonNode tree = ExactJson.read(Files.readString(file));
        if (tree.has("rules")) {
          tree.path("rules").forEach(rule -> rules.add((ObjectNode) rule));
        } else {
          rules.add((ObjectNode) tree);
        }
      }
    }
    assertThat(rules).isNotEmpty();
    for (ObjectNode rule : rules) {
      assertThat(new Detector().find(rule)).as(rule.path("name").asText()).isEmpty();
    }
  }
}
