package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderingTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final Tag WHO = new Tag(Tag.Kind.VARIABLE, "who");
  private static final Rendering RENDERING =
      new Rendering(Secrets.map(Map.of("bot", "EXAMPLE")), Map.of("who", "ops"));

  private static Rule rule(String fields) {
    return new Rule(ID, Rules.json(fields));
  }

  @Test
  void secrets_and_variables_have_values_and_nothing_else_has() {
    assertThat(RENDERING.valueOf(Tag.secret("bot"))).contains("EXAMPLE");
    assertThat(RENDERING.valueOf(Tag.secret("other"))).isEmpty();
    assertThat(RENDERING.valueOf(WHO)).contains("ops");
    assertThat(RENDERING.valueOf(new Tag(Tag.Kind.PARAMETER, "who"))).isEmpty();
    assertThat(RENDERING.valueOf(new Tag(Tag.Kind.FRAGMENT, "who"))).isEmpty();
  }

  @Test
  void a_rule_is_rendered_and_its_other_text_stays() {
    assertThat(RENDERING.render(rule("{\"a\": \"<<secret:bot>> <<var:who>>\", \"b\": \"{{x}}\"}")))
        .isEqualTo(rule("{\"a\": \"EXAMPLE ops\", \"b\": \"{{x}}\"}"));
  }

  @Test
  void what_has_no_value_is_told_with_the_first_place_that_needs_it() {
    Rule rule =
        rule(
            "{\"a\": \"<<secret:bot>>\", \"b\": \"<<secret:x>>\", \"c\": \"<<secret:x>>"
                + " <<var:y>>\"}");
    assertThat(RENDERING.unresolved(rule))
        .isEqualTo(
            Map.of(
                Tag.secret("x"),
                JsonPointer.compile("/b"),
                new Tag(Tag.Kind.VARIABLE, "y"),
                JsonPointer.compile("/c")));
    assertThat(RENDERING.unresolved(rule("{\"a\": \"<<secret:bot>>\", \"b\": \"x\"}"))).isEmpty();
  }

  @Test
  void everything_but_the_secrets_can_be_filled_in() {
    assertThat(
            RENDERING.withVariables(
                rule("{\"a\": \"<<secret:bot>> <<var:who>> <<var:y>>\", \"b\": \"x\"}")))
        .isEqualTo(rule("{\"a\": \"<<secret:bot>> ops <<var:y>>\", \"b\": \"x\"}"));
  }

  @Test
  void the_variables_of_a_rule_are_told_with_what_they_are() {
    assertThat(
            RENDERING.variablesIn(
                rule(
                    "{\"a\": \"<<var:who>> <<var:unset>> <<secret:bot>>\", \"b\":"
                        + " \"<<secret:bot>>\"}")))
        .isEqualTo(Map.of("who", "ops"));
    assertThat(RENDERING.variablesIn(rule("{\"a\": \"<<secret:bot>>\"}"))).isEmpty();
  }

  @Test
  void a_rule_that_was_read_says_what_its_variables_were_before() {
    Rule templates = rule("{\"a\": \"to <<var:who>>\"}");
    Map<String, String> former = Map.of("who", "dev");
    assertThat(RENDERING.variablesIn(templates, rule("{\"a\": \"to dev\"}"), former))
        .isEqualTo(Map.of("who", "dev"));
    assertThat(RENDERING.variablesIn(templates, rule("{\"a\": \"to ops\"}"), former))
        .isEqualTo(Map.of("who", "ops"));
    assertThat(RENDERING.variablesIn(templates, rule("{\"a\": \"to all\"}"), former))
        .isEqualTo(Map.of("who", "ops"));
  }

  @Test
  void only_a_variable_that_changed_has_a_former_value() {
    PlaceholderText template = PlaceholderText.parse("to <<var:who>>: <<secret:bot>>");
    assertThat(
            RENDERING.former(template, "to dev: EXAMPLE", Map.of("who", "dev", "bot", "EXAMPLE")))
        .isEqualTo(Map.of(WHO, "dev"));
    assertThat(RENDERING.former(template, "to ops: EXAMPLE", Map.of("who", "ops"))).isEmpty();
    assertThat(RENDERING.former(template, "to dev: EXAMPLE", Map.of())).isEmpty();
    assertThat(RENDERING.former(template, "for dev", Map.of("who", "dev"))).isEmpty();
  }

  @Test
  void the_secrets_of_a_rule_are_told_by_name() {
    assertThat(
            Rendering.secretsIn(
                rule(
                    "{\"a\": \"<<secret:b>> <<var:who>>\", \"l\": [\"<<secret:a>>\", \"plain\"]}")))
        .containsExactly(new SecretName("a"), new SecretName("b"));
    assertThat(Rendering.secretsIn("no secret")).isEmpty();
  }
}
