package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The decision table of docs/reconcile.md, and what --on-drift makes of each row. A side is what it
 * changed of the rule that Git and site agreed on: {@code same}, {@code none} for no rule there, or
 * words such as {@code name} and {@code off}. On the site {@code older} stands for the value of the
 * secret before the one of today.
 */
final class ChangeDecisionTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final CloudId CLOUD = new CloudId("bb1ad573-19b8-4cd8-a8fb-0e6f684df992");
  private static final String NOW = "EXAMPLE-value-of-today";
  private static final String BEFORE = "EXAMPLE-value-before";

  @ParameterizedTest(name = "Git {0}, base {1}, site {2}, {3}: {4} {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# Git      | base | site        | policy | kind     | what a sync would send, or what was edited
same       | same | same        | MERGE  | nothing  |
same       | same | older       | MERGE  | rotate   | header
name       | same | same        | MERGE  | update   | name
name       | same | older       | MERGE  | update   | header name
off        | same | same        | MERGE  | state    | state
scope      | same | same        | MERGE  | scope    | scope
off name   | same | same        | MERGE  | update   | name state
off        | same | older       | MERGE  | update   | header state
same       | same | name        | MERGE  | drift    | name
same       | same | name older  | MERGE  | rotate   | header
same       | same | name older  | FAIL   | drift    | name
same       | same | name        | FAIL   | drift    | name
same       | same | name        | SKIP   | drift    | name
same       | same | name        | OURS   | update   | name
same       | same | name        | THEIRS | drift    | name
name       | same | labels      | MERGE  | update   | name
name       | same | labels      | FAIL   | drift    | labels
name       | same | labels      | SKIP   | drift    | labels
name       | same | labels      | OURS   | update   | labels name
name       | same | labels      | THEIRS | drift    | labels
name       | same | title       | MERGE  | conflict | name
name       | same | title       | FAIL   | conflict | name
name       | same | title       | SKIP   | drift    | name
name       | same | title       | OURS   | update   | name
name       | same | title       | THEIRS | drift    | name
name       | same | name        | MERGE  | nothing  |
name       | same | name older  | MERGE  | rotate   | header
same       | none | none        | MERGE  | create   | everything
same       | same | none        | MERGE  | drift    | everything
same       | same | none        | OURS   | create   | everything
name       | same | none        | MERGE  | conflict | everything
name       | same | none        | SKIP   | drift    |
name       | same | none        | OURS   | create   | everything
none       | same | same        | MERGE  | delete   | everything
none       | same | older       | MERGE  | delete   | everything
none       | same | off         | MERGE  | delete   | everything
none       | same | name        | MERGE  | conflict | name
none       | same | name        | SKIP   | drift    |
none       | same | name        | OURS   | delete   | everything
none       | none | same        | MERGE  | drift    | everything
same       | none | same        | MERGE  | nothing  |
same       | none | older       | MERGE  | rotate   | header
name       | none | same        | MERGE  | conflict | name
name       | none | same        | OURS   | update   | name
name       | none | same        | THEIRS | drift    | name
""")
  void each_row_of_the_table_is_decided_as_the_documents_say(
      String git, String base, String site, DriftPolicy policy, String kind, String places) {
    Optional<Change> change = decided(git, base, site, policy);
    assertThat(change.map(c -> c.kind().label()).orElse("nothing")).isEqualTo(kind);
    assertThat(change.map(ChangeDecisionTest::places).orElse(""))
        .isEqualTo(places == null ? "" : places);
    change.ifPresent(
        c ->
            assertThat(c.toString() + c.patch() + c.before() + c.after())
                .doesNotContain(NOW)
                .doesNotContain(BEFORE));
  }

  @ParameterizedTest(name = "Git {0}, base {1}, site {2}, {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
# Git | base | site  | policy| the id
same  | none | none  | MERGE | 07526950fbbb934c
name  | same | same  | MERGE | a1a68096502bc67d
same  | same | older | MERGE | 85123a0064d845c7
off   | same | same  | MERGE | 9277fda84e6771c5
scope | same | same  | MERGE | 8f89a004c93e843b
none  | same | same  | MERGE | bbfcf848b1b6fe34
same  | same | name  | MERGE | 6c3b0dc9269571f1
none  | none | same  | MERGE | e0324a3fe7afafe6
same  | same | none  | MERGE | f57fbf88f07fbb3c
name  | same | title | MERGE | dbc420311eacde3d
name  | same | none  | MERGE | 68e8e73a218f2dc6
none  | same | name  | MERGE | b3f90e79d5c64792
name  | same | none  | SKIP  | 643af8e32b63a9b2
""")
  void a_plan_that_was_reviewed_has_the_same_id_in_every_version(
      String git, String base, String site, DriftPolicy policy, String id) {
    Change change = decided(git, base, site, policy).orElseThrow();
    assertThat(new Plan(PlanSamples.SITE, List.of(change), 0, List.of()).id()).isEqualTo(id);
  }

  private static final JsonPointer HEADER =
      JsonPointer.compile("/components/0/value/headers/0/value");
  private static final Set<JsonPointer> HERE = Set.of(HEADER);
  private static final MaskedValues.Masks CLEAR =
      new MaskedValues.Masks(Set.of(), Set.of(), Set.of());
  private static final MaskedValues.Masks UNKNOWN = new MaskedValues.Masks(HERE, Set.of(), HERE);

  @ParameterizedTest(name = "Git {0}, site {1}, {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Git | site       | policy | reason
          same  | none       | MERGE  | deleted on the site after the last sync
          same  | none       | OURS   | deleted on the site: made again
          name  | none       | MERGE  | deleted on the site after the last sync, and edited in Git
          none  | name       | MERGE  | its file is gone from Git, and it was edited on the site
          same  | name       | MERGE  | edited on the site: export brings it into Git
          same  | name older | MERGE  | edited on the site: export brings it into Git; the edit stays
          name  | labels     | MERGE  | merged with an edit on the site
          name  | labels     | FAIL   | edited in Git and on the site in different places: not merged
          name  | labels     | SKIP   | edited in Git and on the site: skipped
          name  | title      | SKIP   | edited in Git and on the site at /name: skipped
          name  | title      | OURS   | overwrites an edit on the site
          name  | title      | MERGE  | edited in Git and on the site: /name. To settle it: sync --on-drift ours, or export --on-drift theirs, with --select 019ab7c0-1111-7222-8333-444455556666
          """)
  void a_reader_is_told_why(String git, String site, DriftPolicy policy, String reason) {
    assertThat(decided(git, "same", site, policy).flatMap(Change::reason)).hasValue(reason);
  }

  @Test
  void without_any_base_git_is_taken_to_be_right() {
    Rendering rendering = new Rendering(Secrets.map(Map.of("bot", NOW)), Map.of());
    ChangeDecision decision =
        new ChangeDecision(
            CLOUD, rendering, new PlanMasking(new Detector()), DriftPolicy.MERGE, false);
    RuleVersions sides =
        new RuleVersions(
            rule("name").map(rule -> new RuleFile("rules/a.yaml", rule, "")),
            Optional.empty(),
            rule("same").map(rule -> live(rule, NOW)));
    assertThat(decision.compare(sides).orElseThrow().kind()).isEqualTo(ChangeKind.UPDATE);
  }

  @ParameterizedTest(name = "Git {0}, site {1}, {2}: {3}")
  @CsvSource({
    "same, same, MERGE, unproven",
    "same, name, MERGE, unproven",
    "name, same, MERGE, update",
    "off,  same, MERGE, update",
    "none, same, MERGE, delete",
  })
  void what_the_site_hides_is_unproven_unless_the_rule_is_written_anyway(
      String git, String site, DriftPolicy policy, String kind) {
    Optional<Change> change = decided(git, site, policy, UNKNOWN, Set.of());
    assertThat(change.map(c -> c.kind().label())).hasValue(kind);
  }

  @Test
  void an_edit_beside_a_hidden_value_is_told_before_it() {
    Change change = decided("same", "name", DriftPolicy.MERGE, UNKNOWN, Set.of()).orElseThrow();
    assertThat(change.reason().orElseThrow())
        .startsWith("edited on the site: export brings it into Git. Besides, the site hides what")
        .contains("sync --rotate bot or --on-drift ours writes it");
    assertThat(change.secrets()).containsExactly(new SecretName("bot"));
    assertThat(change.isHidden()).as("there is an edit to decide about").isFalse();
    assertThat(
            decided("same", "same", DriftPolicy.MERGE, UNKNOWN, Set.of()).orElseThrow().isHidden())
        .isTrue();
  }

  @Test
  void a_place_that_may_hold_an_edit_waits_unless_git_wins() {
    Change waits = decided("same", "name older", DriftPolicy.MERGE, CLEAR, HERE).orElseThrow();
    assertThat(waits.kind()).isEqualTo(ChangeKind.UNPROVEN);
    assertThat(waits.reason().orElseThrow())
        .startsWith("edited on the site, and what stands there at");
    Change ours = decided("same", "name older", DriftPolicy.OURS, CLEAR, HERE).orElseThrow();
    assertThat(ours.kind()).isEqualTo(ChangeKind.UPDATE);
    assertThat(ours.reason()).hasValue("overwrites what stands at " + HEADER);
  }

  @ParameterizedTest
  @CsvSource({"name, MERGE, labels", "same, MERGE, older"})
  void an_edit_with_a_credential_that_has_no_name_enters_git_by_export_only(
      String git, DriftPolicy policy, String site) {
    RuleVersions.Live live =
        live(
            rule(site.equals("older") ? "name key" : site + " key").orElseThrow(),
            site.contains("older") ? BEFORE : NOW);
    Change change =
        decision(policy)
            .compare(
                new RuleVersions(
                    rule(git).map(rule -> new RuleFile("rules/a.yaml", rule, "")),
                    rule("same").map(rule -> new BaseRule(rule, "2026-11-01T00:00:00Z")),
                    Optional.of(live)))
            .orElseThrow();
    assertThat(change.kind()).isEqualTo(ChangeKind.BLOCKED);
    assertThat(change.reason().orElseThrow())
        .startsWith("edited on the site with a credential that has no name yet")
        .endsWith("run export with --secrets-out");
    assertThat(change.toString() + change.patch() + change.before()).doesNotContain("q7Wk2Zp9");
  }

  private static ChangeDecision decision(DriftPolicy policy) {
    Rendering rendering = new Rendering(Secrets.map(Map.of("bot", NOW)), Map.of());
    return new ChangeDecision(CLOUD, rendering, new PlanMasking(new Detector()), policy, true);
  }

  private static Optional<Change> decided(
      String git,
      String site,
      DriftPolicy policy,
      MaskedValues.Masks masks,
      Set<JsonPointer> unproven) {
    Rule templates = rule(site).orElseThrow();
    RuleVersions.Live clear = live(templates, site.contains("older") ? BEFORE : NOW);
    ObjectNode shown = clear.fileForm().fields().deepCopy();
    if (!masks.all().isEmpty()) {
      ((ObjectNode) shown.at(HEADER.head())).put("value", "***");
    }
    Rule fileForm = new Rule(ID, shown);
    return decision(policy)
        .compare(
            new RuleVersions(
                rule(git).map(rule -> new RuleFile("rules/a.yaml", rule, "")),
                rule("same").map(rule -> new BaseRule(rule, "2026-11-01T00:00:00Z")),
                Optional.of(
                    new RuleVersions.Live(
                        FileForm.toApi(fileForm, CLOUD),
                        fileForm,
                        templates,
                        "",
                        masks,
                        unproven,
                        Map.of()))));
  }

  private static Optional<Change> decided(
      String git, String base, String site, DriftPolicy policy) {
    Rendering rendering = new Rendering(Secrets.map(Map.of("bot", NOW)), Map.of());
    ChangeDecision decision =
        new ChangeDecision(CLOUD, rendering, new PlanMasking(new Detector()), policy, true);
    return decision.compare(
        new RuleVersions(
            rule(git).map(rule -> new RuleFile("rules/a.yaml", rule, "")),
            rule(base).map(rule -> new BaseRule(rule, "2026-11-01T00:00:00Z")),
            rule(site).map(rule -> live(rule, site.contains("older") ? BEFORE : NOW))));
  }

  /** What the site shows for {@code templates} where it has this value. */
  private static RuleVersions.Live live(Rule templates, String value) {
    Rule clear = new Rendering(Secrets.map(Map.of("bot", value)), Map.of()).render(templates);
    return new RuleVersions.Live(
        FileForm.toApi(clear, CLOUD),
        clear,
        templates,
        "",
        new MaskedValues.Masks(Set.of(), Set.of(), Set.of()),
        Set.of(),
        Map.of());
  }

  private static Optional<Rule> rule(String edits) {
    if (edits.equals("none")) {
      return Optional.empty();
    }
    List<String> words = Arrays.asList(edits.split(" "));
    ObjectNode fields = ExactJson.object().put("id", ID.toString());
    fields.put(
        "name", words.contains("name") ? "Edited" : words.contains("title") ? "Other" : "Tell");
    fields.put("state", words.contains("off") ? "DISABLED" : "ENABLED");
    fields.putArray("labels").add(words.contains("labels") ? "b" : "a");
    if (words.contains("key")) {
      fields.put("description", "password: q7Wk2Zp9-EXAMPLE");
    }
    fields.put("scope", words.contains("scope") ? "project/2" : "project/1");
    fields.set(
        "trigger",
        ExactJson.read("{\"component\":\"TRIGGER\",\"type\":\"jira.manual.trigger.issue\"}"));
    fields.set(
        "components",
        ExactJson.read(
            "[{\"component\":\"ACTION\",\"type\":\"jira.issue.outgoing.webhook\",\"value\":{\"headers\":[{\"name\":\"Authorization\",\"value\":\"Bearer"
                + " <<secret:bot>>\"}]}}]"));
    return Optional.of(new Rule(ID, fields));
  }

  /** The fields that the operations of {@code change} are about, in the order of the alphabet. */
  private static String places(Change change) {
    return String.join(
        " ",
        StreamSupport.stream(change.patch().spliterator(), false)
            .filter(operation -> !operation.path("op").asText().equals("test"))
            .map(operation -> operation.path("path").asText())
            .map(ChangeDecisionTest::field)
            .sorted()
            .distinct()
            .toList());
  }

  private static String field(String path) {
    return path.isEmpty()
        ? "everything"
        : path.startsWith("/components")
            ? "header"
            : path.replaceFirst("^/(ruleS)?", "")
                .replaceFirst("copeARIs", "scope")
                .replaceFirst("/.*", "");
  }
}
