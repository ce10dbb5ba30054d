package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which values a rotation begins with, writes, and looks for afterwards. */
class RotationValuesTest {
  private static final SecretName BOT = new SecretName("bot");
  private static final SecretName KEY = new SecretName("key");
  private final Environment environment =
      new QuietEnvironment(Map.of("OLD", "EXAMPLE-old", "NEW", "EXAMPLE-new"), Path.of(""));

  @Test
  void the_map_of_a_rotation_has_the_new_values_from_here_on_and_had_the_old_ones() {
    RotationValues values =
        new RotationValues(
            Secrets.map(Map.of("bot", "EXAMPLE-old", "other", "EXAMPLE-other")),
            values("bot", "EXAMPLE-new"),
            values("bot", "EXAMPLE-older"));
    assertThat(Secrets.reveal(values.now()))
        .isEqualTo(Map.of("bot", "EXAMPLE-new", "other", "EXAMPLE-other"));
    assertThat(Secrets.reveal(values.before()))
        .isEqualTo(Map.of("bot", "EXAMPLE-older", "other", "EXAMPLE-other"));
    assertThat(values.names()).containsExactly(BOT);
  }

  @Test
  void before_it_a_secret_whose_old_value_nobody_knows_had_none_that_is_known() {
    RotationValues values =
        new RotationValues(
            Secrets.map(Map.of("bot", "EXAMPLE-new")), values("bot", "EXAMPLE-new"), Map.of());
    assertThat(values.before().names()).as("the map has the new value already").isEmpty();
    assertThat(values.gone()).isEqualTo(Map.of(BOT, Optional.empty()));
  }

  @Test
  void the_map_is_to_learn_what_it_has_not_or_has_otherwise() {
    SortedMap<SecretName, SecretValue> young = values("bot", "EXAMPLE-new");
    young.put(KEY, SecretValue.of("EXAMPLE-key"));
    assertThat(unknown(Map.of("bot", "EXAMPLE-old", "key", "EXAMPLE-key"), young))
        .containsExactly(BOT);
    assertThat(unknown(Map.of("key", "EXAMPLE-key"), young)).containsExactly(BOT);
    assertThat(unknown(Map.of("bot", "EXAMPLE-new", "key", "EXAMPLE-key"), young)).isEmpty();
  }

  @Test
  void without_a_word_the_old_value_is_that_of_the_map_unless_it_is_the_new_one() {
    assertThat(old(names(BOT), List.of(), Map.of("bot", "EXAMPLE-old")))
        .isEqualTo(values("bot", "EXAMPLE-old"));
    assertThat(old(names(BOT), List.of(), Map.of("bot", "EXAMPLE-new"))).isEmpty();
    assertThat(old(names(BOT), List.of(), Map.of())).isEmpty();
  }

  @Test
  void an_old_value_that_is_given_goes_before_the_map_and_needs_a_name_among_several() {
    Map<String, String> map = Map.of("bot", "EXAMPLE-map", "key", "EXAMPLE-key");
    assertThat(old(names(BOT), List.of("OLD"), map)).isEqualTo(values("bot", "EXAMPLE-old"));
    assertThat(old(names(BOT, KEY), List.of("key=OLD"), map))
        .isEqualTo(Map.of(BOT, SecretValue.of("EXAMPLE-map"), KEY, SecretValue.of("EXAMPLE-old")));
    assertThatThrownBy(() -> old(names(BOT, KEY), List.of("OLD"), map))
        .hasMessage("'OLD' does not say which secret had the value");
  }

  @Test
  void an_old_value_that_is_the_new_one_is_refused() {
    assertThatThrownBy(() -> old(names(BOT), List.of("NEW"), Map.of()))
        .hasMessage("the old value of 'bot' is its new value; nothing was sent")
        .hasMessageNotContaining("EXAMPLE");
  }

  @Test
  void no_output_shows_an_old_value_from_here_on() {
    old(names(BOT), List.of("OLD"), Map.of());
    assertThat(environment.redactor().redact("was EXAMPLE-old")).doesNotContain("EXAMPLE-old");
  }

  private SortedMap<SecretName, SecretValue> old(
      SortedSet<SecretName> names, List<String> given, Map<String, String> map) {
    SecretMap secrets = Secrets.map(map);
    return ValuesBeforeRotation.of(
        environment, names, given, secrets, values("bot", "EXAMPLE-new"));
  }

  private static java.util.Set<SecretName> unknown(
      Map<String, String> map, SortedMap<SecretName, SecretValue> young) {
    return new RotationValues(Secrets.map(map), young, Map.of()).unknownToMap();
  }

  private static SortedSet<SecretName> names(SecretName... names) {
    return new TreeSet<>(List.of(names));
  }

  private static SortedMap<SecretName, SecretValue> values(String name, String value) {
    return new TreeMap<>(Map.of(new SecretName(name), SecretValue.of(value)));
  }
}
