package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.RuleWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds credentials in a rule by position and by shape (design section 5). Stateless.
 *
 * <p>The layers run in order of trust: what the rule's structure says, addresses, named values,
 * forms of tokens, the same inside encodings, and last entropy, which only warns.
 */
public final class Detector {
  private static final JsonPointer NAME = JsonPointer.compile("/name");

  private final Layer formats = new FormatLayer();
  private final List<Layer> layers;

  /** Knows the built-in kinds. */
  public Detector() {
    var addresses = new UrlLayer();
    var pairs = new PairLayer();
    var base64 = new Base64Layer(List.of(addresses, pairs, formats));
    layers =
        List.of(
            new PositionLayer(),
            addresses,
            pairs,
            // Before the forms: without escapes a token may be longer than with them.
            new EscapesLayer(List.of(addresses, pairs, formats, base64)),
            formats,
            base64,
            new EntropyLayer());
  }

  /**
   * The credentials in {@code fields}, the file form of a rule whose string leaves are template
   * texts. Tags and smart values are never part of a finding. In document order; regions of one
   * leaf do not overlap.
   */
  public List<Finding> find(ObjectNode fields) {
    return find(fields, Set.of());
  }

  /**
   * As {@link #find(ObjectNode)}, with leaves that the site itself calls sensitive, since it masks
   * them where it is asked to; they count as hidden headers.
   */
  public List<Finding> find(ObjectNode fields, Set<JsonPointer> sensitive) {
    var findings = new ArrayList<Finding>();
    for (Place place : RuleWalk.places(fields)) {
      if (!place.text().isBlank()) {
        findings.addAll(search(isSensitive(place, sensitive) ? place.hidden() : place));
      }
    }
    boolean namedBySecret = findings.stream().anyMatch(f -> f.pointer().equals(NAME));
    String rule = namedBySecret ? "" : fields.path("name").asText("");
    return findings.stream().map(finding -> named(finding, rule)).toList();
  }

  private static boolean isSensitive(Place place, Set<JsonPointer> sensitive) {
    return !sensitive.isEmpty() && sensitive.contains(place.pointer());
  }

  private List<Finding> search(Place place) {
    var found = new Candidates();
    Passage passage = Passage.of(place.text());
    if (place.role() == Place.Role.STRUCTURE) {
      formats.search(passage, place, found);
    } else {
      layers.forEach(layer -> layer.search(passage, place, found));
    }
    return found.isEmpty() ? List.of() : found.findings(place.pointer(), passage.masked());
  }

  /** An incoming webhook has no host and no user; what tells it from others is its rule. */
  private static Finding named(Finding finding, String rule) {
    if (!finding.kind().equals(PositionLayer.WEBHOOK_TOKEN)) {
      return finding;
    }
    String name = Suggestion.join("incoming-webhook", rule);
    return new Finding(
        finding.pointer(),
        finding.region(),
        finding.kind(),
        finding.certain(),
        finding.value(),
        Suggestion.of(name, "incoming-webhook", finding.value().reveal()));
  }
}
