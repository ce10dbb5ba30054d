package dev.rulekeeper.secret.search;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.Part;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.search.ValueSearch.Hit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Puts holes where a text holds values: the longest value first, then the leftmost. */
final class ValueSubstitution {
  private static final int DEEPEST = 3;

  private final ValueSearch<SecretName> search;
  private final Map<Tag, String> values;

  /** Parts for a stretch of the text; {@code weight} is the length of the longest value in it. */
  private record Candidate(int start, int end, List<Part> parts, int weight) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingInt(Candidate::weight)
            .reversed()
            .thenComparingInt(Candidate::start)
            .thenComparing(Candidate::end, Comparator.reverseOrder());
  }

  /** {@code search} finds the spellings of {@code values}. */
  ValueSubstitution(ValueSearch<SecretName> search, Map<Tag, String> values) {
    this.search = search;
    this.values = values;
  }

  /** {@code parts} with holes in the place of values, at any depth; renders to the same text. */
  List<Part> substitute(List<Part> parts) {
    var substituted = new ArrayList<Part>();
    for (Part part : parts) {
      if (part instanceof Part.Text text) {
        substituted.addAll(substitute(text.text(), 0));
      } else if (part instanceof Part.Encoded encoded) {
        substituted.add(new Part.Encoded(encoded.encoding(), substitute(encoded.parts())));
      } else {
        substituted.add(part);
      }
    }
    return substituted;
  }

  private List<Part> substitute(String text, int depth) {
    List<Candidate> chosen = whole(choose(candidates(text, depth), text.length()), text);
    if (chosen.isEmpty()) {
      return List.of(new Part.Text(text));
    }
    var parts = new ArrayList<Part>();
    int end = 0;
    for (Candidate candidate : chosen) {
      parts.add(new Part.Text(text.substring(end, candidate.start())));
      parts.addAll(candidate.parts());
      end = candidate.end();
    }
    parts.add(new Part.Text(text.substring(end)));
    return rendersTo(text, parts) ? parts : List.of(new Part.Text(text));
  }

  /**
   * The one thing that must hold, whatever a value looks like: nothing else arrives at the site.
   */
  private boolean rendersTo(String text, List<Part> parts) {
    return PlaceholderText.of(parts)
        .render(tag -> Optional.ofNullable(values.get(tag)))
        .equals(text);
  }

  private List<Candidate> candidates(String text, int depth) {
    var candidates = new ArrayList<Candidate>();
    int decodedTo = -1;
    for (Hit<SecretName> hit : search.find(text)) {
      hit.spelling()
          .encodings()
          .ifPresent(
              encodings ->
                  candidates.add(
                      candidate(hit.start(), hit.end(), List.of(part(hit.owner(), encodings)))));
      if (hit.spelling().lead().isPresent() && depth < DEEPEST && hit.start() >= decodedTo) {
        Optional<Candidate> decoded = percentEncoded(text, hit, depth);
        if (decoded.isEmpty()) {
          decoded = base64(text, hit, depth);
        }
        decoded.ifPresent(candidates::add);
        decodedTo = decoded.map(Candidate::end).orElse(decodedTo);
      }
    }
    return candidates;
  }

  private static Part part(SecretName name, List<Encoding> encodings) {
    Part part = new Part.Hole(Tag.secret(name.value()));
    for (Encoding encoding : encodings) {
      part = new Part.Encoded(encoding, List.of(part));
    }
    return part;
  }

  private Optional<Candidate> base64(String text, Hit<SecretName> hit, int depth) {
    return Base64Run.around(text, hit.start(), hit.end(), hit.spelling().lead().orElseThrow())
        .flatMap(
            blob -> {
              List<Part> inside = substitute(blob.decoded(), depth + 1);
              Part encoded = new Part.Encoded(blob.encoding(), inside);
              return hasHole(inside)
                  ? Optional.of(candidate(blob.start(), blob.end(), List.of(encoded)))
                  : Optional.empty();
            });
  }

  /** Base64 text in a percent-encoded stretch, where {@code + / =} are escaped. */
  private Optional<Candidate> percentEncoded(String text, Hit<SecretName> hit, int depth) {
    int start = hit.start();
    while (start > 0 && isPercentCharacter(text, start - 1)) {
      start--;
    }
    int end = hit.end();
    while (end < text.length() && isPercentCharacter(text, end)) {
      end++;
    }
    boolean padded = end < text.length() && text.charAt(end) == '=';
    if (padded || text.substring(start, end).indexOf('%') < 0) {
      return Optional.empty();
    }
    int from = start;
    int to = end;
    return Encoding.URLENCODE
        .decode(text.substring(start, end))
        .map(decoded -> encodeEach(substitute(decoded, depth + 1)))
        .filter(ValueSubstitution::hasHole)
        .map(parts -> trimmed(from, to, parts));
  }

  /** The candidate without the texts at its edges, which may be part of another value. */
  private Candidate trimmed(int start, int end, List<Part> parts) {
    int first = 0;
    int last = parts.size();
    int from = start;
    int to = end;
    for (; parts.get(first) instanceof Part.Text text; first++) {
      from += text.text().length();
    }
    for (; parts.get(last - 1) instanceof Part.Text text; last--) {
      to -= text.text().length();
    }
    return candidate(from, to, parts.subList(first, last));
  }

  private static boolean isPercentCharacter(String text, int i) {
    char c = text.charAt(i);
    return (c < 0x80 && Character.isLetterOrDigit(c)) || "-._~%".indexOf(c) >= 0;
  }

  /** Percent-encoding goes character by character, so what holds no value can stay text. */
  private static List<Part> encodeEach(List<Part> inside) {
    var parts = new ArrayList<Part>();
    for (Part part : inside) {
      parts.add(
          part instanceof Part.Text text
              ? new Part.Text(Encoding.URLENCODE.encode(text.text()))
              : new Part.Encoded(Encoding.URLENCODE, List.of(part)));
    }
    return parts;
  }

  private static boolean hasHole(List<Part> parts) {
    return !PlaceholderText.of(parts).tags().isEmpty();
  }

  private Candidate candidate(int start, int end, List<Part> parts) {
    Set<Tag> tags = PlaceholderText.of(parts).tags();
    int weight =
        tags.stream().mapToInt(tag -> values.getOrDefault(tag, "").length()).max().orElse(0);
    return new Candidate(start, end, parts, weight);
  }

  /** Those of {@code chosen} that are no part of a longer run, in which something is not known. */
  private static List<Candidate> whole(List<Candidate> chosen, String text) {
    var whole = new ArrayList<Candidate>(chosen);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < whole.size() && !changed; i++) {
        Candidate candidate = whole.get(i);
        // Directly, or with one character between that may join two parts of a token.
        boolean afterAnother = i > 0 && whole.get(i - 1).end() >= candidate.start() - 1;
        boolean beforeAnother =
            i + 1 < whole.size() && whole.get(i + 1).start() <= candidate.end() + 1;
        if ((!afterAnother && TokenRun.continuesLeft(text, candidate.start()))
            || (!beforeAnother && TokenRun.continuesRight(text, candidate.end()))) {
          whole.remove(i);
          changed = true;
        }
      }
    }
    return whole;
  }

  private static List<Candidate> choose(List<Candidate> candidates, int length) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    var taken = new BitSet(length);
    var chosen = new ArrayList<Candidate>();
    Consumer<Candidate> take =
        candidate -> {
          int next = taken.nextSetBit(candidate.start());
          if (next < 0 || next >= candidate.end()) {
            taken.set(candidate.start(), candidate.end());
            chosen.add(candidate);
          }
        };
    candidates.stream().sorted(Candidate.ORDER).forEach(take);
    chosen.sort(Comparator.comparingInt(Candidate::start));
    return chosen;
  }
}
