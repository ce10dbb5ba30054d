package dev.rulekeeper.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files ought to be written. */
class RuleFormatTest {
  private static final RuleId NEW = RuleId.of("0199e0c1-7a11-7c33-9d05-3f1e5a6b7c8d");

  @Test
  void a_placeholder_gets_the_encoding_of_its_place_and_comments_stay() {
    String text =
        """
        id: 019ab7c0-1111-7222-8333-444455556666
        name: Tell # who asked: ops
        trigger: {component: TRIGGER, type: manual}
        components:
          - component: ACTION
            type: jira.issue.outgoing.webhook
            value:
              url: https://ci.acme.example
              customBody: '{"token": "<<secret:bot>>"}' # for CI
        """;
    String mended = RuleFormat.withEncodings("rules/a.yaml", text);
    assertThat(mended)
        .contains("{\"token\": \"<<#json>><<secret:bot>><</json>>\"}")
        .contains("name: Tell # who asked: ops")
        .contains("# for CI");
    assertThat(RuleFormat.withEncodings("rules/a.yaml", mended)).isEqualTo(mended);
  }

  @Test
  void the_rule_of_a_template_has_places_and_an_instance_has_none() {
    String rule =
        "components: [{component: ACTION, type: jira.issue.outgoing.webhook, value: {url:"
            + " 'https://x/?k=<<secret:bot>>'}}]";
    assertThat(RuleFormat.withEncodings("templates/a.yaml", "rule: {" + rule + "}\n"))
        .contains("<<#urlencode>><<secret:bot>><</urlencode>>");
    String instance = "template: page\n" + rule + "\n";
    assertThat(RuleFormat.withEncodings("rules/a.yaml", instance)).isEqualTo(instance);
  }

  @Test
  void a_file_without_an_id_gets_one_and_no_other_file_is_touched(@TempDir Path root)
      throws IOException {
    Files.writeString(
        root.resolve("rulekeeper.yaml"), "sites: {acme: {url: 'https://acme.atlassian.net'}}\n");
    Files.createDirectories(root.resolve("rules"));
    String rule = "name: A\ntrigger: {component: TRIGGER, type: manual}\n";
    Files.writeString(root.resolve("rules/a.yaml"), rule);
    Files.writeString(root.resolve("rules/b.yaml"), rule);
    RuleRepository repository = RuleRepository.open(root);
    Map<String, String> completed =
        RuleFormat.completed(repository, path -> path.equals("rules/a.yaml"), () -> NEW);
    assertThat(completed).containsOnlyKeys("rules/a.yaml");
    assertThat(completed.get("rules/a.yaml")).contains("id: " + NEW).contains("name: A");
    Files.writeString(root.resolve("rules/a.yaml"), completed.get("rules/a.yaml"));
    assertThat(RuleFormat.completed(repository, path -> path.equals("rules/a.yaml"), () -> NEW))
        .as("what is complete stays")
        .isEmpty();
  }
}
