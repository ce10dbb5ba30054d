package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCheckTest {
  private static final Ledger LEDGER =
      PlanSamples.ledger("secrets: {bot: {any-host: true}, pager: {any-host: true}}");
  private static final Ledger VERBATIM =
      PlanSamples.ledger("secrets: {bot: {any-host: true, verbatim: true}, pager: {}}");
  private static final Rule RULE = PlanSamples.rule(1);

  @ParameterizedTest
  @CsvSource({
    "'EXAMPLE-plain',     ''",
    "'EXAMPLE\n',         ends with a line break",
    "'EXAMPLE ',          ends with white space",
    "' EXAMPLE',          begins with white space",
    "'EXA\u0007MPLE',     holds a control character",
    "'EXAMPLE-{{x}}',     'holds {{, which the site takes for the beginning of a smart value'",
  })
  void a_value_that_looks_like_a_slip_is_not_sent(String value, String what) {
    Optional<String> objection = objection(LEDGER, value, RULE);
    if (what.isEmpty()) {
      assertThat(objection).isEmpty();
    } else {
      assertThat(objection.orElseThrow()).startsWith("the value of <<secret:bot>> " + what);
    }
  }

  @ParameterizedTest
  @CsvSource({"'EXAMPLE '", "'EXAMPLE-{{x}}'"})
  void a_value_that_the_ledger_calls_verbatim_is_meant_so(String value) {
    Rule text = withBody("<<secret:bot>>");
    assertThat(objection(LEDGER, value, text)).isPresent();
    assertThat(objection(VERBATIM, value, text)).isEmpty();
  }

  @Test
  void no_leave_of_the_ledger_makes_a_place_hold_what_it_cannot() {
    assertThat(objection(VERBATIM, "EXAMPLE ", RULE).orElseThrow())
        .isEqualTo(
            "the edge of a header at /components/0/value/headers/0/value cannot hold the value of"
                + " <<secret:bot>>: give it another value, or use another secret there");
  }

  @Test
  void what_the_site_has_already_is_no_matter() {
    String odd = "EXAMPLE ";
    ValueCheck check = new ValueCheck(rendering(odd), LEDGER);
    Change.Write change = PlanSamples.write(ChangeKind.UPDATE, RULE);
    assertThat(check.objection(change, Optional.of(PlanSamples.onSite(RULE, odd)))).isEmpty();
    assertThat(check.objection(change, Optional.of(PlanSamples.onSite(RULE, "EXAMPLE-other"))))
        .isPresent();
  }

  @Test
  void a_value_that_two_secrets_have_is_most_likely_under_the_wrong_name() {
    Rendering both =
        new Rendering(Secrets.map(Map.of("bot", "EXAMPLE-1", "pager", "EXAMPLE-1")), Map.of());
    assertThat(new ValueCheck(both, LEDGER).objection(change(), Optional.empty()))
        .hasValue(
            "the value of <<secret:bot>> for /components/0/value/headers/0/value is also that of"
                + " pager: give one of them another value, or use one name for both; if it is meant"
                + " so, write verbatim: true under bot in secrets.yaml");
    assertThat(new ValueCheck(both, VERBATIM).objection(change(), Optional.empty())).isEmpty();
    Rendering apart =
        new Rendering(Secrets.map(Map.of("bot", "EXAMPLE-1", "pager", "EXAMPLE-2")), Map.of());
    assertThat(new ValueCheck(apart, LEDGER).objection(change(), Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"***", "••••••••"})
  void a_value_that_looks_like_a_mask_is_never_sent(String mask) {
    assertThat(objection(VERBATIM, mask, RULE).orElseThrow())
        .contains("looks like what sites show in place of a hidden value");
  }

  @Test
  void a_value_that_breaks_the_syntax_of_its_place_names_the_way_out() {
    Rule body = withBody("{\"token\": \"<<secret:bot>>\"}");
    assertThat(objection(LEDGER, "EXAMPLE-plain", body)).isEmpty();
    assertThat(objection(LEDGER, "EXAMPLE\"quote", body).orElseThrow())
        .contains("/components/0/value/customBody cannot hold the value of <<secret:bot>>")
        .contains("run `rulekeeper fmt --encodings`");
  }

  private static Rule withBody(String body) {
    ObjectNode fields = RULE.fields().deepCopy();
    ((ObjectNode) fields.at("/components/0/value")).put("customBody", body).putArray("headers");
    return new Rule(RULE.id(), fields);
  }

  @Test
  void a_secret_without_a_value_is_not_judged() {
    Rendering nothing = new Rendering(Secrets.map(Map.of()), Map.of());
    assertThat(new ValueCheck(nothing, LEDGER).objection(change(), Optional.empty())).isEmpty();
  }

  @Test
  void a_note_says_once_what_many_rules_need() {
    ValueCheck check = new ValueCheck(rendering("EXAMPLE "), LEDGER);
    assertThat(check.notes()).isEmpty();
    check.objection(PlanSamples.write(ChangeKind.UPDATE, PlanSamples.rule(1)), Optional.empty());
    check.objection(PlanSamples.write(ChangeKind.UPDATE, PlanSamples.rule(2)), Optional.empty());
    assertThat(check.notes())
        .containsExactly(
            "the value of <<secret:bot>> ends with white space: nothing is written with it. Correct"
                + " it where the secret map comes from; if it is meant so, write verbatim: true"
                + " under bot in secrets.yaml");
  }

  @Test
  void no_objection_shows_the_value() {
    assertThat(objection(LEDGER, "EXAMPLE-secret ", RULE).orElseThrow()).doesNotContain("EXAMPLE");
  }

  private static Change.Write change() {
    return PlanSamples.write(ChangeKind.UPDATE, RULE);
  }

  private static Rendering rendering(String value) {
    return PlanSamples.rendering(value);
  }

  private static Optional<String> objection(Ledger ledger, String value, Rule rule) {
    return new ValueCheck(rendering(value), ledger)
        .objection(PlanSamples.write(ChangeKind.UPDATE, rule), Optional.empty());
  }
}
