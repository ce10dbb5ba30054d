package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.place.Place;
import dev.rulekeeper.secret.place.PlaceSyntax;
import dev.rulekeeper.secret.place.RuleWalk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    List<Layer> sentences =
        List.of(new TableLayer(), new SeparatedValuesLayer(), new SentenceLayer());
    var rich = new RichTextLayer(sentences);
    var people = new ArrayList<Layer>(List.of(rich));
    people.addAll(sentences);
    var escaped = new ArrayList<Layer>(List.of(addresses, pairs, formats, base64));
    escaped.addAll(people);
    var positions = new PositionLayer();
    var inside = new SmartValueLayer(positions, formats);
    var all = new ArrayList<Layer>(List.of(positions, inside, addresses, pairs));
    // Before the forms: without escapes a token may be longer than with them.
    all.add(new EscapesLayer(escaped));
    all.addAll(List.of(formats, base64));
    all.addAll(people);
    all.add(new EntropyLayer());
    layers = List.copyOf(all);
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
      findings.addAll(find(place, sensitive));
    }
    return named(findings, fields);
  }

  /**
   * As {@link #find(ObjectNode, Set)}, of a tree that was made from another one: only leaves that
   * are not as they were are searched.
   *
   * @param before the tree it was made from
   * @param found what is in that
   */
  public List<Finding> again(
      ObjectNode fields, Set<JsonPointer> sensitive, ObjectNode before, List<Finding> found) {
    List<Place> places = RuleWalk.places(fields);
    List<Place> former = RuleWalk.places(before);
    if (places.size() != former.size()) {
      return find(fields, sensitive);
    }
    Map<JsonPointer, List<Finding>> known = new HashMap<>();
    found.forEach(f -> known.computeIfAbsent(f.pointer(), at -> new ArrayList<>()).add(f));
    var findings = new ArrayList<Finding>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (!place.equals(former.get(i))) {
        findings.addAll(find(place, sensitive));
      } else if (!known.isEmpty()) {
        findings.addAll(known.getOrDefault(place.pointer(), List.of()));
      }
    }
    return named(findings, fields);
  }

  private List<Finding> find(Place place, Set<JsonPointer> sensitive) {
    return place.text().isBlank()
        ? List.of()
        : search(isSensitive(place, sensitive) ? place.hidden() : place);
  }

  private static boolean isSensitive(Place place, Set<JsonPointer> sensitive) {
    return !sensitive.isEmpty() && sensitive.contains(place.pointer());
  }

  private List<Finding> search(Place place) {
    var found = new Candidates();
    TextView passage = TextView.of(place.text());
    if (place.role() == Place.Role.STRUCTURE) {
      formats.search(passage, place, found);
    } else {
      layers.forEach(layer -> layer.search(passage, place, found));
    }
    if (found.isEmpty()) {
      return List.of();
    }
    return found.findings(place.pointer(), passage.masked()).stream()
        .map(finding -> asRead(finding, passage, place))
        .toList();
  }

  /** The same with the value that the reader of its place gets: without the escapes there. */
  private static Finding asRead(Finding finding, TextView passage, Place place) {
    TextSpan region = finding.region();
    String text = finding.value().reveal();
    boolean escaped = "%\\&".chars().anyMatch(escape -> text.indexOf(escape) >= 0);
    if (region.inside().isPresent() || !escaped) {
      return finding;
    }
    LocatedFinding read =
        passage.locate(
            region.start(),
            region.end(),
            PlaceSyntax.encodings(place, region.start(), region.end()));
    return new Finding(
        finding.pointer(),
        read.region(),
        finding.kind(),
        finding.certain(),
        SecretValue.of(read.value()),
        finding.suggestion());
  }

  private static List<Finding> named(List<Finding> findings, ObjectNode fields) {
    boolean namedBySecret = findings.stream().anyMatch(f -> f.pointer().equals(NAME));
    String rule = namedBySecret ? "" : fields.path("name").asText("");
    return findings.stream().map(finding -> named(finding, rule)).toList();
  }

  /** An incoming webhook has no host and no user; what tells it from others is its rule. */
  private static Finding named(Finding finding, String rule) {
    if (!finding.kind().equals(PositionLayer.WEBHOOK_TOKEN)) {
      return finding;
    }
    String name = NameSuggestion.join("incoming-webhook", rule);
    return new Finding(
        finding.pointer(),
        finding.region(),
        finding.kind(),
        finding.certain(),
        finding.value(),
        NameSuggestion.of(name, "incoming-webhook", finding.value().reveal()));
  }
}
