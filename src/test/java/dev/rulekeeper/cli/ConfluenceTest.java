package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on sites whose product is Confluence: spaces, pages, and its own paths. */
class ConfluenceTest {
  private static final String SPACE = "196611";
  private static final String OTHER_SPACE = "7340035";
  @TempDir private Path folder;
  private Sandbox first;
  private Sandbox second;
  private SandboxRepository repository;
  private String published;

  @BeforeEach
  void export_a_site_with_rules_of_two_spaces_and_of_the_whole_site() throws IOException {
    first = confluence(1);
    second = confluence(2);
    published =
        first.add(
            rule(first, "Tell the release bot of a page", ":space/" + SPACE, "page-published"),
            ExactJson.array());
    first.add(
        rule(first, "Tell of a comment", ":space/" + SPACE, "comment-added"), ExactJson.array());
    ObjectNode everywhere = rule(first, "Tell of a space", "", "space-created");
    everywhere.putArray("ruleScopeARIs").add("ari:cloud:confluence::site/" + first.cloudId());
    first.add(everywhere, ExactJson.array());
    first.remove(first.rules().get(0).path("rule").path("uuid").asText());
    repository = SandboxRepository.at(first, folder);
    CommandRun.of(
            repository.environment(),
            folder,
            "init",
            "--url",
            first.url(),
            "--product",
            "confluence",
            "-C",
            repository.root().toString())
        .succeeded();
    repository.run("export", "--secrets-out", repository.secrets().toString()).succeeded();
  }

  private static Sandbox confluence(int seed) {
    return Sandbox.start(SandboxOptions.builder().rules(1).randomSeed(seed).build());
  }

  /** A rule of Confluence by the people of the one rule that the site begins with. */
  private static ObjectNode rule(Sandbox site, String name, String scope, String event) {
    ObjectNode rule = (ObjectNode) site.rules().get(0).path("rule").deepCopy();
    rule.remove(List.of("uuid", "created", "updated", "labels", "description", "collaborators"));
    rule.put("name", name);
    rule.putArray("ruleScopeARIs").add("ari:cloud:confluence:" + site.cloudId() + scope);
    rule.set(
        "trigger",
        ExactJson.read(
            """
            {"component": "TRIGGER", "schemaVersion": 1, "children": [], "conditions": [],
             "type": "confluence.%s.trigger", "value": {}}
            """
                .formatted(event)));
    rule.set(
        "components",
        ExactJson.read(
            """
            [{"component": "CONDITION", "schemaVersion": 1, "children": [], "conditions": [],
              "type": "confluence.page.condition", "value": {"title": "Release {{page.title}}"}},
             {"component": "ACTION", "schemaVersion": 1, "children": [], "conditions": [],
              "type": "jira.issue.outgoing.webhook",
              "value": {"url": "https://ci.acme.example/pages", "method": "POST",
                        "contentType": "custom", "customBody": "{{page.url}}",
                        "headers": [{"name": "Authorization", "headerSecure": true,
                                     "value": "Bearer Zq8mPw4kXn2vRt6yBc1dEXAMPLE"}],
                        "sendIssue": false, "responseEnabled": false}}]
            """));
    return rule;
  }

  private static List<String> accounts(Sandbox site) {
    JsonNode rule = site.rules().get(0).path("rule");
    return List.of(
        rule.path("authorAccountId").asText(), rule.path("actor").path("actor").asText());
  }

  private static boolean isOurs(ObjectNode envelope) {
    return envelope.path("rule").path("name").asText().startsWith("Tell ");
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void spaces_are_scopes_and_an_edit_a_rotation_and_drift_go_their_way() throws IOException {
    Path file = repository.fileOf(published);
    assertThat(file).content().contains("scope: space/" + SPACE).contains("<<secret:");
    assertThat(repository.plan().path("changes")).isEmpty();
    repository.run("lint").succeeded();
    Files.writeString(
        file, Files.readString(file).replaceFirst("(?m)^name: .*$", "name: Renamed in Git"));
    String secret = repository.secretMap().keySet().iterator().next();
    repository.rotate(secret, "Rotated-EXAMPLE-value-1");
    repository.runWithSecrets("sync").succeeded();
    JsonNode rule = first.rule(published).path("rule");
    assertThat(rule.path("name").asText()).isEqualTo("Renamed in Git");
    assertThat(rule.path("ruleScopeARIs").path(0).asText())
        .isEqualTo("ari:cloud:confluence:" + first.cloudId() + ":space/" + SPACE);
    assertThat(first.rules())
        .hasSize(3)
        .allMatch(one -> one.toString().contains("Bearer Rotated-EXAMPLE-value-1"));
    first.edit(published, one -> one.put("description", "Described in the browser"));
    repository.runWithSecrets("export").succeeded();
    assertThat(file).content().contains("description: Described in the browser");
    assertThat(first.requestCounts().keySet())
        .isNotEmpty()
        .noneMatch(request -> request.contains("/public/jira/"));
  }

  @Test
  void a_promoted_rule_gets_the_space_of_the_other_site() throws IOException {
    repository.environment().put("RULEKEEPER_SITE_URL_STAGING", second.url());
    repository.environment().put("RULEKEEPER_API_URL_STAGING", second.url());
    Path configuration = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace(
                "sites:\n",
                "sites:\n  staging:\n    url: " + second.url() + "\n    product: confluence\n"));
    repository.run("promote", "--from", "sandbox", "--to", "staging").succeeded();
    CommandRun refused = repository.runWithSecrets("sync", "--site", "staging").exitedWith(2);
    assertThat(refused.err()).contains("space/" + SPACE).contains("sites/staging.yaml");
    Path mapping = repository.root().resolve("sites/staging.yaml");
    Files.writeString(
        mapping,
        Files.readString(mapping)
            .replaceFirst(
                "space/" + SPACE + ": TODO", "space/" + SPACE + ": \"" + OTHER_SPACE + '"')
            .replaceFirst(first.cloudId() + ": TODO", first.cloudId() + ": " + second.cloudId())
            .replaceFirst(
                accounts(first).get(0) + "(\"?): TODO",
                accounts(first).get(0) + "$1: " + accounts(second).get(0))
            .replaceFirst(
                accounts(first).get(1) + "(\"?): TODO",
                accounts(first).get(1) + "$1: " + accounts(second).get(1)));
    assertThat(mapping).content().doesNotContain("TODO");
    repository.runWithSecrets("sync", "--site", "staging", "--max-changes", "100%").succeeded();
    assertThat(second.rules()).hasSize(4);
    List<ObjectNode> promoted = second.rules().stream().filter(ConfluenceTest::isOurs).toList();
    assertThat(promoted).hasSize(3);
    assertThat(promoted.toString())
        .contains("ari:cloud:confluence:" + second.cloudId() + ":space/" + OTHER_SPACE)
        .contains("ari:cloud:confluence::site/" + second.cloudId())
        .doesNotContain(first.cloudId())
        .doesNotContain(SPACE);
    CommandRun plan =
        repository.runWithSecrets("plan", "--site", "staging", "--full", "-o", "json").succeeded();
    assertThat(ExactJson.read(plan.out()).path("summary").path("unchanged").asInt()).isEqualTo(3);
  }
}
