package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sites with other ids in one repository: promote, fill in, sync, edit on either. */
class TwoSitesTest {
  private static final Pattern ID =
      Pattern.compile(
          "customfield_[0-9]+|project/[0-9]+|[0-9]{6}:[0-9a-f-]{36}"
              + "|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{24}\\b");
  private static final int ACCOUNTS = 12;

  @TempDir private Path folder;
  private Sandbox first;
  private Sandbox second;
  private SandboxRepository repository;

  @BeforeEach
  void two_sites_of_which_the_first_is_exported() throws IOException {
    first = Sandbox.start(SandboxOptions.builder().rules(30).build());
    for (ObjectNode envelope : first.rules()) {
      if (!envelope.path("connections").isEmpty()) {
        first.remove(envelope.path("rule").path("uuid").asText());
      }
    }
    second =
        Sandbox.start(SandboxOptions.builder().randomSeed(99).seedFile(seedOfSecond()).build());
    repository = SandboxRepository.exported(first, folder);
    repository.environment().put("RULEKEEPER_SITE_URL_STAGING", second.url());
    repository.environment().put("RULEKEEPER_API_URL_STAGING", second.url());
    Path configuration = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace("sites:\n", "sites:\n  staging:\n    url: " + second.url() + "\n"));
  }

  @AfterEach
  void stop_the_sites() {
    first.close();
    second.close();
  }

  /** Rules whose authors make their accounts known to the second site. */
  private Path seedOfSecond() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      ObjectNode rule = (ObjectNode) first.rules().get(0).path("rule").deepCopy();
      rule.remove(List.of("uuid", "ruleScopeARIs"));
      rule.put("name", "Rule of staging " + i).put("authorAccountId", account(i));
      rule.putObject("actor").put("type", "ACCOUNT_ID").put("actor", account(i));
      rule.set("components", ExactJson.array());
      ObjectNode trigger = rule.putObject("trigger");
      trigger.put("component", "TRIGGER").put("type", "jira.manual.trigger.issue");
      trigger.put("schemaVersion", 1).putObject("value");
      rules.add(rule);
    }
    return Files.writeString(
        folder.resolve("seed.json"), ExactJson.write(ExactJson.array().addAll(rules)));
  }

  private static String account(int number) {
    return String.format("%06d:00000000-0000-4000-8000-000000000001", 800000 + number);
  }

  @Test
  void rules_that_were_promoted_arrive_with_the_ids_of_the_other_site_only() throws IOException {
    CommandRun promoted = repository.run("promote", "--from", "sandbox", "--to", "staging");
    promoted.succeeded();
    assertThat(promoted.out()).contains("To do").contains("project 10001 in sites/staging.yaml");

    CommandRun todo = repository.runWithSecrets("sync", "--site", "staging").exitedWith(2);
    assertThat(todo.err())
        .contains("project 10001 has no id on the other site")
        .containsPattern("rules/[^ ]+\\.yaml:[0-9]+: ")
        .contains("Fill in the TODO in sites/staging.yaml under projects");
    assertThat(second.requestCounts().keySet()).noneMatch(request -> request.startsWith("P"));

    Set<String> idsOfFirst = ids(first);
    idsOfFirst.removeIf(id -> id.matches("[0-9a-f-]{36}"));
    idsOfFirst.add(first.cloudId());
    first.rules().forEach(rule -> idsOfFirst.add(rule.path("rule").path("uuid").asText()));
    fillIn();
    repository.runWithSecrets("export", "--site", "staging").succeeded();
    repository.runWithSecrets("promote", "--from", "sandbox", "--to", "staging").succeeded();
    repository.runWithSecrets("sync", "--site", "staging", "--max-changes", "100%").succeeded();

    CommandRun plans =
        repository.runWithSecrets(
            "plan", "--site", "sandbox", "--site", "staging", "--full", "-o", "json");
    JsonNode both = ExactJson.read(plans.succeeded().out());
    assertThat(both).hasSize(2);
    assertThat(both.get(0).path("site").asText()).isEqualTo("sandbox");
    both.forEach(plan -> assertThat(plan.path("changes")).as("%s", plan).isEmpty());

    assertThat(second.rules()).hasSize(first.rules().size() + ACCOUNTS);
    assertThat(idsOfFirst).hasSizeGreaterThan(40);
    Set<String> shared = ids(second);
    shared.retainAll(idsOfFirst);
    assertThat(shared).as("ids of the first site on the second").isEmpty();
    repository.run("lint").succeeded();
    Map<String, String> before = files();
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void an_edit_on_the_other_site_comes_back_with_the_ids_of_the_file() throws IOException {
    promoteAll();
    String id = idOnSecond("Rule of staging", false);
    second.edit(id, rule -> rule.put("name", "Renamed on staging"));
    Map<String, String> before = files();
    repository.runWithSecrets("export", "--site", "staging").succeeded();

    Map<String, String> after = files();
    List<String> changed = new ArrayList<>();
    before.forEach(
        (path, text) -> {
          if (!text.equals(after.get(path)) && path.startsWith("rules/")) {
            changed.add(path);
            assertThat(after.get(path))
                .isEqualTo(text.replaceFirst("(?m)^name: .*$", "name: Renamed on staging"));
          }
        });
    assertThat(changed).hasSize(1);
    assertThat(kinds("sandbox")).containsExactly("update");
    assertThat(kinds("staging")).isEmpty();
  }

  @Test
  void a_rule_of_the_other_site_keeps_its_ids_and_stays_there() throws IOException {
    repository.runWithSecrets("export", "--site", "staging").succeeded();
    String mapping = Files.readString(repository.root().resolve("sites/staging.yaml"));
    assertThat(mapping)
        .startsWith("# yaml-language-server: $schema=../.rulekeeper/schema/site.json\n")
        .contains(idOnSecond("Rule of staging", true));
    assertThat(kinds("sandbox")).isEmpty();
    assertThat(kinds("staging")).isEmpty();
    repository.run("lint").succeeded();
  }

  @Test
  void an_unknown_site_is_refused() {
    assertThat(repository.run("promote", "--from", "sandbox", "--to", "prod").exitedWith(2).err())
        .contains("no site 'prod'");
    assertThat(repository.run("plan", "--site", "prod").exitedWith(2).err())
        .contains("no site 'prod'");
  }

  @Test
  void a_command_for_one_site_refuses_two() {
    assertThat(repository.run("sync", "--site", "sandbox", "--site", "staging").exitedWith(2).err())
        .contains("one site at a time");
  }

  private void promoteAll() throws IOException {
    repository.run("promote", "--from", "sandbox", "--to", "staging", "--offline").succeeded();
    fillIn();
    repository.runWithSecrets("export", "--site", "staging").succeeded();
    repository.runWithSecrets("sync", "--site", "staging", "--max-changes", "100%").succeeded();
  }

  /** What a person does: gives every id that is to do. */
  private void fillIn() throws IOException {
    Path file = repository.root().resolve("sites/staging.yaml");
    Matcher todo = Pattern.compile("(?m)^  (.*): TODO$").matcher(Files.readString(file));
    Map<String, String> given = new HashMap<>();
    Files.writeString(
        file,
        todo.replaceAll(
            line -> {
              String id = line.group(1).replace("\"", "");
              return "  "
                  + line.group(1)
                  + ": "
                  + given.computeIfAbsent(id, key -> '"' + other(key, given.size()) + '"');
            }));
  }

  private String other(String id, int count) {
    if (id.matches("(customfield_)?[0-9]+")) {
      return id.replaceFirst("([0-9]+)$", "7$1");
    }
    if (id.equals(first.cloudId())) {
      return second.cloudId();
    }
    return id.startsWith("ari:")
        ? "ari:cloud:jira:" + second.cloudId() + ":thing/" + count
        : account(count % ACCOUNTS);
  }

  private static Set<String> ids(Sandbox site) {
    Set<String> ids = new TreeSet<>();
    for (ObjectNode envelope : site.rules()) {
      ID.matcher(ExactJson.write(withoutComponentIds(envelope)))
          .results()
          .forEach(found -> ids.add(found.group()));
    }
    return ids;
  }

  /** Component ids are the site's own affair. */
  private static JsonNode withoutComponentIds(JsonNode node) {
    node.forEach(TwoSitesTest::withoutComponentIds);
    if (node instanceof ObjectNode object && object.has("component")) {
      object.remove(List.of("id", "parentId", "conditionParentId"));
    }
    return node;
  }

  private String idOnSecond(String prefix, boolean begins) {
    return second.rules().stream()
        .map(envelope -> envelope.path("rule"))
        .filter(rule -> rule.path("name").asText().startsWith(prefix) == begins)
        .map(rule -> rule.path("uuid").asText())
        .findFirst()
        .orElseThrow();
  }

  private List<String> kinds(String site) {
    CommandRun run = repository.runWithSecrets("plan", "--site", site, "--full", "-o", "json");
    List<String> kinds = new ArrayList<>();
    ExactJson.read(run.out())
        .path("changes")
        .forEach(change -> kinds.add(change.path("kind").asText()));
    return kinds;
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new HashMap<>();
    try (Stream<Path> paths = Files.walk(repository.root())) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String name = repository.root().relativize(path).toString();
        if (name.endsWith(".yaml")) {
          files.put(name, Files.readString(path));
        }
      }
    }
    return files;
  }
}
