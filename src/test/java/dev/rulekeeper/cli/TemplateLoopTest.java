package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import dev.rulekeeper.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A family of thirty rules from one template, edited in Git and in the browser. */
class TemplateLoopTest {
  private static final int RULES = 30;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void a_family_that_is_on_the_site() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(10).build());
    repository = SandboxRepository.exported(sandbox, folder);
    String author = sandbox.rules().iterator().next().at("/rule/authorAccountId").asText();
    write(
        "templates/remind.yaml",
        """
        parameters:
          team: {type: string, description: who is reminded}
          project: {type: number}
        rule:
          name: Remind <<param:team>>
          description: Written once for all teams
          state: ENABLED
          labels: []
          scope: project/<<param:project>>
          actor: {type: ACCOUNT_ID, actor: AUTHOR}
          authorAccountId: AUTHOR
          writeAccessType: UNRESTRICTED
          collaborators: []
          canOtherRuleTrigger: false
          notifyOnError: FIRSTERROR
          trigger:
            component: TRIGGER
            type: jira.manual.trigger.issue
            schemaVersion: 3
            value: {groups: [jira-administrators], inputs: []}
          components:
            - component: ACTION
              type: codebarrel.action.log
              schemaVersion: 1
              value: |-
                <<>greeting>>
                {{issue.key}} waits for <<param:team>>.
            - component: ACTION
              type: codebarrel.action.log
              schemaVersion: 1
              value: done
        """
            .replace("AUTHOR", '"' + author + '"'));
    write("templates/fragments/greeting.txt", "Dear <<param:team>>,\n");
    for (int i = 0; i < RULES; i++) {
      write(file(i), instance(i));
    }
    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void one_changed_line_of_the_template_is_an_update_of_every_rule() throws IOException {
    edit("templates/remind.yaml", "value: done", "value: finished");

    JsonNode plan = repository.plan();

    assertThat(plan.path("summary").path("update").asInt()).isEqualTo(RULES);
    assertThat(plan.path("changes")).hasSize(RULES);
    assertThat(plan.path("changes").get(0).path("template").asText())
        .isEqualTo("templates/remind.yaml");
    assertThat(repository.runWithSecrets("plan", "-o", "markdown").out())
        .contains("<code>" + file(7) + ", templates/remind.yaml</code>");
    assertThat(repository.runWithSecrets("plan").out())
        .contains(file(7) + ", templates/remind.yaml")
        .contains("Note: instances of templates/remind.yaml among these: 30 rules");
    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void an_undo_puts_the_instances_back_on_the_site_and_leaves_their_files_alone()
      throws IOException {
    edit("templates/remind.yaml", "value: done", "value: finished");
    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();
    Map<Path, String> files = files();

    repository.runWithSecrets("undo", "--max-changes", "100%").succeeded();

    assertThat(files()).isEqualTo(files);
    assertThat(lastValue(7)).isEqualTo("done");
    assertThat(repository.plan().path("summary").path("update").asInt()).isEqualTo(RULES);
    repository.runWithSecrets("export").succeeded();
    assertThat(files()).as("an undo is no edit of the site that export takes in").isEqualTo(files);
    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();
    assertThat(lastValue(7)).isEqualTo("finished");
    assertThat(files()).isEqualTo(files);
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  private String lastValue(int i) {
    return sandbox.rule(id(i)).at("/rule/components/1/value").asText();
  }

  @Test
  void one_edited_instance_on_the_site_comes_back_as_one_patch() throws IOException {
    Map<Path, String> before = files();
    sandbox.edit(id(7), rule -> rule.put("notifyOnError", "NEVER"));

    repository.runWithSecrets("export").succeeded();

    before.put(
        path(file(7)),
        instance(7) + "patch:\n  - op: replace\n    path: /notifyOnError\n    value: NEVER\n");
    assertThat(files()).isEqualTo(before);
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void an_edit_that_a_parameter_can_say_changes_the_parameter() throws IOException {
    Map<Path, String> before = files();
    sandbox.edit(
        id(7),
        rule -> {
          ((ObjectNode) rule.at("/components/0"))
              .put("value", "Dear Finance,\n{{issue.key}} waits for Finance.");
          return rule.put("name", "Remind Finance");
        });

    repository.runWithSecrets("export").succeeded();

    before.put(path(file(7)), instance(7).replace("Team 7", "Finance"));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void an_export_of_the_family_changes_no_file() throws IOException {
    Map<Path, String> before = files();
    repository.runWithSecrets("export", "--full").succeeded();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void the_same_edit_of_every_instance_is_said_to_belong_into_the_template() {
    for (int i = 0; i < RULES; i++) {
      sandbox.edit(id(i), rule -> rule.put("notifyOnError", "NEVER"));
    }
    assertThat(repository.runWithSecrets("plan").succeeded().out())
        .contains(
            "Note: all 30 instances of templates/remind.yaml were edited alike on the site, at "
                + "/notifyOnError: templates/remind.yaml is the better place for that");
    assertThat(repository.runWithSecrets("export").succeeded().err())
        .contains("all 30 instances of templates/remind.yaml were edited alike on the site")
        .contains("at /notifyOnError: templates/remind.yaml is the better place");
  }

  @Test
  void what_the_site_and_the_template_changed_is_merged_into_the_instance() throws IOException {
    sandbox.edit(id(7), rule -> rule.put("notifyOnError", "NEVER"));
    edit("templates/remind.yaml", "value: done", "value: finished");

    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();

    JsonNode rule = sandbox.rule(id(7)).path("rule");
    assertThat(rule.path("notifyOnError").asText()).isEqualTo("NEVER");
    assertThat(rule.at("/components/1/value").asText()).isEqualTo("finished");
    assertThat(read(file(7))).startsWith(instance(7) + "patch:\n").contains("/notifyOnError");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void an_edit_inside_of_a_fragment_becomes_a_patch_that_keeps_the_secrets() throws IOException {
    edit("templates/fragments/greeting.txt", ",\n", ", your key is <<secret:remind-key>>,\n");
    edit("secrets.yaml", "secrets:\n", "secrets:\n  remind-key:\n    publish: [log]\n");
    repository.rotate("remind-key", "EXAMPLE-remind-key-0001");
    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();
    Map<Path, String> before = files();
    greet(
        7,
        "Dear Team 7, your key is EXAMPLE-remind-key-0001",
        "Team 7, the key is EXAMPLE-remind-key-0001");
    greet(8, "Dear Team 8", "Hello Team 8");
    repository.rotate("remind-key", "EXAMPLE-remind-key-0002");

    repository.runWithSecrets("export").succeeded();

    assertThat(read(file(7)))
        .startsWith(instance(7) + "patch:\n")
        .contains("      Team 7, the key is <<secret:remind-key>>,\n");
    assertThat(read(file(8)))
        .startsWith(instance(8) + "patch:\n")
        .contains("      Hello Team 8, your key is <<secret:remind-key>>,\n");
    before.keySet().removeIf(path -> path.endsWith("team-7.yaml") || path.endsWith("team-8.yaml"));
    assertThat(files()).containsAllEntriesOf(before);
    assertThat(repository.plan().path("summary").toString())
        .isEqualTo("{\"rotate\":30,\"unchanged\":10}");
  }

  private void greet(int i, String before, String after) {
    sandbox.edit(
        id(i),
        rule -> {
          ObjectNode action = (ObjectNode) rule.at("/components/0");
          String text = action.path("value").asText();
          assertThat(text).contains(before);
          action.put("value", text.replace(before, after));
          return rule;
        });
  }

  @Test
  void secrets_where_names_the_instance_and_the_template() throws IOException {
    edit("templates/remind.yaml", "value: done", "value: key <<secret:remind-key>>");
    CommandRun where = repository.run("secrets", "where", "remind-key").succeeded();
    assertThat(where.out())
        .contains(file(7) + ":2, templates/remind.yaml:")
        .contains("30 places in 30 rules");
    assertThat(repository.runWithSecrets("plan").exitedWith(7).out()).contains("remind-key");
    assertThat(repository.run("lint").exitedWith(2).err()).contains("remind-key");
  }

  @Test
  void a_family_that_cannot_be_made_is_refused_before_anything_is_sent() throws IOException {
    edit("templates/remind.yaml", "name: Remind", "title: Remind");
    sandbox.forgetRequests();
    for (String command : List.of("plan", "sync", "lint", "fmt")) {
      CommandRun run =
          command.equals("lint") || command.equals("fmt")
              ? repository.run(command)
              : repository.runWithSecrets(command);
      assertThat(run.exitedWith(2).err())
          .contains(file(7) + ":2, templates/remind.yaml:4: no name");
    }
    // A plan begins to read rules while the files are read, and nothing is written.
    assertThat(sandbox.requestCounts().keySet())
        .isSubsetOf("GET /_edge/tenant_info", "GET rule/summary", "GET rule/{uuid}");
  }

  @Test
  void a_template_can_be_extracted_from_its_own_rules_and_plan_stays_empty() throws IOException {
    for (int i = 0; i < RULES; i++) {
      write(file(i), Yaml.write(ruleOf(i)));
    }
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();

    repository.run("template", "extract", "rules/remind", "--name", "again").succeeded();

    assertThat(read("templates/again.yaml"))
        .contains("      Dear Team <<param:name>>,\n")
        .contains("{{issue.key}} waits for Team <<param:name>>.\n")
        .contains("name: Remind Team <<param:name>>");
    assertThat(read(file(7)))
        .isEqualTo(
            "id: " + id(7) + "\ntemplate: again\nwith:\n  name: \"7\"\n  scope: \"10007\"\n");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void fmt_writes_files_in_one_style_and_check_only_says_which_are_not() throws IOException {
    repository.run("fmt").succeeded();
    repository.run("fmt", "--check").succeeded();
    write(file(7), "with: {project: 10007, team: Team 7} # seven\ntemplate: remind\nid: " + id(7));
    assertThat(repository.run("fmt", "--check").exitedWith(2).err()).contains(file(7));

    repository.run("fmt", file(7)).succeeded();

    assertThat(read(file(7)))
        .isEqualTo(
            "id: "
                + id(7)
                + "\ntemplate: remind\nwith: # seven\n  project: 10007\n  team: Team 7\n");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  private JsonNode ruleOf(int i) {
    return RuleRepository.open(repository.root()).ruleFiles().stream()
        .map(RuleFile::rule)
        .filter(rule -> rule.id().toString().equals(id(i)))
        .findFirst()
        .orElseThrow()
        .fields();
  }

  private static String id(int i) {
    return "019ab7c0-1111-7222-8333-4444555566%02d".formatted(i);
  }

  private static String file(int i) {
    return "rules/remind/team-" + i + ".yaml";
  }

  private static String instance(int i) {
    return """
    id: %s
    template: remind
    with:
      team: Team %d
      project: %d
    """
        .formatted(id(i), i, 10000 + i);
  }

  private Path path(String path) {
    return repository.root().resolve(path);
  }

  private String read(String path) throws IOException {
    return Files.readString(path(path));
  }

  private void write(String path, String text) throws IOException {
    Files.createDirectories(path(path).toAbsolutePath().getParent());
    Files.writeString(path(path), text);
  }

  private void edit(String path, String before, String after) throws IOException {
    String text = read(path);
    assertThat(text).contains(before);
    write(path, text.replace(before, after));
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    for (String top : List.of("rules", "templates")) {
      try (var paths = Files.walk(path(top))) {
        for (Path file : paths.filter(Files::isRegularFile).toList()) {
          files.put(file, Files.readString(file));
        }
      }
    }
    return files;
  }
}
