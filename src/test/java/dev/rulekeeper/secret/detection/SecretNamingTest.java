package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SecretNamingTest {
  private static final SecretMap NOTHING = SecretMap.of(Map.of());

  /** The names by value, of rules with ids in the order given. */
  private static Map<String, String> names(
      SecretMap known, Set<SecretName> taken, ObjectNode... rules) {
    SortedMap<RuleId, List<Finding>> findings = new TreeMap<>();
    for (int i = 0; i < rules.length; i++) {
      var id = RuleId.of(String.format("019c88ef-60ff-7167-8fc8-%012d", i));
      findings.put(id, new Detector().find(rules[i]));
    }
    return SecretNaming.assign(findings, known, taken).entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().reveal(), e -> e.getValue().value()));
  }

  @Test
  void the_token_of_a_basic_header_has_the_same_name_in_a_bearer_header() {
    String blob = Encoding.BASE64.encode("bot@acme.com:q7Wk2Zp9");
    assertThat(
            names(
                NOTHING,
                Set.of(),
                Rules.header("Authorization", "Bearer q7Wk2Zp9"),
                Rules.header("Authorization", "Basic " + blob)))
        .containsExactly(Map.entry("q7Wk2Zp9", "bot-acme-com"));
  }

  @Test
  void a_number_comes_only_when_nothing_else_tells_two_values_apart() {
    assertThat(
            names(
                NOTHING,
                Set.of(),
                Rules.header("Authorization", "Bearer first-q7Wk2Zp9"),
                Rules.header("Authorization", "Bearer second-q7Wk2Zp9")))
        .containsOnly(
            Map.entry("first-q7Wk2Zp9", "api-example-com-token"),
            Map.entry("second-q7Wk2Zp9", "api-example-com-token-2"));
  }

  @Test
  void a_value_with_two_suggestions_takes_the_one_that_is_free() {
    var both = Rules.header("Authorization", "Bearer second-q7Wk2Zp9");
    both.withArray("components")
        .add(Rules.body("{\"pager_key\": 1, \"apiKey\": \"second-q7Wk2Zp9\"}").at("/components/0"));
    assertThat(
            names(NOTHING, Set.of(), Rules.header("Authorization", "Bearer first-q7Wk2Zp9"), both))
        .containsOnly(
            Map.entry("first-q7Wk2Zp9", "api-example-com-token"),
            Map.entry("second-q7Wk2Zp9", "api-example-com-api-key"));
  }

  @Test
  void a_value_that_is_known_keeps_its_name() {
    var known = SecretMap.of(Map.of(new SecretName("ours"), SecretValue.of("q7Wk2Zp9")));
    assertThat(names(known, Set.of(), Rules.header("X-Api-Key", "q7Wk2Zp9")))
        .containsExactly(Map.entry("q7Wk2Zp9", "ours"));
  }

  @Test
  void a_name_that_is_taken_or_known_for_another_value_is_not_used_again() {
    var name = new SecretName("api-example-com-x-api-key");
    var known = SecretMap.of(Map.of(name, SecretValue.of("other")));
    var rule = Rules.header("X-Api-Key", "q7Wk2Zp9");
    assertThat(names(known, Set.of(), rule)).containsValue(name + "-2");
    assertThat(names(NOTHING, Set.of(name), rule)).containsValue(name + "-2");
  }

  @Test
  void a_name_never_shows_its_value() {
    var rule = Rules.variable("token q7wk2zp9", "q7Wk2Zp9");
    assertThat(names(NOTHING, Set.of(), rule).values())
        .isNotEmpty()
        .noneMatch(n -> n.contains("q7wk2zp9"));
  }
}
