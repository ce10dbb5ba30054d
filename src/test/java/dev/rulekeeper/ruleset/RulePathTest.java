package dev.rulekeeper.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonTrees;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePathTest {
  @Provide
  Arbitrary<String> names() {
    return JsonTrees.strings();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Notify the team!      | notify-the-team",
        "../../etc/passwd      | etc-passwd",
        "Zürich: Änderung      | zurich-anderung",
        "日本 リリース通知     | 日本-リリース通知",
        "ﾘﾘｰｽ ガ               | リリース-ガ",
        "إشعار النشر           | إشعار-النشر",
        "हिन्दी नियम             | हिन्दी-नियम",
        "한국어                | 한국어",
        "🚀 ship it            | ship-it",
        "🚀                    | rule",
        "a\u202Eb/..\\c        | a-b-c",
        "''                    | rule",
        "--a--                 | a",
        "CON                   | rule-con",
        "lpt1                  | rule-lpt1",
        "Console               | console",
      })
  void the_name_becomes_lower_case_letters_digits_and_dashes(String name, String slug) {
    assertThat(path(name, "\"site\"", Set.of())).isEqualTo("rules/site/" + slug + ".yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"site\"                               | site",
        "\"project/10336\"                      | project-10336",
        "[\"project/1\", \"project/2\"]         | multiple",
        "\"ari:cloud:confluence::site/1\"       | other",
        "\"project/..\"                         | other",
        "[]                                     | other",
        "null                                   | other",
      })
  void the_scope_names_the_folder(String scope, String folder) {
    assertThat(path("x", scope, Set.of())).isEqualTo("rules/" + folder + "/x.yaml");
  }

  @Test
  void a_taken_path_gets_the_end_of_the_id() {
    Set<String> taken = Set.of("rules/site/x.yaml");
    Set<String> both = Set.of("rules/site/x.yaml", "rules/site/x-a4c02c.yaml");

    assertThat(path("x", "\"site\"", taken)).isEqualTo("rules/site/x-a4c02c.yaml");
    assertThat(path("x", "\"site\"", both))
        .isEqualTo("rules/site/x-019c88ef-ff96-7cce-a198-297e21a4c02c.yaml");
  }

  @Test
  void a_long_name_is_cut() {
    assertThat(path("word ".repeat(100), "\"site\"", Set.of()))
        .isEqualTo("rules/site/" + "word-".repeat(12).replaceAll("-$", "") + ".yaml");
  }

  @Property(seed = Draws.SEED, tries = 200)
  void no_name_leads_out_of_its_folder(@ForAll("names") String name) {
    assertThat(path(name, "\"site\"", Set.of()))
        .matches("rules/site/[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}-]*\\.yaml");
    assertThat(path(name, "\"site\"", Set.of()).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(200);
  }

  private static String path(String name, String scope, Set<String> taken) {
    JsonNode tree = ExactJson.read(scope);
    ObjectNode fields = ExactJson.object().put("name", name).set("scope", tree);
    return RuleRepository.pathFor(
        new Rule(RuleId.of("019c88ef-ff96-7cce-a198-297e21a4c02c"), fields),
        taken,
        RuleFolders.BY_NUMBER);
  }
}
