package dev.rulekeeper.secret.detection;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** What the layers found in one leaf; where findings overlap, the earlier layer is right. */
final class Candidates {
  private final List<Candidate> found = new ArrayList<>();

  /** What a layer found. */
  private record Candidate(
      LocatedFinding at, String kind, boolean certain, String suggestion, boolean inside) {}

  /** Adds what must be replaced. */
  void add(LocatedFinding at, String kind, String suggestion) {
    found.add(new Candidate(at, kind, true, suggestion, false));
  }

  /** Adds what is only worth a warning. */
  void warn(LocatedFinding at, String kind, String suggestion) {
    found.add(new Candidate(at, kind, false, suggestion, false));
  }

  /** Adds what was found in texts in quotes inside a smart value. */
  void addInsideSmartValue(Candidates inner) {
    inner.found.forEach(
        c -> found.add(new Candidate(c.at(), c.kind(), c.certain(), c.suggestion(), true)));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * The findings at {@code pointer}, without overlaps, in the order of the text.
   *
   * @param masked the text of the leaf; what is no literal text in it is never part of a finding
   */
  List<Finding> findings(JsonPointer pointer, String masked) {
    var taken = new TreeMap<Integer, Candidate>();
    found.stream()
        .sorted(Comparator.comparing((Candidate c) -> !c.certain()))
        .filter(c -> !c.at().value().isEmpty())
        .filter(c -> c.inside() || isLiteral(c.at().region(), masked))
        .forEach(
            c -> {
              TextSpan region = c.at().region();
              var before = taken.lowerEntry(region.end());
              if (before == null || before.getValue().at().region().end() <= region.start()) {
                taken.put(region.start(), c);
              }
            });
    return taken.values().stream()
        .map(
            c ->
                new Finding(
                    pointer,
                    c.at().region(),
                    c.kind(),
                    c.certain(),
                    SecretValue.of(c.at().value()),
                    NameSuggestion.of(c.suggestion(), c.kind(), c.at().value())))
        .toList();
  }

  private static boolean isLiteral(TextSpan region, String masked) {
    return PlaceholderBlanking.next(masked, region.start(), region.end()) == region.end();
  }
}
