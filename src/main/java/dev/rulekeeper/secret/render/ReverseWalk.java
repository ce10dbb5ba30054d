package dev.rulekeeper.secret.render;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.Alignment;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One pass over one rule that was edited, leaf by leaf, beside what Git and the base have. */
final class ReverseWalk {
  private final KnownValues known;
  private final PlaceReading reading;
  private final FoundValues values;
  private final Map<JsonPointer, String> lost = new LinkedHashMap<>();

  ReverseWalk(KnownValues known, Rendering rendering, Evidence evidence) {
    this.known = known;
    this.reading = new PlaceReading(rendering, evidence);
    this.values = new FoundValues(rendering, Set.of());
  }

  /** A reference at one place of the tree: its template and what that renders to. */
  record Side(JsonNode template, JsonNode rendered) {
    private Side field(String key) {
      return new Side(template.path(key), rendered.path(key));
    }

    private Side element(int index) {
      return index < 0
          ? new Side(MissingNode.getInstance(), MissingNode.getInstance())
          : new Side(template.path(index), rendered.path(index));
    }
  }

  /** What was found in the places of the rule. */
  FoundValues values() {
    return values;
  }

  /** Leaves in which nothing of a secret is found that Git has there, with the text of Git. */
  Map<JsonPointer, String> lost() {
    return Collections.unmodifiableMap(lost);
  }

  JsonNode node(JsonNode live, List<Side> sides, JsonPointer at) {
    if (live.isObject()) {
      ObjectNode copy = ExactJson.object();
      live.properties()
          .forEach(
              field ->
                  copy.set(
                      field.getKey(),
                      node(
                          field.getValue(),
                          sides.stream().map(s -> s.field(field.getKey())).toList(),
                          at.appendProperty(field.getKey()))));
      return copy;
    }
    if (live.isArray()) {
      return array(live, sides, at);
    }
    if (live.isNull()) {
      return maskedTemplate(live, sides, at).map(t -> (JsonNode) TextNode.valueOf(t)).orElse(live);
    }
    return live.isTextual() ? TextNode.valueOf(leaf(live, sides, at)) : live;
  }

  private ArrayNode array(JsonNode live, List<Side> sides, JsonPointer at) {
    List<Alignment> alignments =
        sides.stream()
            .map(s -> Alignment.of(s.rendered().isArray() ? s.rendered() : ExactJson.array(), live))
            .toList();
    ArrayNode copy = ExactJson.array();
    for (int i = 0; i < live.size(); i++) {
      List<Side> elements = new ArrayList<>();
      for (int s = 0; s < sides.size(); s++) {
        elements.add(sides.get(s).element(alignments.get(s).before(i)));
      }
      copy.add(node(live.get(i), elements, at.appendIndex(i)));
    }
    return copy;
  }

  private String leaf(JsonNode leaf, List<Side> sides, JsonPointer at) {
    String live = leaf.textValue();
    for (Side side : sides) {
      if (side.rendered().isTextual() && side.rendered().textValue().equals(live)) {
        return side.template().textValue();
      }
    }
    if (SiteMasks.isMask(live)) {
      Optional<String> template = maskedTemplate(leaf, sides, at);
      if (template.isPresent()) {
        return template.get();
      }
    }
    PlaceholderText byValue = known.substitute(PlaceholderText.literal(live));
    List<PlaceholderText> references =
        sides.stream()
            .map(Side::template)
            .filter(template -> template.isTextual() && template.textValue().contains("<<"))
            .map(template -> PlaceholderText.parse(template.textValue()))
            .distinct()
            .toList();
    return references.isEmpty() ? byValue.source() : byReference(references, live, byValue, at);
  }

  /** Where Git has a placeholder, its template goes before whatever value is known. */
  private String byReference(
      List<PlaceholderText> references, String live, PlaceholderText byValue, JsonPointer at) {
    Optional<PlaceholderText> unproven = Optional.empty();
    for (PlaceholderText reference : references) {
      Optional<PlaceReading.Reading> read = reading.of(reference, live);
      if (read.isPresent() && read.get().proof() == Proof.UNPROVEN) {
        unproven = unproven.or(() -> Optional.of(reference));
      } else if (read.isPresent() && secrets(read.get().template()) >= secrets(byValue)) {
        // A variable is worth keeping too, but never at the price of a secret in clear.
        values.add(at, read.get().template(), live, read.get().proof());
        return read.get().template().source();
      }
    }
    if (unproven.isPresent()) {
      values.unproven(at);
      return unproven.get().source();
    }
    PlaceholderText reference = references.get(0);
    if (secrets(byValue) < secrets(reference) && !PlaceReading.isSmartValue(live)) {
      lost.put(at, reference.source());
    }
    return byValue.source();
  }

  private static long secrets(PlaceholderText template) {
    return template.tags().stream().filter(tag -> tag.kind() == Tag.Kind.SECRET).count();
  }

  /**
   * The last reference, since a mask hides what was there before anybody edited the file. What is
   * empty can be a mask only where a secret belongs; asterisks are one anywhere.
   */
  private Optional<String> maskedTemplate(JsonNode live, List<Side> sides, JsonPointer at) {
    boolean shown = live.isTextual() && !live.textValue().isEmpty();
    for (int i = sides.size() - 1; i >= 0; i--) {
      JsonNode template = sides.get(i).template();
      if (template.isTextual() && (shown || !Rendering.secretsIn(template.textValue()).isEmpty())) {
        values.mask(at);
        return Optional.of(template.textValue());
      }
    }
    return Optional.empty();
  }
}
