package dev.rulekeeper.adopt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.Leaves;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.PlaceSyntax;
import dev.rulekeeper.secret.place.RuleWalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives placeholders that are new in a rule the encodings of their places, so that a rotation to
 * any value is right. What the rule renders to stays the same to the byte: a placeholder keeps its
 * form where the text on the site is encoded in another way than ours.
 */
public final class EncodingAssignment {
  private final Rule rule;
  private final List<Rule> references;
  private final Values values;

  /** What the tags of a text stand for there today. */
  public interface Values {
    /** The values of the tags of {@code template}, the text at {@code at}, as far as known. */
    Function<Tag, Optional<String>> of(JsonPointer at, PlaceholderText template);
  }

  private EncodingAssignment(Rule rule, List<Rule> references, Values values) {
    this.rule = rule;
    this.references = references;
    this.values = values;
  }

  /**
   * {@code rule}, which has template texts, with the encodings.
   *
   * @param references the same rule as it was before; a placeholder that stands in it keeps its
   *     form
   */
  public static Rule in(Rule rule, List<Rule> references, Values values) {
    return rule.tagged().isEmpty() || references.contains(rule)
        ? rule
        : new EncodingAssignment(rule, references, values).rule();
  }

  /** A placeholder of {@code rule} that lacks the encoding of its place, at {@code pointer}. */
  public record Bare(JsonPointer pointer, PlaceSyntax.Bare placeholder) {}

  /** The placeholders in {@code fields}, the file form of a rule, that lack their encoding. */
  public static List<Bare> bare(ObjectNode fields) {
    List<Bare> bare = new ArrayList<>();
    for (Place place : RuleWalk.places(fields)) {
      if (place.text().contains("<<secret:")) {
        PlaceSyntax.of(place, PlaceholderText.parse(place.text()))
            .bare()
            .forEach(each -> bare.add(new Bare(place.pointer(), each)));
      }
    }
    return bare;
  }

  /**
   * {@code fields}, the file form of a rule or of the rule of a template, with the encoding around
   * every placeholder that needs it. For values that are written alike in it nothing changes.
   */
  public static ObjectNode mended(ObjectNode fields) {
    Map<JsonPointer, String> changed = new HashMap<>();
    for (Place place : RuleWalk.places(fields)) {
      if (place.text().contains("<<secret:")) {
        PlaceholderText text = PlaceholderText.parse(place.text());
        PlaceholderText mended = PlaceSyntax.of(place, text).mended();
        if (!mended.equals(text)) {
          changed.put(place.pointer(), mended.source());
        }
      }
    }
    return changed.isEmpty()
        ? fields
        : Leaves.map(
            fields, PlaceholderText::holdsTags, (at, text) -> changed.getOrDefault(at, text));
  }

  private Rule rule() {
    if (rule.tagged().isEmpty()) {
      return rule;
    }
    Set<String> known = new HashSet<>();
    references.forEach(reference -> known.addAll(reference.tagged()));
    Map<JsonPointer, String> changed = new HashMap<>();
    for (Place place : RuleWalk.places(rule.fields())) {
      if (place.text().contains("<<secret:") && !known.contains(place.text())) {
        encoded(place).ifPresent(text -> changed.put(place.pointer(), text));
      }
    }
    return changed.isEmpty()
        ? rule
        : new Rule(
            rule.id(),
            Leaves.map(
                rule.fields(),
                PlaceholderText::holdsTags,
                (at, text) -> changed.getOrDefault(at, text)));
  }

  private Optional<String> encoded(Place place) {
    PlaceholderText bare = PlaceholderText.parse(place.text());
    PlaceSyntax syntax = PlaceSyntax.of(place, bare);
    PlaceholderText encoded = bare;
    if (!syntax.encoded(tag -> true).equals(bare)) {
      Function<Tag, Optional<String>> today = values.of(place.pointer(), bare);
      List<Tag> free =
          bare.tags().stream().filter(tag -> !isReferredTo(tag, place.pointer())).toList();
      encoded = encoded(syntax, bare, free, today);
    }
    return encoded.equals(bare) ? Optional.empty() : Optional.of(encoded.source());
  }

  /** {@code bare} with the encodings of those of {@code tags} that read the same with them. */
  private static PlaceholderText encoded(
      PlaceSyntax syntax,
      PlaceholderText bare,
      List<Tag> tags,
      Function<Tag, Optional<String>> today) {
    PlaceholderText filled = bare.fill(today);
    PlaceholderText all = syntax.encoded(new HashSet<>(tags)::contains);
    if (all.fill(today).equals(filled)) {
      return all;
    }
    PlaceholderText encoded = bare;
    Set<Tag> chosen = new HashSet<>();
    for (Tag tag : tags) {
      chosen.add(tag);
      PlaceholderText more = syntax.encoded(chosen::contains);
      if (more.fill(today).equals(filled)) {
        encoded = more;
      } else {
        chosen.remove(tag);
      }
    }
    return encoded;
  }

  private boolean isReferredTo(Tag tag, JsonPointer at) {
    return references.stream()
        .anyMatch(reference -> reference.fields().at(at).asText().contains(tag.toString()));
  }
}
