package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlaceholderInsertionTest {
  private static final String COMMENT = "Please change your password soon.";

  @Test
  void an_ordinary_word_is_replaced_only_where_credentials_stand_and_told_by_name() {
    var live = new TreeMap<RuleId, Rule>();
    for (int i = 0; i < 1_000; i++) {
      add(live, i, Rules.comment(COMMENT));
    }
    RuleId request = add(live, 1_000, Rules.hiddenHeader("X-Api-Key", "password"));
    PlaceholderInsertion.Result result = replace(live, Secrets.map(Map.of("ci", "password")));
    assertThat(text(result, request)).contains("\"<<secret:ci>>\"");
    assertThat(text(result, live.firstKey())).contains(COMMENT);
    assertThat(result.guarded().names()).isEmpty();
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("the value of ci is an ordinary word that stands in 1000 texts")
        .doesNotContain("password");
  }

  @Test
  void so_is_an_ordinary_word_that_nobody_has_named_yet() {
    var live = new TreeMap<RuleId, Rule>();
    for (int i = 0; i < 1_000; i++) {
      add(live, i, Rules.comment(COMMENT));
    }
    RuleId request = add(live, 1_000, Rules.hiddenHeader("X-Api-Key", "password"));
    PlaceholderInsertion.Result result = replace(live, Secrets.map(Map.of()));
    SecretName name = result.adopted().names().iterator().next();
    assertThat(text(result, request)).contains("<<secret:" + name);
    assertThat(text(result, live.firstKey())).contains(COMMENT);
    assertThat(result.guarded().names()).isEmpty();
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("the value of " + name + " is an ordinary word that stands in 1000 texts");
  }

  @Test
  void a_word_that_is_part_of_the_name_of_another_secret_is_an_ordinary_one() {
    var live = new TreeMap<RuleId, Rule>();
    RuleId request = add(live, 1, Rules.hiddenHeader("X-Api-Key", "password"));
    add(live, 2, Rules.hiddenHeader("X-Password", "EXAMPLEexample0123456789"));
    PlaceholderInsertion.Result result = replace(live, Secrets.map(Map.of("ci", "password")));
    assertThat(text(result, request)).contains("\"<<secret:ci>>\"");
    assertThat(result.guarded().names()).isNotEmpty().doesNotContain(new SecretName("ci"));
    assertThat(result.warnings())
        .singleElement()
        .asString()
        .startsWith("the value of ci is an ordinary word that stands in names");
  }

  private static PlaceholderInsertion.Result replace(
      SortedMap<RuleId, Rule> live, SecretMap secrets) {
    return Replacements.in(live.values(), secrets);
  }

  private static String text(PlaceholderInsertion.Result result, RuleId id) {
    return Replacements.rule(result, id).fields().toString();
  }

  private static RuleId add(Map<RuleId, Rule> rules, int number, ObjectNode fields) {
    RuleId id = RuleId.of(String.format("019c88ef-60ff-7167-8fc8-%012d", number));
    rules.put(id, new Rule(id, fields));
    return id;
  }
}
