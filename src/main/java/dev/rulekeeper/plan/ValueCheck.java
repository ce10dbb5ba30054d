package dev.rulekeeper.plan;

import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.ValueOddity;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.PlaceSyntax;
import dev.rulekeeper.secret.place.RuleWalk;
import dev.rulekeeper.secret.render.Rendering;
import dev.rulekeeper.secret.render.SiteMasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Objects to sending a value that looks like a slip, or is also that of another secret, or that
 * whoever reads its place would take for another one. A text that the site has already is no
 * matter.
 */
final class ValueCheck implements Planner.Check {
  private final Rendering rendering;
  private final Ledger ledger;
  private final Map<String, Set<SecretName>> byValue = new HashMap<>();
  private final Map<SecretName, String> odd = new TreeMap<>();

  /** Objects to values of {@code rendering}, but for those that {@code ledger} calls verbatim. */
  ValueCheck(Rendering rendering, Ledger ledger) {
    this.rendering = rendering;
    this.ledger = ledger;
    for (SecretName name : ledger.entries().keySet()) {
      rendering
          .valueOf(Tag.secret(name.value()))
          .ifPresent(value -> byValue.computeIfAbsent(value, v -> new TreeSet<>()).add(name));
    }
  }

  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    Set<String> there = new HashSet<>();
    live.ifPresent(rule -> Leaves.forEach(rule.rule(), (at, text) -> there.add(text)));
    Set<String> objections = new LinkedHashSet<>();
    change.after().ifPresent(rule -> objections.addAll(objections(rule, there)));
    return objections.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", objections));
  }

  private List<String> objections(Rule rule, Set<String> there) {
    List<String> objections = new ArrayList<>();
    for (Place place : RuleWalk.places(rendering.withVariables(rule).fields())) {
      if (place.text().contains("<<secret:")) {
        PlaceholderText text = PlaceholderText.parse(place.text());
        boolean known = text.tags().stream().allMatch(this::hasValue);
        if (known && !there.contains(text.render(rendering::valueOf))) {
          objections.addAll(odd(text));
          objections.addAll(shared(place, text));
          objections.addAll(masking(place, text));
          PlaceSyntax.of(place, text).misfits(rendering::valueOf).stream()
              .map(misfit -> message(place, misfit))
              .forEach(objections::add);
        }
      }
    }
    return objections;
  }

  /** Where a secret has none, its tag stands for the value, and is never sent. */
  private boolean hasValue(Tag tag) {
    return rendering.valueOf(tag).filter(value -> !value.equals(tag.toString())).isPresent();
  }

  private List<String> odd(PlaceholderText text) {
    List<String> objections = new ArrayList<>();
    for (SecretName name : Rendering.secretsIn(text.source())) {
      Tag tag = Tag.secret(name.value());
      Optional<String> oddity =
          ledger.isVerbatim(name)
              ? Optional.empty()
              : rendering.valueOf(tag).flatMap(ValueOddity::of);
      oddity.ifPresent(
          what -> {
            odd.put(name, what);
            objections.add("the value of " + tag + " " + what);
          });
    }
    return objections;
  }

  /** A value that two secrets have was most likely put under the wrong name. */
  private List<String> shared(Place place, PlaceholderText text) {
    List<String> objections = new ArrayList<>();
    for (SecretName name : Rendering.secretsIn(text.source())) {
      Set<SecretName> others = ledger.isVerbatim(name) ? Set.of() : sharing(name);
      if (!others.isEmpty()) {
        objections.add(
            "the value of "
                + Tag.secret(name.value())
                + " for "
                + place.pointer()
                + " is also that of "
                + others.stream().map(SecretName::value).collect(Collectors.joining(", "))
                + ": give one of them another value, or use one name for both; if it is meant so,"
                + " write verbatim: true under "
                + name
                + " in secrets.yaml");
      }
    }
    return objections;
  }

  /** Nobody could tell such a value from one that the site hides, and no mask is ever sent. */
  private List<String> masking(Place place, PlaceholderText text) {
    return text.tags().stream()
        .filter(tag -> rendering.valueOf(tag).filter(SiteMasks::isMask).isPresent())
        .map(
            tag ->
                "the value of "
                    + tag
                    + " for "
                    + place.pointer()
                    + " looks like what sites show in place of a hidden value: give it another one")
        .toList();
  }

  private Set<SecretName> sharing(SecretName name) {
    Set<SecretName> others =
        new TreeSet<>(
            rendering
                .valueOf(Tag.secret(name.value()))
                .map(value -> byValue.getOrDefault(value, Set.of()))
                .orElse(Set.of()));
    others.remove(name);
    return others;
  }

  private static String message(Place place, PlaceSyntax.Misfit misfit) {
    String tags = misfit.secrets().stream().map(Tag::toString).collect(Collectors.joining(", "));
    String what =
        misfit.syntax().title() + " at " + place.pointer() + " cannot hold the value of " + tags;
    return misfit.mendable()
        ? what
            + " as the placeholder is written there: run `rulekeeper fmt --encodings`, which gives "
            + "it the encoding of its place"
        : what + ": give it another value, or use another secret there";
  }

  /** One sentence for each odd value, however many rules use it. */
  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    odd.forEach(
        (name, what) ->
            notes.add(
                "the value of "
                    + Tag.secret(name.value())
                    + " "
                    + what
                    + ": nothing is written with it. Correct it where the secret map comes from; if"
                    + " it is meant so, write verbatim: true under "
                    + name
                    + " in secrets.yaml"));
    return notes;
  }
}
