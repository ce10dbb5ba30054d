package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file may give projects by their keys; its rule has their numbers, and the file stays so. */
class ScopeSpellingTest {
  private static final String HEAD =
      "id: 019ab7c0-1111-7222-8333-444455556666\nname: Tell project/SHOP\n";
  private static final String TAIL = "trigger: {component: TRIGGER, type: manual}\n";

  private static RuleFile file(String scope) {
    return RuleFile.read("rules/a.yaml", HEAD + scope + "\n" + TAIL)
        .numbered(
            key ->
                Optional.ofNullable(
                    Map.of("project/SHOP", "project/10336", "project/OPS", "project/10337")
                        .get(key)));
  }

  private static Rule with(RuleFile file, String field, String json) {
    ObjectNode fields = file.rule().fields().deepCopy();
    fields.set(field, ExactJson.read(json));
    return new Rule(file.rule().id(), fields);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          scope: project/SHOP # ours          | "project/10336"
          scope: project/NONE                 | "project/NONE"
          scope: project/10001                | "project/10001"
          scope: site                         | "site"
          scope: [project/SHOP, site, project/OPS] | ["project/10336","site","project/10337"]
          """)
  void a_rule_has_the_numbers_and_its_file_keeps_the_keys(String written, String scope) {
    RuleFile file = file(written);
    assertThat(ExactJson.write(file.rule().fields().path("scope"))).isEqualTo(scope);
    assertThat(file.rule().name()).isEqualTo("Tell project/SHOP");
    assertThat(RuleRepository.text(file.rule(), file)).isEqualTo(HEAD + written + "\n" + TAIL);
    assertThat(RuleRepository.text(with(file, "name", "\"Say\""), file))
        .isEqualTo("id: 019ab7c0-1111-7222-8333-444455556666\nname: Say\n" + written + "\n" + TAIL);
  }

  @Test
  void another_project_stands_by_its_number() {
    RuleFile file = file("scope: project/SHOP # ours");
    assertThat(RuleRepository.text(with(file, "scope", "\"project/10337\""), file))
        .contains("scope: project/10337 # ours");
    assertThat(RuleRepository.text(with(file, "scope", "[\"project/10336\",\"project/7\"]"), file))
        .contains("project/SHOP")
        .contains("project/7");
  }

  @Test
  void a_key_that_nobody_knows_is_told_with_its_line() {
    assertThat(ScopeSpelling.unknown(java.util.List.of(file("scope:\n  - site\n  - project/NEW"))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).isEqualTo("rules/a.yaml:5");
              assertThat(problem.what()).contains("key NEW");
              assertThat(problem.hint()).contains("rulekeeper names");
            });
    assertThat(ScopeSpelling.unknown(java.util.List.of(file("scope: project/SHOP")))).isEmpty();
  }
}
