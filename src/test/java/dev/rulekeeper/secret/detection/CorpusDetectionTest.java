package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Samples;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real rules, cleaned by those who published them: nothing in them is a credential any more, but
 * for the address of a hook, whose last part nobody can tell from one that still opens something.
 */
class CorpusDetectionTest {
  private static final Pattern HOOK = Pattern.compile("https://[a-z0-9./]+/webhook/[0-9a-f-]{36}");

  @ParameterizedTest
  @MethodSource("dev.rulekeeper.Samples#corpora")
  void published_rules_hold_no_credential(Path corpus) throws IOException {
    List<ObjectNode> rules = new ArrayList<>();
    for (Path file : Samples.json(corpus)) {
      JsonNode tree = ExactJson.read(Files.readString(file));
      if (tree.has("rules")) {
        tree.path("rules").forEach(rule -> rules.add((ObjectNode) rule));
      } else {
        rules.add((ObjectNode) tree);
      }
    }
    assertThat(rules).isNotEmpty();
    for (ObjectNode rule : rules) {
      assertThat(new Detector().find(rule))
          .as(rule.path("name").asText())
          .filteredOn(finding -> !isHookOfUuid(rule, finding))
          .isEmpty();
    }
  }

  private static boolean isHookOfUuid(ObjectNode rule, Finding finding) {
    String address = rule.at(finding.pointer()).asText();
    return finding.kind().equals("webhook-url")
        && HOOK.matcher(address).matches()
        && finding.region().end() == address.length();
  }
}
