package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final long OTHER_SEED = 99;
  private static final String COLLEAGUE = "60a1b2c3d4e5f60718293a4b";
  private static final String STAGING = "Staging: ";

  /** Ids in a rule as the API gives it, but for those of components. */
  private static final Pattern ID =
      Pattern.compile(
          "(?<=customfield_|project/)[0-9]+|[0-9]{6}:[0-9a-f-]{36}"
              + "|(?<!:)\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{24}\\b");

  @TempDir private Path folder;
  private Sandbox first;
  private Sandbox second;
  private SandboxRepository repository;

  @BeforeEach
  void two_sites_of_which_the_first_is_exported() throws IOException {
    first = Sandbox.start(SandboxOptions.defaults());
    second = Sandbox.start(SandboxOptions.builder().randomSeed(OTHER_SEED).build());
    for (ObjectNode envelope : first.rules()) {
      if (envelope.path("connections").path(0).path("accountId").asText().equals(COLLEAGUE)) {
        first.remove(idOf(envelope));
      }
    }
    first.edit(idOf(first.rules().get(0)), TwoSitesTest::withNumbersInQueries);
    for (ObjectNode envelope : second.rules()) {
      second.edit(idOf(envelope), rule -> rule.put("name", STAGING + rule.path("name").asText()));
    }
    repository = SandboxRepository.exported(first, folder);
    repository.environment().put("RULEKEEPER_SITE_URL_STAGING", second.url());
    repository.environment().put("RULEKEEPER_API_URL_STAGING", second.url());
    Path configuration = repository.root().resolve("rulekeeper.yaml");
    Files.writeString(
        configuration,
        Files.readString(configuration)
            .replace("sites:\n", "sites:\n  staging:\n    url: " + second.url() + "\n"));
  }

  private static String idOf(ObjectNode envelope) {
    return envelope.path("rule").path("uuid").asText();
  }

  private static ObjectNode withNumbersInQueries(ObjectNode rule) {
    ObjectNode value = (ObjectNode) rule.path("trigger").path("value");
    value.put("jql", "project in (10001, 10002) AND cf[10210] = {{issue.customfield_10211}}");
    value.putObject("toStatus").put("type", "ID").put("value", "10004");
    return rule.put("description", "For those of 10001.");
  }

  @AfterEach
  void stop_the_sites() {
    first.close();
    second.close();
  }

  @Test
  void rules_that_were_promoted_arrive_with_the_ids_of_the_other_site_only() throws IOException {
    int before = second.rules().size();
    CommandRun promoted = repository.run("promote", "--from", "sandbox", "--to", "staging");
    promoted.succeeded();
    assertThat(promoted.out()).contains("To do").contains("project 10001 in sites/staging.yaml");

    CommandRun todo = repository.runWithSecrets("sync", "--site", "staging").exitedWith(2);
    assertThat(todo.err())
        .contains("project 10001 has no id on the other site")
        .containsPattern("rules/[^ ]+\\.yaml:[0-9]+: ")
        .contains("Fill in the TODO in sites/staging.yaml under projects");
    assertThat(second.requestCounts().keySet())
        .as("nothing but the list is read, and nothing is written")
        .isSubsetOf("GET /_edge/tenant_info", "GET rule/summary");

    assertThat(promoted.out())
        .contains("thing status/10004 in sites/staging.yaml")
        .contains("connection 01934b2c-7d00-4a11-8c22-1f2e3d4c5b6a in sites/staging.yaml")
        .contains("10001, which is project 10001 in sites/staging.yaml");
    Set<String> idsOfFirst = ids(first);
    // What is on both from the start are ids of other services, and texts that only look like one.
    idsOfFirst.removeAll(ids(second));
    fillIn();
    exportSecond();
    repository.runWithSecrets("promote", "--from", "sandbox", "--to", "staging").succeeded();
    repository.runWithSecrets("sync", "--site", "staging", "--max-changes", "100%").succeeded();

    CommandRun plans =
        repository.runWithSecrets(
            "plan", "--site", "sandbox", "--site", "staging", "--full", "-o", "json");
    JsonNode both = ExactJson.read(plans.succeeded().out());
    assertThat(both).hasSize(2);
    assertThat(both.get(0).path("site").asText()).isEqualTo("sandbox");
    both.forEach(plan -> assertThat(plan.path("changes")).as("%s", plan).isEmpty());

    assertThat(second.rules()).hasSize(before + first.rules().size());
    assertThat(idsOfFirst).hasSizeGreaterThan(50).contains("10001", "10210", first.cloudId());
    String everything = ExactJson.write(ExactJson.array().addAll(second.rules()));
    assertThat(idsOfFirst)
        .as("ids of the first site on the second, but for the one in prose")
        .filteredOn(id -> Pattern.compile("\\b" + id + "\\b").matcher(everything).find())
        .containsExactly("10001");
    assertThat(everything.replace("For those of 10001.", "")).doesNotContainPattern("\\b10001\\b");
    repository.run("lint").succeeded();
    Map<String, String> files = files();
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(files()).isEqualTo(files);
  }

  @Test
  void an_edit_on_the_other_site_comes_back_with_the_ids_of_the_file() throws IOException {
    promoteAll();
    String id = idOnSecond(STAGING, false);
    second.edit(id, rule -> rule.put("name", "Renamed on staging"));
    Map<String, String> before = files();
    exportSecond();

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
    exportSecond();
    String mapping = Files.readString(repository.root().resolve("sites/staging.yaml"));
    assertThat(mapping)
        .startsWith("# yaml-language-server: $schema=../.rulekeeper/schema/site.json\n")
        .contains(idOnSecond(STAGING, true));
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

  private void exportSecond() {
    repository
        .runWithSecrets("export", "--site", "staging", "--secrets-out", repository.secrets() + "")
        .succeeded();
  }

  private void promoteAll() throws IOException {
    repository.run("promote", "--from", "sandbox", "--to", "staging", "--offline").succeeded();
    fillIn();
    exportSecond();
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
    Matcher number = Pattern.compile("(customfield_)?[0-9]+").matcher(id);
    if (number.matches()) {
      long apart = Long.parseLong(id.replaceAll(".*_", "")) + 100_000 * (OTHER_SEED - 1);
      return (id.startsWith("customfield_") ? "customfield_" : "") + apart;
    }
    if (id.startsWith("status/")) {
      return "7" + id.substring("status/".length());
    }
    return id.startsWith("ari:")
        ? "ari:cloud:jira:" + second.cloudId() + ":thing/" + count
        : Objects.requireNonNull(twins().get(id), id);
  }

  /** Accounts, connections and the cloud as the rule of the same name has them on the second. */
  private Map<String, String> twins() {
    Map<String, JsonNode> byName = new HashMap<>();
    second.rules().forEach(rule -> byName.put(rule.path("rule").path("name").asText(), rule));
    Map<String, String> twins = new HashMap<>();
    twins.put(first.cloudId(), second.cloudId());
    for (ObjectNode envelope : first.rules()) {
      JsonNode twin = byName.get(STAGING + envelope.path("rule").path("name").asText());
      if (twin != null) {
        Leaves.forEach(envelope, (at, text) -> twins.putIfAbsent(text, twin.at(at).asText()));
      }
    }
    return twins;
  }

  private static Set<String> ids(Sandbox site) {
    Set<String> ids = new TreeSet<>(List.of(site.cloudId()));
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
