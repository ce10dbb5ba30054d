package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Secrets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The secret {@code bot} is EXAMPLE-new today, {@code key} is KEY, the variable {@code who} ops.
 */
class PlaceReadingTest {
  private static final Tag BOT = Tag.secret("bot");
  private static final Tag KEY = Tag.secret("key");
  private static final Rendering RENDERING =
      new Rendering(Secrets.map(Map.of("bot", "EXAMPLE-new", "key", "KEY")), Map.of("who", "ops"));
  private static final Evidence NONE = Evidence.none(Map.of("who", "dev"));

  private static Optional<PlaceReading.Reading> read(
      Evidence evidence, String reference, String live) {
    return new PlaceReading(RENDERING, evidence).of(PlaceholderText.parse(reference), live);
  }

  private static Optional<PlaceReading.Reading> read(String reference, String live) {
    return read(NONE, reference, live);
  }

  private static Optional<PlaceReading.Reading> reading(
      String template, Map<Tag, String> values, Proof proof) {
    return Optional.of(new PlaceReading.Reading(PlaceholderText.parse(template), values, proof));
  }

  @ParameterizedTest
  @CsvSource({
    "{{x}}, true",
    "Bearer {{x}}, true",
    "Bearer {{x}}{{y}}, true",
    "'', false",
    "Bearer, false",
    "bearer {{x}}, false",
    "{{x}} y, false",
    "EXAMPLE, false"
  })
  void a_smart_value_took_the_place_of_a_secret(String text, boolean smart) {
    assertThat(PlaceReading.isSmartValue(text)).isEqualTo(smart);
    if (smart) {
      assertThat(read("Bearer <<secret:bot>>", text)).isEmpty();
    }
  }

  @Test
  void what_the_secret_is_today_is_no_older_value() {
    assertThat(read("say <<secret:bot>> now", "say EXAMPLE-new now"))
        .isEqualTo(reading("say <<secret:bot>> now", Map.of(BOT, "EXAMPLE-new"), Proof.UNTOUCHED));
  }

  @Test
  void a_fingerprint_proves_a_value_of_any_form() {
    Evidence evidence =
        new Evidence(
            Map.of(),
            Optional.empty(),
            (tag, value) -> tag.equals(BOT) && value.equals("EX AMPLE"),
            Map.of());
    assertThat(read(evidence, "say <<secret:bot>> now", "say EX AMPLE now"))
        .isEqualTo(reading("say <<secret:bot>> now", Map.of(BOT, "EX AMPLE"), Proof.FINGERPRINT));
  }

  @Test
  void an_older_value_that_is_known_proves_itself_for_its_secret_only() {
    Evidence bot = NONE.knowing(Map.of(new SecretName("bot"), Set.of(SecretValue.of("EX AMPLE"))));
    Evidence key = NONE.knowing(Map.of(new SecretName("key"), Set.of(SecretValue.of("EX AMPLE"))));
    String reference = "say <<secret:bot>> now";
    assertThat(read(bot, reference, "say EX AMPLE now"))
        .isEqualTo(reading(reference, Map.of(BOT, "EX AMPLE"), Proof.KNOWN_VALUE));
    assertThat(read(key, reference, "say EX AMPLE now"))
        .isEqualTo(reading(reference, Map.of(), Proof.UNPROVEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXAMPLE", "EXAMPLE-newer", "p@ss/word=="})
  void a_token_in_the_hole_is_the_only_reading(String value) {
    assertThat(read("say <<secret:bot>> now", "say " + value + " now"))
        .isEqualTo(reading("say <<secret:bot>> now", Map.of(BOT, value), Proof.ONLY_READING));
  }

  @Test
  void text_that_may_be_an_edit_is_unproven() {
    assertThat(read("say <<secret:bot>> now", "say please EXAMPLE now"))
        .isEqualTo(reading("say <<secret:bot>> now", Map.of(), Proof.UNPROVEN));
  }

  @Test
  void the_current_value_with_something_beside_it_may_be_an_edit() {
    assertThat(read("<<secret:bot>>", "EXAMPLE-new, edited"))
        .isEqualTo(reading("<<secret:bot>>", Map.of(), Proof.UNPROVEN));
    assertThat(read("<<secret:bot>>", "EXAMPLE-newer"))
        .isEqualTo(reading("<<secret:bot>>", Map.of(BOT, "EXAMPLE-newer"), Proof.ONLY_READING));
    assertThat(read("<<secret:bot>>", "EX AMPLE, whole"))
        .isEqualTo(reading("<<secret:bot>>", Map.of(BOT, "EX AMPLE, whole"), Proof.ONLY_READING));
  }

  @Test
  void a_value_that_is_known_tells_where_its_neighbour_ends() {
    String reference = "<<secret:key>><<secret:bot>>";
    assertThat(read(reference, "KEYEXAMPLE"))
        .isEqualTo(reading(reference, Map.of(KEY, "KEY", BOT, "EXAMPLE"), Proof.ONLY_READING));
    assertThat(read(reference, "KEYEXAMPLE-new"))
        .isEqualTo(reading(reference, Map.of(KEY, "KEY", BOT, "EXAMPLE-new"), Proof.UNTOUCHED));
    assertThat(read(reference, "OTHEREXAMPLE"))
        .isEqualTo(reading(reference, Map.of(), Proof.UNPROVEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "ops"})
  void a_variable_may_have_the_text_of_the_base_and_that_of_today(String who) {
    String reference = "to <<var:who>>: <<secret:bot>>";
    assertThat(read(reference, "to " + who + ": EXAMPLE"))
        .isEqualTo(reading(reference, Map.of(BOT, "EXAMPLE"), Proof.ONLY_READING));
  }

  @Test
  void a_template_with_variables_is_tried_with_both_of_their_texts() {
    PlaceReading reading = new PlaceReading(RENDERING, NONE);
    assertThat(reading.withVariables(PlaceholderText.parse("<<var:who>> <<secret:bot>>")))
        .containsExactly(
            PlaceholderText.parse("dev <<secret:bot>>"),
            PlaceholderText.parse("ops <<secret:bot>>"));
    assertThat(reading.withVariables(PlaceholderText.parse("<<secret:bot>>")))
        .containsExactly(PlaceholderText.parse("<<secret:bot>>"));
  }

  @Test
  void a_template_is_adapted_to_an_edit_beside_its_hole() {
    assertThat(read("say <<secret:bot>> now, please", "say EXAMPLE now, at once"))
        .isEqualTo(
            reading("say <<secret:bot>> now, at once", Map.of(BOT, "EXAMPLE"), Proof.ONLY_READING));
  }

  @Test
  void what_was_added_behind_the_quotes_is_an_edit_and_no_value() {
    assertThat(read("{\"a\": \"<<secret:bot>>\"}", "{\"a\": \"EX\", \"b\": \"AMPLE\"}"))
        .isEqualTo(
            reading(
                "{\"a\": \"<<secret:bot>>\", \"b\": \"AMPLE\"}",
                Map.of(BOT, "EX"),
                Proof.ONLY_READING));
  }

  @Test
  void another_text_is_no_reading() {
    assertThat(read("say <<secret:bot>> now", "nothing of the kind")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "UNTOUCHED, UNPROVEN, UNPROVEN",
    "KNOWN_VALUE, FINGERPRINT, KNOWN_VALUE",
    "ONLY_READING, ONLY_READING, ONLY_READING"
  })
  void two_values_are_proven_as_well_as_the_weaker_of_them(Proof one, Proof other, Proof both) {
    assertThat(one.and(other)).isEqualTo(both);
    assertThat(other.and(one)).isEqualTo(both);
  }
}
