package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an export makes of one rule. A side is what it changed of the rule that Git and site agreed
 * on: {@code same}, {@code none} for no rule there, or words such as {@code name} and {@code
 * label}.
 */
class ExportDecisionTest {
  private static final SiteName SITE = new SiteName("acme");
  private static final CloudId CLOUD = new CloudId("11111111-2222-3333-4444-555555555555");
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final String PATH = "rules/tell.yaml";
  private static final SecretMap SECRETS = Secrets.map(Map.of("bot", "EXAMPLE-q7Wk2Zp9-bot"));
  private static final Ledger LEDGER =
      Ledger.read(Yaml.read("secrets.yaml", "secrets: {bot: {any-host: true}}"));

  @ParameterizedTest(name = "Git {0}, base {1}, site {2}, {3}: {4} {5}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # Git  | base | site        | policy | the file      | says
          none   | none | same        | FAIL   | is written    | Tell a
          same   | same | same        | FAIL   | stays         |
          same   | same | name        | FAIL   | is written    | Edited a
          name   | same | same        | FAIL   | stays         |
          name   | same | label       | FAIL   | is written    | Edited b
          name   | same | name        | FAIL   | stays         |
          name   | same | title       | FAIL   | conflict      |
          name   | same | title       | OURS   | stays         |
          name   | same | title       | THEIRS | is written    | Other a
          name   | same | title label | THEIRS | is written    | Other b
          name   | same | title label | OURS   | is written    | Edited b
          same   | same | none        | FAIL   | is removed    |
          name   | same | none        | FAIL   | conflict      |
          name   | same | none        | OURS   | stays         |
          name   | same | none        | THEIRS | is removed    |
          same   | none | none        | FAIL   | stays         |
          none   | same | same        | FAIL   | stays away    |
          none   | same | off         | FAIL   | stays away    |
          none   | same | name        | FAIL   | conflict      |
          none   | same | name        | OURS   | stays away    |
          none   | same | name        | THEIRS | is written    | Edited a
          same   | none | name        | FAIL   | is written    | Edited a
          same*  | none | name        | FAIL   | conflict      |
          same*  | none | name        | OURS   | stays         |
          same*  | none | name        | THEIRS | is written    | Edited a
          same   | lost | name        | FAIL   | conflict      |
          same   | lost | name        | OURS   | stays         |
          same   | lost | name        | THEIRS | is written    | Edited a
          """)
  void an_export_takes_no_edit_of_either_side_back(
      String git, String base, String site, ConflictPolicy policy, String file, String says) {
    RepositorySnapshot snapshot = snapshot(git, base);
    if (file.equals("conflict")) {
      ExportException refused =
          catchThrowableOfType(ExportException.class, () -> export(snapshot, site, policy));
      assertThat(refused.kind()).isEqualTo(ExportException.Kind.CONFLICT);
      assertThat(refused).hasMessage("edited on both sides: 1 place; nothing was written");
      assertThat(refused.hint()).contains("--on-drift ours or theirs");
      return;
    }
    Export export = export(snapshot, site, policy);
    Optional<byte[]> content = export.files().content(path(export, git));
    switch (file) {
      case "is written" -> {
        Rule rule =
            RuleFile.read(PATH, new String(content.orElseThrow(), StandardCharsets.UTF_8)).rule();
        assertThat(rule.name() + " " + rule.fields().at("/labels/0").asText()).isEqualTo(says);
        assertThat(rule.fields().at("/components/0/value/headers/0/value").asText())
            .isEqualTo("Bearer <<secret:bot>>");
      }
      case "is removed" -> assertThat(export.files().removes(PATH)).isTrue();
      default -> assertThat(export.files().paths()).isEmpty();
    }
    assertThat(export.files().paths() + written(export) + export.message() + export.warnings())
        .doesNotContain("EXAMPLE");
  }

  private static String written(Export export) {
    StringBuilder written = new StringBuilder();
    export.files().paths().forEach(path -> export.files().text(path).ifPresent(written::append));
    return written.toString();
  }

  private static String path(Export export, String git) {
    return git.equals("none") && !export.files().isEmpty()
        ? export.files().contents().firstKey()
        : PATH;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          same | none | none | OURS | rules/tell.yaml: the site has no such rule; sync will create it, or remove the file
          name | same | none | OURS | rules/tell.yaml: deleted on the site and kept in Git; sync will make it again
          none | same | same | FAIL | Tell (019ab7c0-1111-7222-8333-444455556666): its file is gone from Git; sync --prune deletes the rule
          """)
  void a_person_is_told_what_a_sync_will_do(
      String git, String base, String site, ConflictPolicy policy, String warning) {
    assertThat(export(snapshot(git, base), site, policy).warnings()).containsExactly(warning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name  | same | title | rules/tell.yaml:2  /name  edited in Git and on the site
          name  | same | none  | rules/tell.yaml  edited in Git, and deleted on the site
          none  | same | name  | Edited (019ab7c0-1111-7222-8333-444455556666)  its file is gone from Git, and it was edited on the site
          same* | none | name  | rules/tell.yaml  edited and not committed, and different on the site
          same  | lost | name  | rules/tell.yaml  different on the site, and no base says who changed it
          """)
  void a_conflict_names_its_place(String git, String base, String site, String detail) {
    ExportException refused =
        catchThrowableOfType(
            ExportException.class, () -> export(snapshot(git, base), site, ConflictPolicy.FAIL));
    assertThat(refused.details()).containsExactly(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "none, none, same, 'Export acme: 1 rule added'",
    "same, same, name, 'Export acme: 1 changed'",
    "same, same, none, 'Export acme: 1 removed'",
    "same, same, same, 'Export acme: ledger'",
  })
  void a_commit_says_what_it_holds(String git, String base, String site, String message) {
    assertThat(export(snapshot(git, base), site, ConflictPolicy.FAIL).message())
        .isEqualTo(message + "\n");
  }

  @Test
  void a_secret_that_gets_its_name_is_in_ledger_message_and_secret_map_and_nowhere_in_clear() {
    ApiRule live = onSite(rule("same").orElseThrow(), "EXAMPLE-not-known-yet");
    Export export =
        exporter(snapshot("none", "none"), ConflictPolicy.FAIL).export(SITE, read(live));
    assertThat(export.adopted().names()).hasSize(1);
    String name = export.adopted().names().iterator().next().value();
    assertThat(export.message())
        .isEqualTo("Export acme: 1 rule added\n\nSecrets named in this export:\n- " + name + "\n");
    assertThat(text(export, "secrets.yaml")).contains(name + ":");
    export
        .files()
        .contents()
        .forEach(
            (path, content) ->
                assertThat(new String(content.orElseThrow().bytes(), StandardCharsets.UTF_8))
                    .as(path)
                    .doesNotContain("not-known-yet"));
  }

  @Test
  void a_value_where_no_placeholder_can_stand_is_refused_and_nothing_is_written() {
    Rule leaking =
        new Rule(
            ID,
            rule("same").orElseThrow().fields().deepCopy().put("EXAMPLE-q7Wk2Zp9-bot", "a key"));
    ExportException refused =
        catchThrowableOfType(
            ExportException.class,
            () ->
                exporter(snapshot("none", "none"), ConflictPolicy.FAIL)
                    .export(SITE, read(onSite(leaking, "EXAMPLE-q7Wk2Zp9-bot"))));
    assertThat(refused.kind()).isEqualTo(ExportException.Kind.SECRET);
    assertThat(refused.details()).hasSize(1);
    assertThat(refused.details().get(0)).endsWith("holds the value of bot");
    assertThat(refused.getMessage() + refused.details() + refused.hint()).doesNotContain("EXAMPLE");
  }

  @Test
  void what_is_no_rule_stays_on_the_site_and_the_others_need_not_wait() {
    ApiRule good = onSite(rule("same").orElseThrow(), "EXAMPLE-q7Wk2Zp9-bot");
    RuleId id = RuleId.of("019ab7c0-1111-7222-8333-444455557777");
    ObjectNode fields = ExactJson.object().put("name", "No trigger");
    Export export =
        exporter(snapshot("none", "none"), ConflictPolicy.FAIL)
            .export(SITE, read(good, new ApiRule(id, fields, ExactJson.array())));
    assertThat(export.rules()).isEqualTo(2);
    assertThat(export.base()).containsOnlyKeys(ID);
    assertThat(export.warnings()).hasSize(1);
    assertThat(export.warnings().get(0))
        .startsWith("the rule " + id + " is not exported, since on the site ")
        .endsWith(": mend it there");
  }

  @Test
  void rules_from_a_file_say_nothing_of_the_others() {
    Export export = exporter(snapshot("same", "same"), ConflictPolicy.FAIL).export(SITE, List.of());
    assertThat(export.files().paths()).isEmpty();
    assertThat(export.warnings()).isEmpty();
  }

  private static Export export(RepositorySnapshot git, String site, ConflictPolicy policy) {
    ApiRule[] live =
        rule(site).map(r -> onSite(r, "EXAMPLE-q7Wk2Zp9-bot")).stream().toArray(ApiRule[]::new);
    return exporter(git, policy).export(SITE, read(live));
  }

  private static RuleExporter exporter(RepositorySnapshot git, ConflictPolicy policy) {
    return new RuleExporter(
        CLOUD, git, SECRETS, Map.of(), new Redactor(), policy, Optional.empty(), kept -> kept);
  }

  private static SiteReading.Read read(ApiRule... live) {
    return new SiteReading.Read(
        new LiveRules(LiveRule.all(List.of(live), CLOUD), Map.of()), Set.of(), false, List.of());
  }

  private static ApiRule onSite(Rule rule, String value) {
    return FileForm.toApi(
        new Rendering(Secrets.map(Map.of("bot", value)), Map.of()).render(rule), CLOUD);
  }

  /** A star says that the file is not committed; a base that is lost has other rules. */
  private static RepositorySnapshot snapshot(String git, String base) {
    List<RuleFile> files =
        rule(git.replace("*", "")).map(r -> new RuleFile(PATH, r, RuleRepository.text(r))).stream()
            .toList();
    Baseline agreed =
        switch (base) {
          case "none" -> Baseline.none();
          case "lost" -> Baseline.of(Map.of());
          default -> Baseline.of(Map.of(ID, new BaseRule(rule(base).orElseThrow(), "1764424980")));
        };
    return new RepositorySnapshot(
        files,
        agreed,
        LEDGER,
        Optional.of("secrets: {bot: {any-host: true}}"),
        Set.of(),
        git.endsWith("*") ? Set.of(PATH) : Set.of());
  }

  private static String text(Export export, String path) {
    return export.files().text(path).orElseThrow();
  }

  private static Optional<Rule> rule(String edits) {
    if (edits.equals("none")) {
      return Optional.empty();
    }
    List<String> words = Arrays.asList(edits.split(" ", -1));
    ObjectNode fields = ExactJson.object().put("id", ID.toString());
    fields.put(
        "name", words.contains("name") ? "Edited" : words.contains("title") ? "Other" : "Tell");
    fields.put("state", words.contains("off") ? "DISABLED" : "ENABLED");
    fields.putArray("labels").add(words.contains("label") ? "b" : "a");
    fields.put("scope", "project/1");
    fields.set(
        "trigger", ExactJson.read("{\"component\":\"TRIGGER\",\"type\":\"jira.manual.trigger\"}"));
    fields.set(
        "components",
        ExactJson.read(
            "[{\"component\":\"ACTION\",\"type\":\"jira.issue.outgoing.webhook\",\"value\":{\"url\":\"https://ci.acme.example\",\"headers\":[{\"name\":\"Authorization\",\"value\":\"Bearer"
                + " <<secret:bot>>\",\"headerSecure\":true}]}}]"));
    return Optional.of(new Rule(ID, fields));
  }
}
