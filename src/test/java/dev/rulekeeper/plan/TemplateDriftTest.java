package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit that every instance of a template got on the site belongs into the template. */
class TemplateDriftTest {
  @TempDir private Path folder;
  private final Map<RuleId, RuleFile> files = new TreeMap<>();

  @BeforeEach
  void two_instances() throws IOException {
    write("rulekeeper.yaml", "sites: {acme: {url: 'https://acme.atlassian.net'}}\n");
    write(
        "templates/hello.yaml",
        """
        parameters:
          who: {}
        rule:
          name: Say hello to <<param:who>>
          state: ENABLED
          scope: site
          trigger:
            component: TRIGGER
            type: jira.manual.trigger.issue
          components:
            - component: ACTION
              type: codebarrel.action.log
              value: Hello
        """);
    for (int number = 1; number <= 2; number++) {
      write(
          "rules/" + number + ".yaml",
          "id: %s%ntemplate: hello%nwith:%n  who: team %d%n"
              .formatted(PlanSamples.id(number), number));
    }
    RuleRepository.open(folder).ruleFiles().forEach(file -> files.put(file.rule().id(), file));
    assertThat(files).hasSize(2);
  }

  @Test
  void an_edit_of_all_instances_is_one_note() {
    assertThat(notes(edited(1, "Good morning", ""), edited(2, "Good morning", "")))
        .containsExactly(
            "all 2 instances of templates/hello.yaml were edited alike on the site, at"
                + " /components/0/value: templates/hello.yaml is the better place for that");
  }

  @Test
  void what_only_one_of_them_got_beside_is_not_named() {
    List<String> notes = notes(edited(1, "Good morning", ""), edited(2, "Good morning", "told"));
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("/components/0/value").doesNotContain("description");
  }

  @Test
  void an_edit_of_some_instances_is_none() {
    assertThat(notes(edited(1, "Good morning", ""))).isEmpty();
  }

  @Test
  void different_edits_are_none() {
    assertThat(notes(edited(1, "Good morning", ""), edited(2, "Good evening", ""))).isEmpty();
  }

  @Test
  void what_is_no_drift_is_none() {
    Change update = edited(1, "Good morning", "").waiting(ChangeKind.UNPROVEN, "");
    assertThat(notes(update, edited(2, "Good morning", ""))).isEmpty();
  }

  private List<String> notes(Change... changes) {
    return new TemplateDrift(files, List.of(changes)).notes();
  }

  private Change edited(int number, String greeting, String description) {
    Rule agreed = Objects.requireNonNull(files.get(PlanSamples.id(number))).rule();
    ObjectNode fields = agreed.fields().deepCopy();
    ((ObjectNode) fields.at("/components/0")).put("value", greeting);
    if (!description.isEmpty()) {
      fields.put("description", description);
    }
    return Changes.of(
        ChangeKind.DRIFT,
        PlanSamples.change(ChangeKind.DRIFT, agreed).entry(),
        new Rule(agreed.id(), fields),
        agreed);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
