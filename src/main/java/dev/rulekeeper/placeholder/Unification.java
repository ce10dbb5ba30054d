package dev.rulekeeper.placeholder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads the values of a template's tags out of a rendered text: a matcher with backtracking that
 * remembers where it failed. Only the places where the next literal text occurs are tried as ends.
 */
final class Unification {
  /** In characters decoded; about a second where there is no match. */
  private static final long EFFORT = 6_000_000;

  /** What one attempt at a hole costs; four holes on 100 KB take some hundred thousand attempts. */
  private static final int ATTEMPT = 16;

  /** Each part is a frame or two of recursion. */
  private static final int MOST_PARTS = 2_000;

  private final Map<Tag, String> values = new LinkedHashMap<>();
  private final boolean emptySecrets;
  private final boolean distinct;

  /** Whether a failure is final; not where matches are turned down to look for another one. */
  private final boolean remembering;

  private long effort = EFFORT;

  private Unification(List<Tag> tags, boolean emptySecrets, boolean remembering) {
    this.distinct = new HashSet<>(tags).size() == tags.size();
    this.emptySecrets = emptySecrets;
    this.remembering = remembering;
  }

  /** As {@link PlaceholderText#unify}; {@code emptySecrets} says whether a secret may be empty. */
  static Optional<Map<Tag, String>> of(List<Part> parts, String live, boolean emptySecrets) {
    var tags = new ArrayList<Tag>();
    if (collect(parts, tags) > MOST_PARTS) {
      return Optional.empty();
    }
    var unification = new Unification(tags, emptySecrets, true);
    var frame = new Frame(parts, live, List.of());
    return unification.match(frame, 0, 0, () -> true)
        ? Optional.of(Collections.unmodifiableMap(unification.values))
        : Optional.empty();
  }

  /** As {@link PlaceholderText#unifyOnly}, where {@code first} is one way. */
  static boolean isOnly(
      List<Part> parts, String live, boolean emptySecrets, Map<Tag, String> first) {
    var tags = new ArrayList<Tag>();
    collect(parts, tags);
    if (tags.size() < 2) {
      // The texts before and after its hole leave no choice.
      return true;
    }
    var unification = new Unification(tags, emptySecrets, false);
    boolean another =
        unification.match(
            new Frame(parts, live, List.of()), 0, 0, () -> !first.equals(unification.values));
    return !another && unification.effort >= 0;
  }

  /** Adds the tags in {@code parts} and gives the number of parts, both at any depth. */
  private static int collect(List<Part> parts, List<Tag> tags) {
    int count = parts.size();
    for (Part part : parts) {
      if (part instanceof Part.Hole hole) {
        tags.add(hole.tag());
      } else if (part instanceof Part.Encoded encoded) {
        count += collect(encoded.parts(), tags);
      }
    }
    return count;
  }

  /**
   * One list of parts against one text. A failure at a part and a position is final for the values
   * that the tags still to come have by then.
   */
  private static final class Frame {
    final List<Part> parts;
    final String text;
    final List<Tag> later;
    final Set<List<Object>> dead = new HashSet<>();
    final int[] deadFrom;

    Frame(List<Part> parts, String text, List<Tag> later) {
      this.parts = parts;
      this.text = text;
      this.later = later;
      this.deadFrom = new int[parts.size()];
      Arrays.fill(deadFrom, Integer.MAX_VALUE);
    }

    Part part(int i) {
      return parts.get(i);
    }

    boolean endsAt(int i) {
      return i == parts.size();
    }
  }

  private boolean match(Frame frame, int i, int at, BooleanSupplier rest) {
    if (frame.endsAt(i)) {
      return at == frame.text.length() && rest.getAsBoolean();
    }
    Part part = frame.part(i);
    if (part instanceof Part.Text t) {
      return frame.text.startsWith(t.text(), at)
          && match(frame, i + 1, at + t.text().length(), rest);
    }
    Optional<String> known = rendered(part);
    if (known.isPresent()) {
      return frame.text.startsWith(known.get(), at)
          && match(frame, i + 1, at + known.get().length(), rest);
    }
    effort -= ATTEMPT;
    if (effort < 0 || at >= frame.deadFrom[i]) {
      return false;
    }
    if (!remembering) {
      return attempt(frame, i, at, part, rest);
    }
    if (distinct && part instanceof Part.Hole hole) {
      boolean matched = fill(frame, i, at, hole, rest);
      // Further right there are fewer ends to try, and nothing else depends on where it began.
      frame.deadFrom[i] = matched ? frame.deadFrom[i] : at;
      return matched;
    }
    List<Object> state = state(frame, i, at);
    return !frame.dead.contains(state)
        && (attempt(frame, i, at, part, rest) || !frame.dead.add(state));
  }

  private boolean attempt(Frame frame, int i, int at, Part part, BooleanSupplier rest) {
    return part instanceof Part.Hole hole
        ? fill(frame, i, at, hole, rest)
        : part instanceof Part.Encoded encoded && decode(frame, i, at, encoded, rest);
  }

  /** The text of a part whose tags all have their values already. */
  private Optional<String> rendered(Part part) {
    if (part instanceof Part.Hole hole) {
      return Optional.ofNullable(values.get(hole.tag()));
    }
    var tags = new ArrayList<Tag>();
    collect(List.of(part), tags);
    return values.keySet().containsAll(tags)
        ? Optional.of(
            PlaceholderText.render(List.of(part), tag -> Optional.ofNullable(values.get(tag))))
        : Optional.empty();
  }

  /** The length that {@code parts} have at least, given the values so far. */
  private int least(List<Part> parts) {
    effort -= parts.size();
    int least = 0;
    for (Part part : parts) {
      if (part instanceof Part.Text t) {
        least += t.text().length();
      } else if (part instanceof Part.Hole hole) {
        String value = values.get(hole.tag());
        least += value != null ? value.length() : hole.tag().kind() == Tag.Kind.SECRET ? 1 : 0;
      } else if (part instanceof Part.Encoded encoded) {
        // No encoding makes a text shorter.
        least += least(encoded.parts());
      }
    }
    return least;
  }

  private List<Object> state(Frame frame, int i, int at) {
    var state = new ArrayList<Object>(List.of(i, at));
    if (!distinct) {
      for (Tag tag : tagsFrom(frame, i)) {
        state.add(Optional.ofNullable(values.get(tag)));
      }
    }
    return state;
  }

  private static List<Tag> tagsFrom(Frame frame, int i) {
    var tags = new ArrayList<Tag>();
    collect(frame.parts.subList(i, frame.parts.size()), tags);
    tags.addAll(frame.later);
    return tags;
  }

  private boolean fill(Frame frame, int i, int at, Part.Hole hole, BooleanSupplier rest) {
    boolean mayBeEmpty = emptySecrets || hole.tag().kind() != Tag.Kind.SECRET;
    int from = mayBeEmpty ? at : at + 1;
    int limit = frame.text.length();
    for (int end = end(frame, i, from, limit); end >= 0; end = end(frame, i, end + 1, limit)) {
      effort -= (end - at) / ATTEMPT;
      if (effort < 0) {
        return false;
      }
      values.put(hole.tag(), frame.text.substring(at, end));
      if (!distinct && end + least(frame.parts.subList(i + 1, frame.parts.size())) > limit) {
        // A longer value would leave still less room for its other places.
        values.remove(hole.tag());
        return false;
      }
      if (match(frame, i + 1, end, rest)) {
        return true;
      }
      values.remove(hole.tag());
    }
    return false;
  }

  private boolean decode(Frame frame, int i, int at, Part.Encoded part, BooleanSupplier rest) {
    int limit = at;
    while (limit < frame.text.length() && part.encoding().allows(frame.text.charAt(limit))) {
      limit++;
    }
    effort -= limit - at;
    List<Tag> later = distinct ? List.of() : tagsFrom(frame, i + 1);
    for (int end = end(frame, i, at, limit); end >= 0; end = end(frame, i, end + 1, limit)) {
      int next = end;
      effort -= end - at;
      if (effort < 0) {
        return false;
      }
      Optional<String> inside = part.encoding().decode(frame.text.substring(at, end));
      if (inside.isPresent()
          && match(
              new Frame(part.parts(), inside.get(), later),
              0,
              0,
              () -> match(frame, i + 1, next, rest))) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first position in {@code from..limit} where part {@code i} could end, judged by the part
   * after it alone; -1 where there is none.
   */
  private static int end(Frame frame, int i, int from, int limit) {
    if (from > limit) {
      return -1;
    }
    if (frame.endsAt(i + 1)) {
      return limit == frame.text.length() ? limit : -1;
    }
    if (!(frame.part(i + 1) instanceof Part.Text next)) {
      return from;
    }
    if (frame.endsAt(i + 2)) {
      int last = frame.text.length() - next.text().length();
      return last >= from && last <= limit && frame.text.endsWith(next.text()) ? last : -1;
    }
    int found = frame.text.indexOf(next.text(), from);
    return found <= limit ? found : -1;
  }
}
