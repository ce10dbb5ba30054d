package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.BEFORE;
import static dev.rulekeeper.plan.PlanSamples.TODAY;
import static dev.rulekeeper.plan.PlanSamples.live;
import static dev.rulekeeper.plan.PlanSamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.detection.Detector;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a reader of a plan sees of a rule. */
class PlanMaskingTest {
  private static final JsonPointer HEADER =
      JsonPointer.compile("/components/0/value/headers/0/value");
  private static final Rule RULE = PlanSamples.rule(1);
  private static final Rule IN_CLEAR = PlanSamples.rule(1, "Rule 1", "Bearer EXAMPLE-q7Wk2Zp9");
  private static final Rule TWO = PlanSamples.rule(1, "Rule 1", "<<secret:bot>>:<<secret:pager>>");
  private static final Rendering NOW = PlanSamples.rendering(TODAY);
  private final PlanMasking masking = new PlanMasking(new Detector());

  @Test
  void a_credential_that_has_no_name_is_shown_as_unknown_and_all_around_it_stays() {
    assertThat(header(masking.mask(IN_CLEAR))).isEqualTo("Bearer <<secret:unknown>>");
    assertThat(header(masking.search(IN_CLEAR).maskedCertainly()))
        .isEqualTo("Bearer <<secret:unknown>>");
    assertThat(masking.unnamed(IN_CLEAR)).containsExactly(HEADER);
  }

  @Test
  void placeholders_are_shown_as_they_are() {
    assertThat(masking.mask(RULE)).isSameAs(RULE);
    assertThat(masking.unnamed(RULE)).isEmpty();
  }

  @Test
  void a_credential_that_the_file_has_in_clear_already_is_not_news() {
    assertThat(masking.unnamed(IN_CLEAR, RULE)).containsExactly(HEADER);
    assertThat(masking.unnamed(IN_CLEAR, IN_CLEAR)).isEmpty();
  }

  @Test
  void a_leaf_with_an_older_value_is_marked_on_the_left_side() {
    assertThat(header(before(live(RULE, BEFORE), NOW)))
        .isEqualTo("Bearer <<secret:bot>> (older value)");
    assertThat(header(before(live(RULE, TODAY), NOW))).isEqualTo("Bearer <<secret:bot>>");
  }

  @Test
  void a_leaf_that_the_site_hides_is_marked_only_where_its_value_is_known_to_be_older() {
    Set<JsonPointer> here = Set.of(HEADER);
    MaskedValues.Masks outdated = new MaskedValues.Masks(here, here, Set.of());
    MaskedValues.Masks unknown = new MaskedValues.Masks(here, Set.of(), here);
    assertThat(masking.rotated(live(RULE, "***", outdated, Set.of()), RULE, NOW))
        .containsExactly(name("bot"));
    assertThat(masking.rotated(live(RULE, "***", unknown, Set.of()), RULE, NOW)).isEmpty();
  }

  @Test
  void a_leaf_of_which_nothing_is_proven_counts_as_older() {
    MaskedValues.Masks none = new MaskedValues.Masks(Set.of(), Set.of(), Set.of());
    assertThat(masking.rotated(live(RULE, TODAY, none, Set.of(HEADER)), RULE, NOW))
        .containsExactly(name("bot"));
  }

  @Test
  void only_secrets_that_the_rule_will_still_have_are_rotated() {
    Rule plain = PlanSamples.rule(1, "Rule 1", "none");
    assertThat(masking.rotated(live(RULE, BEFORE), RULE, NOW)).containsExactly(name("bot"));
    assertThat(masking.rotated(live(RULE, BEFORE), plain, NOW)).isEmpty();
  }

  @Test
  void a_leaf_with_two_secrets_does_not_tell_which_of_them_is_older() {
    Rendering both =
        new Rendering(Secrets.map(Map.of("bot", TODAY, "pager", "EXAMPLE-p")), Map.of());
    RuleVersions.Live older =
        new RuleVersions.Live(
            PlanSamples.onSite(IN_CLEAR, TODAY),
            PlanSamples.rule(1, "Rule 1", BEFORE + ":EXAMPLE-p"),
            TWO,
            "",
            new MaskedValues.Masks(Set.of(), Set.of(), Set.of()),
            Set.of(),
            Map.of());
    assertThat(masking.rotated(older, TWO, both)).containsExactly(name("bot"), name("pager"));
    assertThat(masking.certainlyRotated(older, both)).isEmpty();
    assertThat(masking.certainlyRotated(live(RULE, BEFORE), NOW)).containsExactly(name("bot"));
  }

  @Test
  void of_a_secret_without_a_value_nothing_is_said() {
    PlanMasking blind = new PlanMasking(new Detector(), Set.of(name("bot")));
    assertThat(blind.rotated(live(RULE, BEFORE), RULE, NOW)).isEmpty();
    assertThat(blind.comparable(RULE, Set.of(HEADER))).isEmpty();
    assertThat(masking.comparable(RULE, Set.of(HEADER))).containsExactly(HEADER);
  }

  @Test
  void a_variable_that_the_site_has_otherwise_is_shown_as_the_site_has_it() {
    Rule rule = PlanSamples.rule(1, "Rule 1", "Bearer <<secret:bot>> <<var:team>>");
    Rendering rendering = new Rendering(Secrets.map(Map.of("bot", TODAY)), Map.of("team", "new"));
    RuleVersions.Live live =
        new RuleVersions.Live(
            PlanSamples.onSite(IN_CLEAR, TODAY),
            PlanSamples.rule(1, "Rule 1", "Bearer " + TODAY + " old"),
            rule,
            "",
            new MaskedValues.Masks(Set.of(), Set.of(), Set.of()),
            Set.of(),
            Map.of("team", "old"));
    assertThat(header(masking.onSite(live, rendering))).isEqualTo("Bearer <<secret:bot>> old");
    assertThat(header(before(live, rendering)))
        .as("the value of the secret is the current one")
        .isEqualTo("Bearer <<secret:bot>> old");
  }

  private static String header(Rule rule) {
    return rule.fields().at(HEADER).asText();
  }

  private Rule before(RuleVersions.Live live, Rendering rendering) {
    return masking.before(live, masking.mask(masking.onSite(live, rendering)), rendering);
  }
}
