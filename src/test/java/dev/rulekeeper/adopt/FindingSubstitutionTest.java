package dev.rulekeeper.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingSubstitutionTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final String ONE = "q7Wk2Zp9-EXAMPLE";
  private static final String TWO = "x4Vb8Nm3-EXAMPLE";
  private static final Rule RULE =
      rule(Rules.body("{\"password\": \"" + ONE + "\", \"apiToken\": \"" + TWO + "\"}"));

  @Test
  void every_finding_with_a_name_becomes_its_placeholder() {
    Rule named =
        FindingSubstitution.replace(
            RULE,
            findings(),
            Map.of(
                SecretValue.of(ONE), new SecretName("one"),
                SecretValue.of(TWO), new SecretName("two")));
    assertThat(body(named)).contains("<<secret:one>>").contains("<<secret:two>>");
    assertThat(named.toString() + body(named)).doesNotContain("EXAMPLE");
  }

  @Test
  void a_finding_without_a_name_stays_in_its_place() {
    Rule named =
        FindingSubstitution.replace(
            RULE, findings(), Map.of(SecretValue.of(TWO), new SecretName("two")));
    assertThat(body(named)).contains("\"password\": \"" + ONE + "\"").contains("<<secret:two>>");
  }

  @Test
  void a_rule_without_findings_is_the_same() {
    assertThat(FindingSubstitution.replace(RULE, List.of(), Map.of())).isSameAs(RULE);
  }

  @Test
  void a_known_value_is_replaced_wherever_it_stands() {
    KnownValues known = KnownValues.of(Secrets.map(Map.of("one", ONE)));
    Rule named =
        FindingSubstitution.substitute(rule(Rules.comment("said " + ONE + " twice " + ONE)), known);
    assertThat(named.fields().at("/components/0/value/comment").asText())
        .isEqualTo("said <<secret:one>> twice <<secret:one>>");
  }

  @Test
  void what_nothing_looks_into_is_listed_for_a_person() {
    NotLookedAt places = new NotLookedAt();
    places.add(RULE, "rules/a.yaml");
    assertThat(places.lines()).isEmpty();
    places.add(rule(Rules.log("picture: " + "/9j/".repeat(60))), "rules/b.yaml");
    assertThat(places.lines())
        .containsExactly(
            "Not looked into: 1 place. Look there yourself, and add a credential in it to the"
                + " secret map",
            "  rules/b.yaml  /components/0/value  240 characters of base64 that hold no text");
  }

  @Test
  void an_unknown_secret_is_one_line_without_its_value() {
    UnnamedCredential secret =
        new UnnamedCredential(
            ID, "Tell", "/components/0/value/customBody", "body", new SecretName("one"));
    assertThat(secret.line())
        .isEqualTo("Tell (" + ID + ")  /components/0/value/customBody  body  -> one");
  }

  private static List<Finding> findings() {
    List<Finding> findings = new Detector().find(RULE.fields());
    assertThat(findings).hasSize(2);
    return findings;
  }

  private static String body(Rule rule) {
    return rule.fields().at("/components/0/value/customBody").asText();
  }

  private static Rule rule(ObjectNode fields) {
    return new Rule(ID, fields);
  }
}
