package dev.rulekeeper.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.json.JsonTrees;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.yaml.InvalidFileException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseRuleTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final String PATH = "66/019ab7c0-1111-7222-8333-444455556666.json";
  private static final String THEN = "1764424980.174";
  private static final Rule RULE = rule("{'name':'Tell','state':'ENABLED','timeout':1.10}");
  private static final Rule EDITED = rule("{'name':'Edited','state':'ENABLED','timeout':1.10}");

  @Test
  void an_entry_is_a_file_that_people_can_read() {
    BaseRule entry =
        new BaseRule(
            RULE,
            "",
            new TreeMap<>(Map.of("<<secret:bot>>", "0123")),
            new TreeMap<>(Map.of("team", "ops")),
            Optional.of(new BaseRule.Seen(THEN, Optional.of(rule("{'name':'Edited'}")))));
    assertThat(new String(entry.write(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "updated" : "",
              "fingerprints" : {
                "<<secret:bot>>" : "0123"
              },
              "variables" : {
                "team" : "ops"
              },
              "seen" : {
                "updated" : "1764424980.174",
                "rule" : {
                  "name" : "Edited"
                }
              },
              "rule" : {
                "name" : "Tell",
                "state" : "ENABLED",
                "timeout" : 1.10
              }
            }
            """);
  }

  @Test
  void what_is_not_known_is_not_in_the_file() {
    assertThat(new String(new BaseRule(rule("{}"), THEN).write(), StandardCharsets.UTF_8))
        .isEqualTo("{\n  \"updated\" : \"1764424980.174\",\n  \"rule\" : { }\n}\n");
  }

  @Property(seed = Draws.SEED, tries = 200)
  void what_is_written_is_read_again(@ForAll("entries") BaseRule entry) {
    assertThat(BaseRule.read(PATH, entry.write())).isEqualTo(entry);
  }

  @Property(seed = Draws.SEED, tries = 100)
  void an_agreement_is_read_as_it_was_written(
      @ForAll("entries") BaseRule entry, @ForAll("commits") String commit) {
    Agreement agreement = new Agreement(commit, Optional.of(entry));
    assertThat(Agreement.read(PATH, agreement.write())).isEqualTo(agreement);
    assertThat(Agreement.commitIn(agreement.write())).isEqualTo(commit);
    Agreement gone = Agreement.gone(commit);
    assertThat(Agreement.read(PATH, gone.write())).isEqualTo(gone);
    assertThat(Agreement.commitIn(gone.write())).isEqualTo(commit);
  }

  @Test
  void a_file_of_an_older_version_has_no_commit() {
    byte[] content = new BaseRule(RULE, THEN).write();
    assertThat(Agreement.read(PATH, content).commit()).isEmpty();
    assertThat(Agreement.commitIn(content)).isEmpty();
    assertThat(Agreement.read(PATH, content).entry()).hasValue(new BaseRule(RULE, THEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"rule\": []}",
        "{\"rule\": \"Tell\"}",
        "{\"commit\": 1"
      })
  void what_is_no_entry_is_an_error_that_names_the_file_and_quotes_nothing(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable read :
        java.util.List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> BaseRule.read(PATH, bytes), () -> Agreement.read(PATH, bytes))) {
      InvalidFileException broken = catchThrowableOfType(InvalidFileException.class, read);
      assertThat(broken.problems()).hasSize(1);
      assertThat(broken.problems().get(0).where()).isEqualTo(PATH);
      assertThat(broken.problems().get(0).hint()).contains("delete the ref and run export");
    }
  }

  @Test
  void an_entry_lies_where_its_id_says() {
    assertThat(BaseRule.pathOf(ID)).isEqualTo(PATH);
    assertThat(BaseRule.idAt(PATH)).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "README.md",
        "66/.json",
        "67/019ab7c0-1111-7222-8333-444455556666.json",
        "019ab7c0-1111-7222-8333-444455556666.json",
        "66/019ab7c0-1111-7222-8333-444455556666.yaml",
        "x/66/019ab7c0-1111-7222-8333-444455556666.json"
      })
  void another_path_is_that_of_no_entry(String path) {
    assertThat(catchThrowableOfType(InvalidFileException.class, () -> BaseRule.idAt(path)))
        .isNotNull();
  }

  @Test
  void what_the_site_had_is_known_for_the_time_of_the_entry_and_no_other() {
    BaseRule entry = new BaseRule(RULE, THEN);
    assertThat(entry.standingAt(THEN)).hasValue(RULE);
    assertThat(entry.standingAt("1764424981.000")).isEmpty();
    assertThat(entry.standingAt("")).isEmpty();
  }

  @Test
  void a_rule_that_is_to_be_read_again_still_knows_what_the_site_had() {
    BaseRule seen = new BaseRule(RULE, THEN).onlySeen();
    assertThat(seen.updated()).as("so that no time is the same").isEmpty();
    assertThat(seen.standingAt(THEN)).hasValue(RULE);
    assertThat(seen.standingAt("")).isEmpty();
    assertThat(seen.onlySeen()).isEqualTo(seen);
  }

  @Test
  void an_entry_shares_the_tree_of_a_rule_that_is_the_very_same_and_no_other() {
    BaseRule entry = new BaseRule(RULE, THEN);
    Rule same = rule("{'name':'Tell','state':'ENABLED','timeout':1.10}");
    assertThat(entry.sharing(same).rule()).isSameAs(same);
    assertThat(entry.sharing(same).updated()).isEqualTo(THEN);
    for (String other :
        List.of(
            "{'name':'Tell','state':'ENABLED','timeout':1.1}",
            "{'state':'ENABLED','name':'Tell','timeout':1.10}",
            "{'name':'Edited','state':'ENABLED','timeout':1.10}")) {
      assertThat(entry.sharing(rule(other)).rule()).as(other).isSameAs(RULE);
    }
  }

  @Test
  void what_was_seen_beside_an_edit_that_git_has_not_is_that_edit() {
    BaseRule.Seen seen = new BaseRule.Seen(THEN, Optional.of(EDITED));
    BaseRule entry = new BaseRule(RULE, "", new TreeMap<>(), new TreeMap<>(), Optional.of(seen));
    assertThat(entry.standingAt(THEN)).hasValue(EDITED);
  }

  @Test
  void what_was_known_of_values_is_forgotten_once_the_rule_was_changed_on_the_site() {
    TreeMap<String, String> known = new TreeMap<>(Map.of("<<secret:bot>>", "0123"));
    BaseRule entry = new BaseRule(RULE, THEN, known, new TreeMap<>());
    assertThat(entry.fingerprintsAt(THEN)).isEqualTo(known);
    assertThat(entry.onlySeen().fingerprintsAt(THEN)).isEqualTo(known);
    assertThat(entry.fingerprintsAt("1764424981.000")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ENABLED,  Tell,   ENABLED,  true",
    "ENABLED,  Tell,   DISABLED, true",
    "DISABLED, Tell,   DISABLED, true",
    "DISABLED, Tell,   ENABLED,  false",
    "ENABLED,  Edited, ENABLED,  false",
    "ENABLED,  Edited, DISABLED, false",
  })
  void a_deletion_that_did_not_end_leaves_the_rule_switched_off(
      String agreed, String name, String live, boolean same) {
    BaseRule entry = new BaseRule(rule("{'name':'Tell','state':'" + agreed + "'}"), THEN);
    Rule now = rule("{'state':'" + live + "','name':'" + name + "'}");
    assertThat(entry.isSameOrSwitchedOff(now)).isEqualTo(same);
    assertThat(entry.rule().fields().path("state").asText()).isEqualTo(agreed);
  }

  @Provide
  Arbitrary<BaseRule> entries() {
    Arbitrary<Rule> rules =
        JsonTrees.trees(2)
            .filter(JsonNode::isObject)
            .map(fields -> new Rule(ID, (ObjectNode) fields));
    Arbitrary<String> keys = JsonTrees.strings();
    Arbitrary<TreeMap<String, String>> texts =
        Arbitraries.maps(keys, JsonTrees.strings()).ofMaxSize(3).map(TreeMap::new);
    Arbitrary<Optional<BaseRule.Seen>> seen =
        Combinators.combine(JsonTrees.strings(), rules.optional())
            .as(BaseRule.Seen::new)
            .optional();
    return Combinators.combine(rules, JsonTrees.strings(), texts, texts, seen).as(BaseRule::new);
  }

  @Provide
  Arbitrary<String> commits() {
    return Arbitraries.of("", "0123456789012345678901234567890123456789", "clone 7f");
  }

  private static Rule rule(String text) {
    JsonNode fields = ExactJson.read(text.replace('\'', '"'));
    return new Rule(ID, (ObjectNode) fields);
  }
}
