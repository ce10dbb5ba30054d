package dev.rulekeeper.secret.render;

import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the holes of one template in a text of an edited rule, and says what proves the reading.
 */
final class PlaceReading {
  /** Text in which a smart value took the place of a secret, perhaps after a scheme. */
  private static final Pattern SMART_VALUES =
      Pattern.compile("(?:[A-Z][A-Za-z]{1,11} )?(?:\\{\\{[^{}]*}})+");

  private final Rendering rendering;
  private final Evidence evidence;

  PlaceReading(Rendering rendering, Evidence evidence) {
    this.rendering = rendering;
    this.evidence = evidence;
  }

  /**
   * How a text reads.
   *
   * @param template the reference, or that adapted to an edit
   * @param values what stands in its holes
   */
  record Reading(PlaceholderText template, Map<Tag, String> values, Proof proof) {}

  /** The best reading of {@code live} by {@code reference}; nothing where it finds no hole. */
  Optional<Reading> of(PlaceholderText reference, String live) {
    if (isSmartValue(live)) {
      return Optional.empty();
    }
    List<PlaceholderText> filled = withVariables(reference);
    Optional<Reading> known = first(filled, template -> known(template, live), reference);
    if (known.isPresent()) {
      return known;
    }
    Optional<Reading> whole = first(filled, template -> whole(template, live), reference);
    if (whole.filter(reading -> reading.proof() != Proof.UNPROVEN).isPresent()) {
      return whole;
    }
    Optional<Reading> adapted = reference.adapt(live).flatMap(t -> adapted(t, live));
    boolean otherwise = whole.isEmpty() || whole.filter(PlaceReading::leavesQuotes).isPresent();
    return adapted
        .filter(reading -> otherwise && reading.proof() != Proof.UNPROVEN)
        .or(() -> whole.or(() -> adapted).map(reading -> unproven(reference)));
  }

  /** Whether {@code text} is a smart value, so that it took the place of a secret. */
  static boolean isSmartValue(String text) {
    return SMART_VALUES.matcher(text).matches();
  }

  private static Optional<Reading> first(
      List<PlaceholderText> filled,
      Function<PlaceholderText, Optional<Reading>> read,
      PlaceholderText reference) {
    return filled.stream()
        .flatMap(template -> read.apply(template).stream())
        .findFirst()
        .map(reading -> new Reading(reference, reading.values(), reading.proof()));
  }

  private static Reading unproven(PlaceholderText reference) {
    return new Reading(reference, Map.of(), Proof.UNPROVEN);
  }

  /** The template with the text of its variables as the base has it, and as it is today. */
  List<PlaceholderText> withVariables(PlaceholderText reference) {
    if (reference.tags().stream().noneMatch(tag -> tag.kind() == Tag.Kind.VARIABLE)) {
      return List.of(reference);
    }
    return Stream.of(
            reference.fill(
                tag -> isVariable(tag) ? former(tag).or(() -> rendering.valueOf(tag)) : unknown()),
            reference.fill(tag -> isVariable(tag) ? rendering.valueOf(tag) : unknown()))
        .distinct()
        .toList();
  }

  private static Optional<String> unknown() {
    return Optional.empty();
  }

  private static boolean isVariable(Tag tag) {
    return tag.kind() == Tag.Kind.VARIABLE;
  }

  private Optional<String> former(Tag tag) {
    return Optional.ofNullable(evidence.former().get(tag.name()));
  }

  /** A reading in which some holes have values that are known; the others are judged. */
  private Optional<Reading> known(PlaceholderText template, String live) {
    for (Map<Tag, String> assumed : JointTagValues.of(template.tags(), this::knownValues)) {
      boolean all = assumed.keySet().containsAll(template.tags());
      Optional<Map<Tag, String>> rest =
          all
              ? Optional.of(assumed)
                  .filter(v -> template.render(tag -> Optional.ofNullable(v.get(tag))).equals(live))
              : template.fill(tag -> Optional.ofNullable(assumed.get(tag))).unifyOnly(live);
      if (rest.isPresent()) {
        Map<Tag, String> values = new LinkedHashMap<>(assumed);
        values.putAll(rest.get());
        Proof proof = proof(template, values);
        if (proof != Proof.UNPROVEN) {
          return Optional.of(new Reading(template, values, proof));
        }
      }
    }
    return Optional.empty();
  }

  private List<String> knownValues(Tag tag) {
    Stream<String> current = rendering.valueOf(tag).stream();
    return Stream.concat(current, evidence.olderOf(tag)).distinct().toList();
  }

  private Optional<Reading> whole(PlaceholderText template, String live) {
    Optional<Map<Tag, String>> values = template.unifyOnly(live);
    return values.isPresent()
        ? values.map(found -> new Reading(template, found, proof(template, found)))
        : template.unify(live).map(found -> new Reading(template, found, Proof.UNPROVEN));
  }

  private Optional<Reading> adapted(PlaceholderText template, String live) {
    return template
        .unifyOnly(live)
        .filter(
            values ->
                values.keySet().stream()
                    .filter(PlaceReading::isVariable)
                    .allMatch(tag -> isFormerOrCurrent(tag, values.get(tag))))
        .map(values -> new Reading(template, values, proof(template, values)));
  }

  private boolean isFormerOrCurrent(Tag tag, @Nullable String value) {
    return rendering.valueOf(tag).filter(text -> text.equals(value)).isPresent()
        || former(tag).filter(text -> text.equals(value)).isPresent();
  }

  private Proof proof(PlaceholderText template, Map<Tag, String> values) {
    Proof weakest = Proof.UNTOUCHED;
    for (Map.Entry<Tag, String> entry : values.entrySet()) {
      weakest = weakest.and(proof(template, entry.getKey(), entry.getValue()));
    }
    return weakest;
  }

  private Proof proof(PlaceholderText template, Tag tag, String value) {
    if (isVariable(tag) || rendering.valueOf(tag).filter(value::equals).isPresent()) {
      return Proof.UNTOUCHED;
    }
    if (evidence.given().test(tag, value)) {
      return Proof.FINGERPRINT;
    }
    if (evidence.olderOf(tag).anyMatch(value::equals)) {
      return Proof.KNOWN_VALUE;
    }
    return !addsToCurrent(template, tag, value)
            && HoleSurroundings.isOnlyReading(template, tag, value)
        ? Proof.ONLY_READING
        : Proof.UNPROVEN;
  }

  /** Whether the current value stands in a whole text, and somebody may have added the rest. */
  private boolean addsToCurrent(PlaceholderText template, Tag tag, String value) {
    return template.parts().equals(List.of(new Part.Hole(tag)))
        && !HoleSurroundings.isToken(value)
        && rendering.valueOf(tag).filter(value::contains).isPresent();
  }

  private static boolean leavesQuotes(Reading reading) {
    return reading.values().entrySet().stream()
        .anyMatch(
            entry ->
                HoleSurroundings.leavesQuotes(
                    reading.template(), entry.getKey(), Objects.requireNonNull(entry.getValue())));
  }
}
