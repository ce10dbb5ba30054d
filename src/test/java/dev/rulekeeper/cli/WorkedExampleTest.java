package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule repository at the root of the project, on two sandboxes. */
class WorkedExampleTest {
  private static final List<String> EXAMPLE =
      List.of("rulekeeper.yaml", "secrets.yaml", "rules", "templates", "sites");
  private static final String SELECTED = "rules/**";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Sandbox staging;
  private Path root;
  private Map<String, String> environment;

  @BeforeEach
  void the_example_and_its_two_sites() throws Exception {
    root = Files.createDirectory(folder.resolve("example"));
    for (String name : EXAMPLE) {
      copy(Path.of("").toAbsolutePath(), name);
    }
    Git.init().setDirectory(root.toFile()).setInitialBranch("main").call().close();
    sandbox = Sandbox.start(SandboxOptions.builder().build());
    staging = Sandbox.start(SandboxOptions.builder().randomSeed(2).build());
    environment =
        new HashMap<>(
            Map.of(
                "ATLASSIAN_EMAIL",
                sandbox.email(),
                "ATLASSIAN_API_TOKEN",
                sandbox.token(),
                "RULEKEEPER_SECRETS",
                "ci-bot=EXAMPLE-ci-bot-0123\non-call-key=EXAMPLE-on-call-45",
                "USER",
                "tester"));
    reach("SANDBOX", sandbox);
    reach("STAGING", staging);
  }

  @AfterEach
  void stop_the_sites() {
    sandbox.close();
    staging.close();
  }

  @Test
  void its_files_are_right_and_in_the_one_style() throws IOException {
    run("lint").succeeded();
    run("fmt", "--check").succeeded();
    for (Path file : files(root)) {
      String path = root.relativize(file).toString().replace('\\', '/');
      if (!path.startsWith(".git/")) {
        assertThat(Files.readString(file)).as(path).startsWith(Schema.header(path));
      }
    }
  }

  @Test
  void it_shows_a_family_with_a_patch_a_fragment_and_two_sites() throws IOException {
    String all = "";
    for (Path file : files(root.resolve("rules"))) {
      all += Files.readString(file);
    }
    assertThat(all)
        .contains("template: page", "patch:", "<<>signature>>", "<<var:environment>>")
        .contains("Basic <<#base64>>ci-bot@acme.example:<<secret:ci-bot>><</base64>>");
    assertThat(Files.readString(root.resolve("sites/staging.yaml"))).doesNotContain("TODO");
  }

  @Test
  void its_rules_arrive_on_both_sites_each_with_the_ids_of_that_site() throws IOException {
    Map<String, JsonNode> seedOfStaging = rules(staging);
    Map<String, JsonNode> seedOfSandbox = rules(sandbox);
    for (String site : List.of("sandbox", "staging")) {
      run("sync", "--site", site, "--select", SELECTED, "--max-changes", "100%").succeeded();
    }
    for (String site : List.of("sandbox", "staging")) {
      run("plan", "--site", site, "--select", SELECTED, "--full", "--exit-code").succeeded();
    }

    Map<String, JsonNode> onSandbox = added(sandbox, seedOfSandbox);
    Map<String, JsonNode> onStaging = added(staging, seedOfStaging);
    assertThat(onSandbox).hasSize(5);
    assertThat(onStaging).hasSize(4);
    assertThat(names(onSandbox)).containsAll(names(onStaging));
    String sent = onStaging.values().toString();
    assertThat(sent)
        .contains(":project/110001", "customfield_110440", "https://ci.acme.example/staging/builds")
        .doesNotContain("project/1000", "customfield_10440", "<<", sandbox.cloudId())
        .doesNotContain("5f0e1a2b3c4d5e6f70819201", "3d1f5c7e-8a4b-4f7d-9a55-0b6c1e2d3f40")
        .doesNotContain(onSandbox.keySet());
    assertThat(onSandbox.values().toString())
        .contains(
            ":project/10001", "customfield_10440", "https://ci.acme.example/production/builds")
        .contains("Sent by Jira automation (production).")
        .contains("incidents?team=Order%20desk");
  }

  @Test
  void a_patch_makes_one_rule_of_the_family_different() throws IOException {
    Map<String, JsonNode> seed = rules(sandbox);
    run("sync", "--site", "sandbox", "--select", SELECTED).succeeded();
    Map<String, JsonNode> added = added(sandbox, seed);
    JsonNode patched = named(added, "Page Fraud watch");
    JsonNode plain = named(added, "Page Payments");
    assertThat(plain.path("notifyOnError").asText()).isEqualTo("FIRSTERROR");
    assertThat(patched.path("notifyOnError").asText()).isEqualTo("EVERYERROR");
    assertThat(patched.path("components")).hasSize(plain.path("components").size() + 1);
  }

  private void reach(String site, Sandbox at) {
    environment.put("RULEKEEPER_SITE_URL_" + site, at.url());
    environment.put("RULEKEEPER_API_URL_" + site, at.url());
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(environment, root, arguments);
  }

  private void copy(Path from, String name) throws IOException {
    for (Path file : files(from.resolve(name))) {
      Path to = root.resolve(from.relativize(file).toString());
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
    }
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> paths = Files.walk(below)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private static Map<String, JsonNode> rules(Sandbox site) {
    Map<String, JsonNode> rules = new HashMap<>();
    for (ObjectNode envelope : site.rules()) {
      rules.put(envelope.at("/rule/uuid").asText(), envelope.path("rule"));
    }
    return rules;
  }

  /** The rules that are new; fails where one of the others was changed. */
  private static Map<String, JsonNode> added(Sandbox site, Map<String, JsonNode> before) {
    Map<String, JsonNode> now = rules(site);
    assertThat(now).containsAllEntriesOf(before);
    now.keySet().removeAll(before.keySet());
    return now;
  }

  private static List<String> names(Map<String, JsonNode> rules) {
    List<String> names = new ArrayList<>();
    rules.values().forEach(rule -> names.add(rule.path("name").asText()));
    return names;
  }

  private static JsonNode named(Map<String, JsonNode> rules, String name) {
    return rules.values().stream()
        .filter(rule -> rule.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
