package dev.rulekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.sandbox.Sandbox;
import dev.rulekeeper.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Selection, settled conflicts, guards, plan ids and documents, against the built-in site. */
class ReconcileTest {
  @TempDir private Path folder;
  private Sandbox sandbox;
  private SandboxRepository repository;

  @BeforeEach
  void export_from_a_site() {
    sandbox = Sandbox.start(SandboxOptions.builder().rules(60).build());
    repository = SandboxRepository.exported(sandbox, folder);
  }

  @AfterEach
  void stop_the_site() {
    sandbox.close();
  }

  @Test
  void only_selected_rules_are_planned_counted_and_synced() throws IOException {
    List<String> ids = plainRules().subList(0, 2);
    rename(ids.get(0), "First in Git");
    rename(ids.get(1), "Second in Git");
    JsonNode plan =
        ExactJson.read(
            repository.runWithSecrets("plan", "-o", "json", "--select", ids.get(0)).out());
    assertThat(plan.path("changes")).hasSize(1);
    assertThat(plan.path("summary").path("unchanged").asInt()).isZero();
    repository.runWithSecrets("sync", "--select", ids.get(0)).succeeded();
    assertThat(name(ids.get(0))).isEqualTo("First in Git");
    assertThat(name(ids.get(1))).isNotEqualTo("Second in Git");

    assertThat(kinds(repository.plan()))
        .as("the base of the others stays")
        .containsExactly("update");
    sandbox.edit(ids.get(0), rule -> rule.put("name", "Renamed in the browser"));
    assertThat(kinds(repository.plan())).containsExactlyInAnyOrder("update", "drift");
  }

  @Test
  void an_export_of_rules_that_neither_side_has_is_a_mistake() {
    assertThat(repository.runWithSecrets("export", "--select", "label:no-such").exitedWith(2).err())
        .contains("no rule of sandbox fits --select label:no-such");
    repository.runWithSecrets("export", "--select", "label:no-such", "--allow-empty").succeeded();
  }

  @Test
  void an_export_of_selected_rules_leaves_the_others_as_they_are() throws IOException {
    List<String> ids = plainRules().subList(0, 2);
    ids.forEach(id -> sandbox.edit(id, rule -> rule.put("name", "Browser " + id)));
    repository.runWithSecrets("export", "--select", ids.get(0)).succeeded();
    assertThat(Files.readString(repository.fileOf(ids.get(0)))).contains("Browser");
    assertThat(Files.readString(repository.fileOf(ids.get(1)))).doesNotContain("Browser");
    assertThat(kinds(repository.plan())).containsExactly("drift");
  }

  @Test
  void a_browser_edit_is_shown_with_what_changed_and_when() throws IOException {
    String id = plainRules().get(0);
    sandbox.edit(
        id, rule -> rule.put("description", "by the browser").put("notifyOnError", "NEVER"));
    JsonNode plan = repository.plan();
    JsonNode change = plan.path("changes").path(0);
    assertThat(plan.path("labels")).extracting(JsonNode::asText).containsExactly("drift");
    assertThat(change.path("kind").asText()).isEqualTo("drift");
    assertThat(Instant.parse(change.path("edited").asText()))
        .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
    assertThat(change.path("patch"))
        .filteredOn(operation -> operation.path("op").asText().equals("replace"))
        .extracting(operation -> operation.path("path").asText())
        .contains("/description");
    assertThat(repository.runWithSecrets("plan").out())
        .containsSubsequence("drift", "last edited", "description", "+ by the browser");
    assertThat(repository.runWithSecrets("plan", "-o", "markdown").out())
        .containsSubsequence(
            "<b>drift</b>", "last edited", "@@ description @@", "+ by the browser");
  }

  @Test
  void a_rule_deleted_in_git_is_shown_whole() throws IOException {
    String id = plainRules().get(0);
    repository.remove(repository.fileOf(id));
    JsonNode change = repository.plan().path("changes").path(0);
    assertThat(change.path("patch"))
        .extracting(operation -> operation.path("op").asText())
        .containsExactly("test", "remove");
    assertThat(repository.runWithSecrets("plan", "-o", "markdown").out())
        .containsSubsequence("1 rule to be DELETED", "<b>delete</b>", "- name: ");
  }

  @Test
  void an_export_settles_conflicts_as_it_is_told() throws IOException {
    List<String> ids = plainRules().subList(0, 2);
    for (String id : ids) {
      rename(id, "Git " + id);
      sandbox.edit(id, rule -> rule.put("name", "Browser " + id));
    }
    repository.runWithSecrets("export").exitedWith(4);
    repository.runWithSecrets("export", "--on-drift", "ours", "--select", ids.get(0)).succeeded();
    repository.runWithSecrets("export", "--on-drift", "theirs", "--select", ids.get(1)).succeeded();
    assertThat(Files.readString(repository.fileOf(ids.get(0)))).contains("name: Git ");
    assertThat(Files.readString(repository.fileOf(ids.get(1)))).contains("name: Browser ");
    assertThat(kinds(repository.plan())).containsExactly("update");
  }

  @Test
  void a_sync_merges_leaves_alone_or_settles_what_both_sides_changed_as_it_is_told()
      throws IOException {
    List<String> ids = plainRules().subList(0, 3);
    String conflict = ids.get(0);
    String apart = ids.get(1);
    rename(conflict, "Git's name");
    sandbox.edit(conflict, rule -> rule.put("name", "The browser's name"));
    rename(apart, "Git's other name");
    sandbox.edit(apart, rule -> rule.put("description", "by the browser"));

    CommandRun failed = repository.runWithSecrets("sync", "--on-drift", "fail").exitedWith(4);
    assertThat(failed.err()).contains("nothing was sent").contains(conflict).contains(apart);
    assertThat(name(apart)).isNotEqualTo("Git's other name");
    CommandRun skipped = repository.runWithSecrets("sync", "--on-drift", "skip").succeeded();
    assertThat(skipped.out()).contains(conflict).contains(apart).contains("2 skipped");
    assertThat(name(apart)).isNotEqualTo("Git's other name");
    CommandRun merged = repository.runWithSecrets("sync").exitedWith(4);
    assertThat(merged.out())
        .contains("conflict: edited in Git and on the site: /name. To settle it:")
        .contains("--select " + conflict);
    assertThat(name(apart)).isEqualTo("Git's other name");
    assertThat(Files.readString(repository.fileOf(apart))).contains("by the browser");
    repository.runWithSecrets("sync", "--on-drift", "theirs").succeeded();
    assertThat(name(conflict)).isEqualTo("The browser's name");
    repository.runWithSecrets("sync", "--on-drift", "ours", "--select", conflict).succeeded();
    assertThat(name(conflict)).isEqualTo("Git's name");
    repository.runWithSecrets("plan", "--exit-code", "--full").succeeded();
  }

  @Test
  void what_a_sync_merged_can_be_edited_in_git_like_anything_else() throws IOException {
    String id = plainRules().get(0);
    rename(id, "Renamed in Git");
    sandbox.edit(
        id,
        rule -> {
          rule.withArray("components").add(RuleEdits.log(1));
          return rule;
        });
    repository.runWithSecrets("sync").succeeded();
    Path file = repository.fileOf(id);
    Files.writeString(file, Files.readString(file).replace(Marks.text(1), Marks.text(2)));

    assertThat(kinds(repository.plan())).containsExactly("update");
    CommandRun sync = repository.runWithSecrets("sync").succeeded();
    assertThat(sync.err()).contains("not committed in rules and templates: 1 file");
    String live = ExactJson.write(sandbox.rule(id));
    assertThat(live).contains(Marks.text(2)).doesNotContain(Marks.text(1));
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  @Test
  void a_sync_that_is_to_fail_on_drift_writes_no_rotation_either() throws IOException {
    String id = ruleWithBearer();
    sandbox.edit(id, rule -> rule.put("description", "by the browser"));
    repository.rotate(bot(), sandbox.rotateTargetToken());
    CommandRun run = repository.runWithSecrets("sync", "--on-drift", "fail").exitedWith(4);
    assertThat(run.err()).contains(id);
    assertThat(sandbox.requestCounts().keySet())
        .isNotEmpty()
        .noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void only_the_plan_with_the_given_id_is_carried_out() throws IOException {
    String id = plainRules().get(0);
    rename(id, "Renamed in Git");
    repository.runWithSecrets("sync", "--plan-id", "0123456789abcdef").exitedWith(4);
    assertThat(name(id)).isNotEqualTo("Renamed in Git");
    String planId = repository.plan().path("planId").asText();
    repository.runWithSecrets("sync", "--plan-id", planId).succeeded();
    assertThat(name(id)).isEqualTo("Renamed in Git");
  }

  @Test
  void a_rule_whose_file_is_gone_stays_until_pruned_and_the_plan_says_so() throws IOException {
    String id = plainRules().get(0);
    repository.remove(repository.fileOf(id));
    assertThat(repository.runWithSecrets("plan").exitedWith(7).out()).contains("--prune");
    repository.runWithSecrets("sync").exitedWith(7);
    assertThat(sandbox.has(id)).isTrue();
    repository.runWithSecrets("sync", "--prune").succeeded();
    assertThat(sandbox.has(id)).isFalse();
  }

  @Test
  void too_many_changes_are_refused_with_the_flag_and_the_key_that_allow_them() throws IOException {
    List<String> ids = plainRules();
    assertThat(ids).as("more than the 10 that are always allowed").hasSizeGreaterThan(10);
    for (String id : ids) {
      rename(id, "Git " + id);
    }
    CommandRun refused = repository.runWithSecrets("sync", "--max-changes", "1%").exitedWith(7);
    assertThat(refused.err()).contains("--max-changes").contains("guards.max-changes");
    assertThat(name(ids.get(0))).doesNotStartWith("Git ");
    repository.runWithSecrets("sync", "--max-changes", "100%").succeeded();
    assertThat(name(ids.get(0))).startsWith("Git ");
  }

  @Test
  void the_share_of_changes_is_of_all_rules_also_where_only_some_are_selected() throws IOException {
    List<String> ids = plainRules();
    assertThat(ids).hasSizeBetween(11, 30);
    for (String id : ids) {
      rename(id, "Git " + id);
    }
    String[] select = new String[2 * ids.size()];
    for (int i = 0; i < ids.size(); i++) {
      select[2 * i] = "--select";
      select[2 * i + 1] = ids.get(i);
    }
    CommandRun refused = repository.runWithSecrets(sync(select, "1%")).exitedWith(7);
    assertThat(refused.err()).contains(ids.size() + " of 60 rules would change their content");
    repository.runWithSecrets(sync(select, "50%")).succeeded();
    assertThat(name(ids.get(0))).startsWith("Git ");
  }

  private static String[] sync(String[] more, String maxChanges) {
    List<String> command = new ArrayList<>(List.of("sync", "--max-changes", maxChanges));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  @Test
  void what_waits_for_somebody_has_the_same_exit_code_beside_written_rules_and_alone()
      throws IOException {
    List<String> ids = plainRules().subList(0, 3);
    rename(ids.get(0), "Written");
    rename(ids.get(1), "Git's name");
    sandbox.edit(ids.get(1), rule -> rule.put("name", "The browser's name"));
    repository.runWithSecrets("sync").exitedWith(4);
    assertThat(name(ids.get(0))).isEqualTo("Written");
    repository.runWithSecrets("sync").exitedWith(4);
    repository.remove(repository.fileOf(ids.get(2)));
    rename(ids.get(0), "Written again");
    repository.runWithSecrets("sync").exitedWith(7);
    assertThat(name(ids.get(0))).isEqualTo("Written again");
    repository.runWithSecrets("sync").exitedWith(7);
  }

  @Test
  void a_mask_in_a_rule_file_is_blocked_and_never_sent() throws IOException {
    String id = ruleWithBearer();
    Path file = repository.fileOf(id);
    String header = "Bearer <<secret:" + bot() + ">>";
    Files.writeString(file, Files.readString(file).replace(header, "'***'"));
    sandbox.forgetRequests();
    assertThat(repository.runWithSecrets("plan").exitedWith(7).out())
        .contains("a mask would be sent at /components/")
        .contains("put a placeholder <<secret:name>> there");
    repository.runWithSecrets("sync").exitedWith(7);
    repository.runWithSecrets("sync", "--on-drift", "ours").exitedWith(7);
    assertThat(sandbox.requestCounts().keySet())
        .isNotEmpty()
        .noneMatch(request -> request.startsWith("PUT"));
    Files.writeString(file, Files.readString(file).replace("'***'", header));
    repository.runWithSecrets("plan", "--exit-code").succeeded();
  }

  private String ruleWithBearer() throws IOException {
    for (ObjectNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("Bearer <<secret:" + bot() + ">>") && !text.contains("connections:")) {
        return id;
      }
    }
    throw new AssertionError("the seed has no such rule");
  }

  @Test
  void a_text_that_spells_out_a_placeholder_blocks_an_edit_elsewhere_in_its_rule()
      throws IOException {
    String id = plainRules().get(0);
    sandbox.edit(id, rule -> rule.put("description", "Write <<secret:name>> there"));
    repository.runWithSecrets("export").succeeded();
    rename(id, "In Git");
    JsonNode change = repository.plan().path("changes").path(0);
    assertThat(change.path("kind").asText()).isEqualTo("blocked");
    assertThat(change.path("reason").asText()).contains("<<open>>", "/description");
    repository.runWithSecrets("sync").exitedWith(7);
    assertThat(name(id)).isNotEqualTo("In Git");
  }

  @Test
  void what_the_commands_print_as_json_keeps_to_the_published_schemas() throws IOException {
    List<String> ids = plainRules().subList(0, 3);
    rename(ids.get(0), "Renamed in Git");
    sandbox.edit(ids.get(1), rule -> rule.put("name", "Renamed in the browser"));
    repository.remove(repository.fileOf(ids.get(2)));
    repository.rotate(bot(), sandbox.rotateTargetToken());
    keepsTo("plan", repository.plan());
    keepsTo(
        "sync",
        ExactJson.read(repository.runWithSecrets("sync", "-o", "json").exitedWith(7).out()));
    keepsTo(
        "sync", ExactJson.read(repository.runWithSecrets("undo", "-o", "json").succeeded().out()));
    keepsTo(
        "secrets-where",
        ExactJson.read(repository.run("secrets", "where", bot(), "-o", "json").succeeded().out()));
  }

  @Test
  void repeated_requests_are_named_in_the_result() throws IOException {
    sandbox.close();
    sandbox = Sandbox.start(SandboxOptions.builder().rules(30).faultPercent(20).build());
    repository = SandboxRepository.exported(sandbox, folder.resolve("other"));
    repository.rotate(bot(), sandbox.rotateTargetToken());
    JsonNode result =
        ExactJson.read(repository.runWithSecrets("sync", "-o", "json").succeeded().out());
    keepsTo("sync", result);
    assertThat(result.path("repeats").path("total").asInt()).isPositive();
    assertThat(result.path("repeats").path("rules")).isNotEmpty();
  }

  private static void keepsTo(String schema, JsonNode document) throws IOException {
    try (InputStream text =
        Objects.requireNonNull(
            ReconcileTest.class.getResourceAsStream(
                "/dev/rulekeeper/schema/" + schema + ".json"))) {
      assertThat(
              SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                  .getSchema(text)
                  .validate(document))
          .as("%s against %s", ExactJson.writePretty(document), schema)
          .isEmpty();
    }
  }

  private void rename(String id, String name) throws IOException {
    Path file = repository.fileOf(id);
    Files.writeString(file, Files.readString(file).replaceFirst("(?m)^name: .*$", "name: " + name));
  }

  private List<String> plainRules() throws IOException {
    List<String> ids = new ArrayList<>();
    for (ObjectNode envelope : sandbox.rules()) {
      String id = envelope.path("rule").path("uuid").asText();
      String text = Files.readString(repository.fileOf(id));
      if (text.contains("state: ENABLED\n")
          && !text.contains("<<")
          && !text.contains("\nconnections:")) {
        ids.add(id);
      }
    }
    return ids;
  }

  private String name(String id) {
    return sandbox.rule(id).path("rule").path("name").asText();
  }

  private String bot() throws IOException {
    return repository.secretMap().entrySet().stream()
        .filter(entry -> entry.getValue().equals(sandbox.targetToken()))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> kinds(JsonNode plan) {
    List<String> kinds = new ArrayList<>();
    plan.path("changes").forEach(change -> kinds.add(change.path("kind").asText()));
    return kinds;
  }
}
