package dev.rulekeeper.secret.render;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values that stand in the places of one rule, as they are found. */
final class FoundValues {
  private final Rendering rendering;
  private final ReverseSubstitution.Places places = ReverseSubstitution.Places.empty();

  FoundValues(Rendering rendering, Set<JsonPointer> masked) {
    this.rendering = rendering;
    places.masked().addAll(masked);
  }

  ReverseSubstitution.Places places() {
    return places;
  }

  void mask(JsonPointer at) {
    places.masked().add(at);
  }

  void unproven(JsonPointer at) {
    places.proofs().put(at, Proof.UNPROVEN);
  }

  /** Notes what {@code live}, which {@code template} renders to, has in its holes. */
  void add(JsonPointer at, PlaceholderText template, String live, Proof proof) {
    Optional<Map<Tag, String>> sure = split(template, live);
    if (sure.isEmpty()) {
      // The holes stand side by side: nothing tells which value ends where.
      template
          .unify(live)
          .ifPresent(values -> values.values().forEach(v -> places.blurred().add(value(v))));
      places.blurred().add(value(live));
      places.proofs().put(at, proof);
      return;
    }
    sure.get()
        .forEach(
            (tag, found) -> {
              if (tag.kind() == Tag.Kind.SECRET) {
                add(at, new SecretName(tag.name()), rendering.valueOf(tag), value(found), proof);
              }
            });
  }

  private void add(
      JsonPointer at, SecretName name, Optional<String> current, SecretValue found, Proof proof) {
    if (current.isEmpty()) {
      places.unset().computeIfAbsent(name, n -> new LinkedHashSet<>()).add(found);
    } else if (!current.get().equals(found.reveal())) {
      places.older().computeIfAbsent(name, n -> new LinkedHashSet<>()).add(found);
      places.proofs().put(at, proof);
    }
  }

  /** The only way to fill the holes, the fewest possible of them with other than current values. */
  private Optional<Map<Tag, String>> split(PlaceholderText template, String live) {
    for (Map<Tag, String> current :
        JointTagValues.of(
            template.tags(), tag -> rendering.valueOf(tag).map(List::of).orElse(List.of()))) {
      if (current.keySet().containsAll(template.tags())) {
        continue;
      }
      Optional<Map<Tag, String>> rest =
          template.fill(tag -> Optional.ofNullable(current.get(tag))).unifyOnly(live);
      if (rest.isPresent()) {
        Map<Tag, String> all = new LinkedHashMap<>(current);
        all.putAll(rest.get());
        return Optional.of(all);
      }
    }
    return template.unifyOnly(live);
  }

  private static SecretValue value(String text) {
    return SecretValue.of(text);
  }
}
