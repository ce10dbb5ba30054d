package dev.rulekeeper.secret.place;

import dev.rulekeeper.placeholder.PlaceholderText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Follows texts through the smart values of one rule. What cannot be followed goes to a host that
 * nobody knows.
 */
final class SmartValueFlow {
  /** The kind of publishing place that a text is which the answer to a request may hold. */
  static final String RESPONSE = "response";

  private static final Destination UNKNOWN = new Destination(SecretUse.UNKNOWN_HOST, "");

  private final List<Reader> readers = new ArrayList<>();
  private final Map<String, Set<Destination>> carried = new HashMap<>();
  private final boolean dumped;
  private final boolean answerRead;

  /**
   * Where a text ends up, see {@link SecretUse}.
   *
   * @param host where it is sent
   * @param publish the kind of publishing place
   */
  record Destination(String host, String publish) {}

  private record Reader(Place place, SmartValueReading reading) {}

  /** In a rule with these places and keys. */
  SmartValueFlow(List<Place> places, Set<String> keys) {
    for (Place place : places) {
      SmartValueReading reading = SmartValueReading.of(onSite(place.text()));
      if (!reading.words().isEmpty() || !reading.followed()) {
        readers.add(new Reader(place, reading));
      }
    }
    this.dumped =
        keys.stream().anyMatch(key -> key.contains("{{"))
            || readers.stream().anyMatch(reader -> reader.reading().dumped());
    this.answerRead = readers.stream().anyMatch(reader -> reader.reading().answer());
  }

  /** The text that the site will have, where every value that is not known is empty. */
  private static String onSite(String text) {
    return text.contains("<<") ? PlaceholderText.parse(text).render(tag -> Optional.of("")) : text;
  }

  /** Where the text of {@code place} ends up: there, or wherever its smart value is read. */
  Set<Destination> of(Place place) {
    if (place.surroundings().isCarried()) {
      return carried.computeIfAbsent(place.variable(), this::follow);
    }
    var ends = new LinkedHashSet<Destination>();
    arrive(place, ends);
    if (SmartValueReading.of(onSite(place.text())).dumped()) {
      ends.add(UNKNOWN);
    }
    return ends;
  }

  private Set<Destination> follow(String variable) {
    var ends = new LinkedHashSet<Destination>();
    var seen = new HashSet<String>();
    Deque<String> open = new ArrayDeque<>(List.of(variable));
    while (!open.isEmpty()) {
      String name = open.pop();
      if (seen.add(name)) {
        for (Reader reader : readers) {
          if (!reader.reading().mayRead(name)) {
            continue;
          }
          if (reader.place().surroundings().isCarried()) {
            open.push(reader.place().variable());
          } else {
            arrive(reader.place(), ends);
          }
        }
      }
    }
    if (ends.isEmpty() || dumped) {
      ends.add(UNKNOWN);
    }
    return ends;
  }

  private void arrive(Place place, Set<Destination> ends) {
    ends.add(new Destination(place.destination(), place.publish()));
    if (answerRead && place.surroundings().answered()) {
      ends.add(new Destination("", RESPONSE));
    }
  }
}
