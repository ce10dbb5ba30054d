package dev.rulekeeper.secret.search;

import dev.rulekeeper.secret.search.TextSearch.Match;
import dev.rulekeeper.secret.search.TextSearch.Needle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds values in every {@link EncodedForm}. Values shorter than {@link TextSearch#SHORTEST} are
 * left out: they would be found in ordinary words.
 *
 * @param <T> whose value it is
 */
public final class ValueSearch<T> {
  /** A tag that names something. */
  public static final Pattern TAG =
      Pattern.compile("<<(?:secret:|var:|param:|>)[a-z0-9][a-z0-9._-]*>>");

  private final TextSearch<Found<T>> search;

  /** Where a value was found. */
  public record Hit<T>(int start, int end, T owner, EncodedForm spelling) {}

  private record Found<T>(T owner, EncodedForm spelling) {}

  private ValueSearch(TextSearch<Found<T>> search) {
    this.search = search;
  }

  /**
   * A search for the keys of {@code owners}.
   *
   * @param view how the texts to be searched are given: each spelling is changed likewise
   */
  public static <T> ValueSearch<T> of(Map<String, T> owners, UnaryOperator<String> view) {
    var needles = new ArrayList<Needle<Found<T>>>();
    owners.forEach(
        (value, owner) -> {
          if (value.length() >= TextSearch.SHORTEST) {
            for (EncodedForm spelling : EncodedForm.of(value)) {
              needles.add(new Needle<>(view.apply(spelling.text()), new Found<>(owner, spelling)));
            }
          }
        });
    return new ValueSearch<>(TextSearch.of(needles));
  }

  /** Whether there is nothing to find. */
  public boolean isEmpty() {
    return search.isEmpty();
  }

  /** All places, by start, the longest first; they may overlap. */
  List<Hit<T>> find(String text) {
    var hits = new ArrayList<Hit<T>>();
    for (Match<Found<T>> match : search.find(text)) {
      Found<T> found = match.what();
      hits.add(new Hit<>(match.start(), match.end(), found.owner(), found.spelling()));
    }
    return hits;
  }

  /** As {@link #find}, but for what is part of a tag: names are no secrets. */
  public List<Hit<T>> findOutsideTags(String text) {
    List<Hit<T>> hits = find(text);
    var tags = TAG.matcher(text);
    while (!hits.isEmpty() && tags.find()) {
      hits.removeIf(hit -> hit.start() >= tags.start() && hit.end() <= tags.end());
    }
    return hits;
  }

  /** {@code text} with all {@code hits} replaced, what overlaps together. */
  public static <T> String mask(String text, List<Hit<T>> hits, Function<T, String> label) {
    var masked = new StringBuilder();
    int end = 0;
    for (int i = 0; i < hits.size(); ) {
      Hit<T> longest = hits.get(i);
      int from = Math.max(from(text, longest), end);
      int to = to(text, longest);
      for (i++; i < hits.size() && hits.get(i).start() < to; i++) {
        to = Math.max(to, to(text, hits.get(i)));
        longest = longer(longest, hits.get(i));
      }
      masked.append(text, end, from).append(label.apply(longest.owner()));
      end = to;
    }
    return masked.append(text, end, text.length()).toString();
  }

  private static <T> Hit<T> longer(Hit<T> a, Hit<T> b) {
    return Comparator.<Hit<T>>comparingInt(hit -> hit.end() - hit.start()).compare(a, b) >= 0
        ? a
        : b;
  }

  /** A fragment of base64 text shares the characters beside it with its neighbours. */
  private static int from(String text, Hit<?> hit) {
    boolean shares =
        hit.spelling().lead().isPresent()
            && hit.start() > 0
            && Base64Fragment.isCharacter(text.charAt(hit.start() - 1));
    return shares ? hit.start() - 1 : hit.start();
  }

  private static int to(String text, Hit<?> hit) {
    boolean shares =
        hit.spelling().lead().isPresent()
            && hit.end() < text.length()
            && Base64Fragment.isCharacter(text.charAt(hit.end()));
    return shares ? hit.end() + 1 : hit.end();
  }
}
