package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one rule of a site proves of another one. */
class KnownPlaceholdersTest {
  /** With spaces, so that its place alone does not tell where it begins and ends. */
  private static final String OLDER = "an invented older passphrase, 1a2b3c";

  private static final String TEMPLATE = "Log in with <<secret:deploy>> first.";
  private static final String LIVE = "Log in with " + OLDER + " first.";
  private static final SecretMap SECRETS =
      SecretMap.of(
          Map.of(
              new SecretName("deploy"), SecretValue.of("tok-an-invented-value-of-today-9z8y7x"),
              new SecretName("other"), SecretValue.of("tok-another-invented-value-5g6h7i")));

  private static RuleId id(String last) {
    return RuleId.of("01934b2c-7d00-7a11-8c22-0000000000" + last);
  }

  private static Rule rule(String id, String name, String description) {
    return new Rule(
        id(id),
        ExactJson.object()
            .put("id", id(id).toString())
            .put("name", name)
            .put("description", description));
  }

  /** {@code proving} was given the older value, as a fingerprint says; nothing else is known. */
  private static ReversedRules reversed(List<Rule> live, List<Rule> git, String proving) {
    LiveRules read = LiveRules.searched(live);
    KnownRuleForms history =
        new KnownRuleForms(
            id -> git.stream().filter(rule -> rule.id().equals(id)).toList(),
            id ->
                new Evidence(
                    Map.of(),
                    Optional.empty(),
                    (tag, value) -> id.equals(id(proving)) && value.equals(OLDER),
                    Map.of()));
    return new KnownPlaceholders(read, history, Map.of(), new Redactor(), Set.of())
        .in(SECRETS, OrdinaryWordSecrets.of(SECRETS, read.all(), Set.of()));
  }

  @ParameterizedTest
  @CsvSource({"01, 02", "02, 01"})
  void an_older_value_that_one_rule_proves_is_known_in_another_although_more_of_the_first_is_open(
      String proving, String other) {
    ReversedRules reversed =
        reversed(
            List.of(
                rule(proving, "tok-another-invented-value-5g6h7i and what somebody added", LIVE),
                rule(other, "Deploy", LIVE)),
            List.of(rule(proving, "<<secret:other>>", TEMPLATE), rule(other, "Deploy", TEMPLATE)),
            proving);
    assertThat(reversed.older().unproven())
        .containsOnly(Map.entry(id(proving), Set.of(JsonPointer.compile("/name"))));
    assertThat(reversed.rules())
        .hasEntrySatisfying(
            id(other),
            rule -> assertThat(rule.fields().path("description").asText()).isEqualTo(TEMPLATE));
  }

  @Test
  void where_nothing_proves_it_a_value_stays_unproven() {
    ReversedRules reversed =
        reversed(
            List.of(rule("01", "Deploy", LIVE)), List.of(rule("01", "Deploy", TEMPLATE)), "99");
    assertThat(reversed.older().unproven()).containsOnlyKeys(id("01"));
  }

  @Test
  void a_rule_without_anything_known_stays_the_very_one_that_was_read() {
    Rule read = rule("01", "Deploy", "When it is ready.");
    ReversedRules reversed = reversed(List.of(read), List.of(), "99");
    assertThat(reversed.rules().get(id("01"))).isSameAs(read);
  }
}
