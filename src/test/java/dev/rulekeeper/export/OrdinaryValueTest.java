package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and words that stand where a credential could are nobody's secret elsewhere. */
final class OrdinaryValueTest {
  private static final RuleId ONE = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final RuleId OTHER = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7471");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Api-Key",
        "Authorization",
        "X-Vault-Token",
        "production",
        "orders-service",
        "orderService"
      })
  void a_name_or_a_word_behind_a_key_is_doubted_and_not_adopted(String value) {
    ObjectNode body = Rules.body("{\"token\": \"" + value + "\", \"api_key\": \"" + value + "\"}");
    PlaceholderInsertion.Result result = replaced(Map.of(), body, Rules.body("see " + value));
    assertThat(result.adopted().names()).isEmpty();
    assertThat(Replacements.rule(result, ONE)).isEqualTo(new Rule(ONE, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"copper-lantern-meadow", "amber_falcon_orchid_glacier", "xkqzjvbnwprt"})
  void words_that_make_a_passphrase_and_letters_that_make_no_word_are_adopted(String value) {
    ObjectNode body = Rules.body("{\"token\": \"" + value + "\"}");
    PlaceholderInsertion.Result result = replaced(Map.of(), body, Rules.body("see above"));
    assertThat(result.adopted().names()).hasSize(1);
  }

  @Test
  void a_known_value_that_is_the_name_of_a_header_stays_in_the_names_of_headers() {
    ObjectNode header = Rules.header("Authorization", "Bearer {{token}}");
    PlaceholderInsertion.Result result =
        replaced(
            Map.of("bot", "Authorization"),
            Rules.body("{\"password\": \"Authorization\"}"),
            header);
    assertThat(Replacements.rule(result, OTHER)).isEqualTo(new Rule(OTHER, header));
  }

  private static PlaceholderInsertion.Result replaced(
      Map<String, String> known, ObjectNode one, ObjectNode other) {
    SortedMap<RuleId, Rule> rules = new TreeMap<>();
    rules.put(ONE, new Rule(ONE, one));
    rules.put(OTHER, new Rule(OTHER, other));
    return Replacements.in(rules.values(), Secrets.map(known));
  }
}
