package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is to know of every secret, with and without the secret map; never a value. */
class SecretsListTest {
  private static final String VALUE = "EXAMPLE-value-of-both-7Qm2";
  @TempDir private Path folder;

  @BeforeEach
  void write_a_rule_and_a_ledger() throws IOException {
    Files.writeString(
        folder.resolve("rulekeeper.yaml"),
        "sites:\n  acme:\n    url: https://acme.atlassian.net\n");
    Files.writeString(
        folder.resolve("secrets.yaml"),
        """
        secrets:
          ci-bot:
            owner: platform team
            expires: 2027-01-31
            hosts:
              - ci.acme.example
          ci-bot-2:
            owner: ops
        """);
    Files.createDirectories(folder.resolve("rules"));
    Files.writeString(
        folder.resolve("rules/a.yaml"),
        """
        id: 019ab7c0-1111-7222-8333-444455556666
        name: A
        trigger:
          component: TRIGGER
          type: jira.manual.trigger.issue
        components:
          - component: ACTION
            type: jira.issue.outgoing.webhook
            value:
              url: https://ci.acme.example/?a=<<secret:ci-bot>>&b=<<secret:forgotten>>
              customBody: <<secret:ci-bot>>
        """);
  }

  @Test
  void uses_owner_expiry_and_what_is_unused_or_undeclared_are_told() {
    String text = list(Map.of()).out();
    assertThat(row(text, "ci-bot ")).contains("platform team").contains("2027-01-31").contains("1");
    assertThat(row(text, "unused")).contains("ci-bot-2").contains("ops");
    assertThat(row(text, "forgotten")).contains("undeclared");
    assertThat(text).doesNotContain("same value");
  }

  @Test
  void names_that_share_a_value_are_told_where_the_map_is_given() {
    Map<String, String> map =
        Map.of("RULEKEEPER_SECRETS", "ci-bot=" + VALUE + "\nci-bot-2=" + VALUE);
    for (String format : new String[] {"text", "markdown"}) {
      CommandRun run = list(map, "-o", format);
      String row = row(run.out(), "unused");
      // Markdown takes a backslash from every sign before it.
      assertThat(format.equals("markdown") ? row.replace("\\", "") : row)
          .contains("ci-bot-2")
          .contains("unused; same value as ci-bot");
      assertThat(run.said()).doesNotContain(VALUE);
    }
    CommandRun run = list(map, "-o", "json");
    assertThat(run.said()).doesNotContain(VALUE);
    JsonNode secrets = ExactJson.read(run.out());
    assertThat(secrets.path(0).path("name").asText()).isEqualTo("ci-bot");
    assertThat(secrets.path(0).path("places").asInt()).isEqualTo(2);
    assertThat(secrets.path(0).path("sharesValueWith")).isEqualTo(ExactJson.read("[\"ci-bot-2\"]"));
    assertThat(secrets.path(2).path("note").asText()).isEqualTo("undeclared");
  }

  private CommandRun list(Map<String, String> environment, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "secrets";
    all[1] = "list";
    System.arraycopy(options, 0, all, 2, options.length);
    return CommandRun.of(environment, folder, all).succeeded();
  }

  private static String row(String table, String name) {
    return table.lines().filter(line -> line.contains(name)).findFirst().orElseThrow();
  }
}
