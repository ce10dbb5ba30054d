package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.BEFORE;
import static dev.rulekeeper.plan.PlanSamples.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import dev.rulekeeper.secret.fingerprint.TagFingerprints;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a header that the site shows as {@code ***}. */
class MaskedValuesTest {
  private static final Rule RULE = PlanSamples.rule(1);
  private static final JsonPointer HEADER =
      JsonPointer.compile("/components/0/value/headers/0/value");
  private static final String THEN = "1764424980.174";
  private static final Rendering NOW = PlanSamples.rendering(TODAY);

  @ParameterizedTest(name = "base knows {0}, edited since {1}, key {2}, --rotate {3}: {4}")
  @CsvSource({
    // the base knows, edited since, key, --rotate, what the hidden value is
    "today,   false, true,  false, current",
    "before,  false, true,  false, outdated",
    "nothing, false, true,  false, unknown",
    "none,    false, true,  false, unknown",
    "today,   false, false, false, unknown",
    "before,  false, false, false, unknown",
    "today,   true,  true,  false, unknown",
    "before,  true,  true,  false, outdated",
    "today,   false, true,  true,  outdated",
    "today,   true,  true,  true,  outdated",
    "nothing, false, false, true,  outdated",
  })
  void a_hidden_value_is_the_current_one_only_where_the_key_proves_it(
      String base, boolean edited, boolean key, boolean asked, String verdict) {
    MaskedValues.Masks masks =
        values(key, asked).judge(RULE, Set.of(HEADER), base(base), edited ? "1764425000" : THEN);
    assertThat(masks.all()).containsExactly(HEADER);
    assertThat(masks.outdated()).hasSize(verdict.equals("outdated") ? 1 : 0);
    assertThat(masks.unknown()).hasSize(verdict.equals("unknown") ? 1 : 0);
  }

  @Test
  void to_overwrite_takes_what_is_unknown_for_outdated() {
    MaskedValues.Masks masks = values(false, false).judge(RULE, Set.of(HEADER), base("none"), THEN);
    assertThat(masks.overwritten().outdated()).containsExactly(HEADER);
    assertThat(masks.overwritten().unknown()).isEmpty();
    assertThat(masks.overwritten().all()).containsExactly(HEADER);
  }

  @ParameterizedTest
  @CsvSource({"a.example, a.example, current", "a.example, b.example, outdated"})
  void a_variable_needs_no_key_as_the_base_has_its_text(String then, String now, String verdict) {
    Rule rule = PlanSamples.rule(1, "Tell", "<<var:host>>");
    BaseRule base = new BaseRule(rule, THEN, new TreeMap<>(), new TreeMap<>(Map.of("host", then)));
    Rendering rendering = new Rendering(Secrets.map(Map.of()), Map.of("host", now));
    MaskedValues.Masks masks =
        new MaskedValues(rendering, Optional.empty(), Set.of())
            .judge(rule, Set.of(HEADER), Optional.of(base), THEN);
    assertThat(masks.outdated()).hasSize(verdict.equals("outdated") ? 1 : 0);
    assertThat(masks.unknown()).isEmpty();
  }

  @ParameterizedTest(name = "base knows {0}, key {1}, --rotate {2}: needs no look {3}")
  @CsvSource({
    "today,   true,  false, true",
    "before,  true,  false, false",
    "nothing, true,  false, false",
    "today,   false, false, false",
    "today,   true,  true,  false",
  })
  void a_rule_needs_no_look_at_the_site_where_the_base_remembers_all_its_values(
      String base, boolean key, boolean asked, boolean settled) {
    assertThat(values(key, asked).settled(RULE, base(base).orElseThrow())).isEqualTo(settled);
  }

  @Test
  void a_rule_without_placeholders_never_needs_one() {
    Rule plain = PlanSamples.rule(1, "Plain", "none");
    assertThat(values(false, true).settled(plain, new BaseRule(plain, THEN))).isTrue();
  }

  @Test
  void who_asks_for_a_secret_settles_the_places_that_hold_it() {
    assertThat(values(false, false).notAsked(RULE, Set.of(HEADER))).containsExactly(HEADER);
    assertThat(values(false, true).notAsked(RULE, Set.of(HEADER))).isEmpty();
  }

  @Test
  void the_base_remembers_what_reads_in_clear_as_it_renders_and_only_with_a_key() {
    Rule clear = NOW.render(RULE);
    assertThat(values(true, false).remember(RULE, clear, Optional.empty(), THEN))
        .isEqualTo(keyed(TODAY).sent(RULE));
    assertThat(values(false, false).remember(RULE, clear, Optional.empty(), THEN)).isEmpty();
    Rule older = PlanSamples.rendering(BEFORE).render(RULE);
    assertThat(values(true, false).remember(RULE, older, Optional.empty(), THEN)).isEmpty();
  }

  @Test
  void of_what_is_hidden_the_base_remembers_what_it_knew_until_somebody_edits_the_rule() {
    Rule masked = PlanSamples.rule(1, "Rule 1", "***");
    MaskedValues values = values(true, false);
    assertThat(values.remember(RULE, masked, base("today"), THEN))
        .isEqualTo(keyed(TODAY).sent(RULE));
    assertThat(values.remember(RULE, masked, base("today"), "1764425000")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"***, true", "•••••, true", "'', false", "**, false", "Bearer ***, false"})
  void a_mask_is_never_sent_as_the_value_of_a_header(String header, boolean found) {
    Rule rule = PlanSamples.rule(1, "Tell", header);
    assertThat(MaskedValues.maskIn(rule)).isEqualTo(found ? Optional.of(HEADER) : Optional.empty());
  }

  @Test
  void asterisks_elsewhere_are_text() {
    ObjectNode fields = PlanSamples.rule(1, "***", "none").fields().deepCopy();
    ((ObjectNode) fields.at("/components/0/value")).put("customBody", "***");
    assertThat(MaskedValues.maskIn(new Rule(RULE.id(), fields))).isEmpty();
  }

  private static MaskedValues values(boolean key, boolean asked) {
    Set<SecretName> rotate = asked ? Set.of(PlanSamples.name("bot")) : Set.of();
    return new MaskedValues(NOW, key ? Optional.of(keyed(TODAY)) : Optional.empty(), rotate);
  }

  private static TagFingerprints keyed(String value) {
    return new TagFingerprints(
        Fingerprints.keyedBy(SecretValue.of("EXAMPLE-key")), PlanSamples.rendering(value));
  }

  private static Optional<BaseRule> base(String knows) {
    SortedMap<String, String> nothing = new TreeMap<>();
    return switch (knows) {
      case "none" -> Optional.empty();
      case "today" -> Optional.of(new BaseRule(RULE, THEN, keyed(TODAY).sent(RULE), nothing));
      case "before" -> Optional.of(new BaseRule(RULE, THEN, keyed(BEFORE).sent(RULE), nothing));
      default -> Optional.of(new BaseRule(RULE, THEN));
    };
  }
}
