package dev.rulekeeper.secret.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The reverse of rendering (design section 3): turns a rule as the site has it into one with
 * placeholders, by the templates that Git already has for its leaves and by known value. What
 * stands where Git has a placeholder is taken for an older value only on {@link Proof}.
 */
public final class ReverseSubstitution {
  private final KnownValues known;
  private final Rendering rendering;
  private final Function<Rule, Set<JsonPointer>> unnamed;

  /** As with a detector that finds nothing. */
  public ReverseSubstitution(KnownValues known, Rendering rendering) {
    this(known, rendering, rule -> Set.of());
  }

  /**
   * Substitutes the values of {@code known}, and recognises templates rendered with {@code
   * rendering}.
   *
   * @param unnamed where a rule with template texts surely holds a credential in clear
   */
  public ReverseSubstitution(
      KnownValues known, Rendering rendering, Function<Rule, Set<JsonPointer>> unnamed) {
    this.known = known;
    this.rendering = rendering;
    this.unnamed = unnamed;
  }

  /**
   * What became of a rule.
   *
   * @param rule the rule with template texts; at an unproven place the text that Git has
   * @param places what was found in its places
   */
  public record Result(Rule rule, Places places) {
    /** Values that are surely older ones, and those that hold or are part of one. */
    public Set<SecretValue> older() {
      Set<SecretValue> all = new LinkedHashSet<>(places.blurred());
      places.older().values().forEach(all::addAll);
      return all;
    }

    /** Whether some place holds what may be an older value, and nothing proves it. */
    public boolean isUnproven() {
      return !places.unproven().isEmpty();
    }
  }

  /**
   * What the places of one rule hold.
   *
   * @param older values that stand where a placeholder stood, and are not its current value
   * @param unset what stands where a placeholder stood whose secret has no value
   * @param blurred what stands in several holes side by side, where nothing tells which is whose
   * @param masked leaves where the site shows a mask instead of the value of a placeholder
   * @param proofs what proves the older values of each leaf that holds some
   */
  public record Places(
      Map<SecretName, Set<SecretValue>> older,
      Map<SecretName, Set<SecretValue>> unset,
      Set<SecretValue> blurred,
      Set<JsonPointer> masked,
      Map<JsonPointer, Proof> proofs) {
    /** Leaves where Git has a placeholder, and nothing proves what the site has there. */
    public Set<JsonPointer> unproven() {
      Set<JsonPointer> unproven = new LinkedHashSet<>();
      proofs.forEach(
          (at, proof) -> {
            if (proof == Proof.UNPROVEN) {
              unproven.add(at);
            }
          });
      return unproven;
    }

    static Places empty() {
      return new Places(
          new TreeMap<>(),
          new TreeMap<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashMap<>());
    }
  }

  /**
   * {@code live} with placeholders.
   *
   * @param references the same rule with template texts as Git or the base has it, best first
   */
  public Result apply(Rule live, List<Rule> references, Evidence evidence) {
    List<ReverseWalk.Side> sides = new ArrayList<>();
    for (Rule reference : references) {
      Rule rendered = renderedOrSame(reference);
      if (Equality.same(rendered.fields(), live.fields())) {
        return new Result(reference, Places.empty());
      }
      sides.add(new ReverseWalk.Side(reference.fields(), rendered.fields()));
    }
    return evidence
        .standing()
        .flatMap(standing -> untouched(standing, live, references, evidence))
        .orElseGet(() -> edited(live, sides, evidence.edited()));
  }

  private Rule renderedOrSame(Rule reference) {
    return rendering.unresolved(reference).isEmpty() ? rendering.render(reference) : reference;
  }

  private Optional<Result> untouched(
      Rule standing, Rule live, List<Rule> references, Evidence evidence) {
    PlaceReading reading = new PlaceReading(rendering, evidence);
    return new UntouchedRuleComparison(reading::withVariables)
        .find(standing, live)
        .map(
            found -> {
              FoundValues values = new FoundValues(rendering, found.masked());
              found
                  .holes()
                  .forEach(
                      (at, template) ->
                          values.add(at, template, live.fields().at(at).asText(), Proof.UNTOUCHED));
              return new Result(renamed(found.templates(), references), values.places());
            });
  }

  /** With the names of secrets that Git has by now, where the base has names without a value. */
  private Rule renamed(Rule templates, List<Rule> references) {
    return new Rule(
        templates.id(),
        Leaves.map(
            templates.fields(),
            this::isWithoutValue,
            (at, text) ->
                references.stream()
                    .map(reference -> reference.fields().at(at).asText())
                    .filter(other -> nameless(other).equals(nameless(text)))
                    .filter(other -> !isWithoutValue(other))
                    .findFirst()
                    .orElse(text)));
  }

  private boolean isWithoutValue(String text) {
    return text.contains("<<secret:")
        && PlaceholderText.parse(text).tags().stream()
            .anyMatch(tag -> rendering.valueOf(tag).isEmpty());
  }

  private static String nameless(String text) {
    return text.replaceAll("<<secret:[^>]*>>", "<<secret:>>");
  }

  private String byValue(String text) {
    return known.substitute(PlaceholderText.literal(text)).source();
  }

  private Result edited(Rule live, List<ReverseWalk.Side> sides, Evidence evidence) {
    if (sides.isEmpty()) {
      // A rule that nobody has seen before: there is nothing to compare it with.
      if (known.isEmpty() && live.tagged().isEmpty()) {
        return new Result(live, Places.empty());
      }
      ObjectNode tree = Leaves.mapTexts(live.fields(), this::byValue);
      return new Result(new Rule(live.id(), tree), Places.empty());
    }
    ReverseWalk walk = new ReverseWalk(known, rendering, evidence);
    ObjectNode tree = (ObjectNode) walk.node(live.fields(), sides, JsonPointer.empty());
    Rule rule = new Rule(live.id(), tree);
    Map<JsonPointer, String> lost = new LinkedHashMap<>(walk.lost());
    if (!lost.isEmpty()) {
      lost.keySet().removeAll(new HashSet<>(unnamed.apply(rule)));
    }
    lost.keySet().forEach(walk.values()::unproven);
    Rule withReferences =
        lost.isEmpty()
            ? rule
            : new Rule(live.id(), Leaves.map(tree, (at, text) -> lost.getOrDefault(at, text)));
    return new Result(withReferences, walk.values().places());
  }
}
