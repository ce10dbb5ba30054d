package dev.rulekeeper.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.PlaceSyntax;
import dev.rulekeeper.secret.place.RuleWalk;
import dev.rulekeeper.secret.place.Spot;
import dev.rulekeeper.secret.render.Rendering;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever parses the place of a secret reads exactly its value, whatever it was at first. */
class PlaceRotationLawTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final SecretName NAME = new SecretName("bot");

  @Property(seed = Draws.SEED, tries = 200)
  void a_value_of_the_map_can_be_rotated_to_any_other(
      @ForAll Spot spot, @ForAll("values") String first, @ForAll("values") String later) {
    Assume.that(spot.canHold(first) && spot.canHold(later));
    ObjectNode live = spot.with(first);
    Rule adopted =
        Objects.requireNonNull(
            Replacements.rule(adopted(live, Secrets.map(Map.of(NAME.value(), first))), ID));
    assertThat(rendered(adopted, NAME, first)).as("the round trip").isEqualTo(live);
    assertThat(spot.leaf(adopted.fields())).contains("<<secret:bot>>");
    assertThat(spot.read(rendered(adopted, NAME, later)))
        .as(spot.leaf(adopted.fields()))
        .isEqualTo(later);
    assertThat(misfits(adopted, later)).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 150)
  void so_can_a_token_that_has_no_name_yet(
      @ForAll Spot spot, @ForAll("tokens") String first, @ForAll("values") String later) {
    Assume.that(spot.canHold(later));
    ObjectNode live = spot.with(first);
    PlaceholderInsertion.Result result = adopted(live, SecretMap.of(Map.of()));
    SecretName name = result.adopted().names().first();
    assertThat(result.adopted().value(name)).contains(SecretValue.of(first));
    Rule adopted = Replacements.rule(result, ID);
    assertThat(rendered(adopted, name, first)).as("the round trip").isEqualTo(live);
    assertThat(spot.read(rendered(adopted, name, later))).isEqualTo(later);
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_bare_placeholder_is_refused_a_value_that_would_be_read_otherwise(
      @ForAll Spot spot, @ForAll("values") String value) {
    Assume.that(spot != Spot.BASIC);
    Rule bare = new Rule(ID, spot.withText("<<secret:bot>>"));
    if (misfits(bare, value).isEmpty()) {
      assertThat(spot.read(rendered(bare, NAME, value))).isEqualTo(value);
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_bare_placeholder_is_mended_to_take_any_value(
      @ForAll Spot spot, @ForAll("values") String value) {
    Assume.that(spot != Spot.BASIC && spot.canHold(value));
    ObjectNode fields = spot.withText("<<secret:bot>>");
    for (Place place : RuleWalk.places(fields)) {
      if (place.text().contains("<<")) {
        PlaceSyntax syntax = PlaceSyntax.of(place, PlaceholderText.parse(place.text()));
        String mended = syntax.mended().source();
        ObjectNode rule =
            new Rule(
                    ID,
                    dev.rulekeeper.json.Leaves.map(
                        fields, (at, text) -> at.equals(place.pointer()) ? mended : text))
                .fields();
        assertThat(spot.read(rendered(new Rule(ID, rule), NAME, value))).isEqualTo(value);
        Place after =
            RuleWalk.places(rule).stream()
                .filter(p -> p.pointer().equals(place.pointer()))
                .findFirst()
                .orElseThrow();
        assertThat(PlaceSyntax.of(after, PlaceholderText.parse(mended)).bare()).isEmpty();
        assertThat(PlaceSyntax.of(after, PlaceholderText.parse(mended)).mended().source())
            .isEqualTo(mended);
      }
    }
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_value_in_another_form_is_kept_to_the_byte_and_never_rotated_wrongly(
      @ForAll Spot spot, @ForAll("values") String first, @ForAll("values") String later) {
    Assume.that(spot.canHold(first));
    ObjectNode live = spot.otherwise(first);
    PlaceholderInsertion.Result result = adopted(live, Secrets.map(Map.of(NAME.value(), first)));
    Rule adopted = Replacements.rule(result, ID);
    SecretMap all = Secrets.map(Map.of(NAME.value(), first)).with(result.adopted());
    assertThat(new Rendering(all, Map.of()).render(adopted).fields()).isEqualTo(live);
    Set<SecretName> names = Rendering.secretsIn(adopted);
    // White space around a value that has no name yet stays beside its placeholder.
    if (names.size() == 1 && first.equals(first.strip()) && misfits(adopted, later).isEmpty()) {
      SecretName name = names.iterator().next();
      if (all.value(name).orElseThrow().reveal().length() >= first.length()) {
        assertThat(spot.read(rendered(adopted, name, later))).isEqualTo(later);
      }
    }
  }

  private static List<PlaceSyntax.Misfit> misfits(Rule rule, String value) {
    return RuleWalk.places(rule.fields()).stream()
        .filter(place -> place.text().contains("<<secret:"))
        .flatMap(
            place ->
                PlaceSyntax.of(place, PlaceholderText.parse(place.text()))
                    .misfits((Tag tag) -> Optional.of(value))
                    .stream())
        .toList();
  }

  private static PlaceholderInsertion.Result adopted(ObjectNode live, SecretMap secrets) {
    return Replacements.in(List.of(new Rule(ID, live)), secrets);
  }

  private static ObjectNode rendered(Rule rule, SecretName name, String value) {
    return new Rendering(SecretMap.of(Map.of(name, SecretValue.of(value))), Map.of())
        .render(rule)
        .fields();
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMinLength(8).ofMaxLength(40),
            Arbitraries.strings()
                .withChars("ab19 \"\\/&%<>'+=;:,{}[]#?@!$\t\n\r\u0001\u007féßעב€\u2028")
                .ofMinLength(8)
                .ofMaxLength(30),
            Arbitraries.strings().withChars("aB3🔑é&%").ofMinLength(8).ofMaxLength(20))
        .filter(
            value ->
                !value.matches(
                    "(?s).*(\\{\\{|<<|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]).*"));
  }

  @Provide
  Arbitrary<String> tokens() {
    return Arbitraries.strings()
        .withChars("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789")
        .ofLength(28)
        .map(text -> text + "7xQ2");
  }
}
