package dev.rulekeeper.secret.known;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ahocorasick.trie.PayloadTrie;

/**
 * Finds many texts in one pass over another. The automaton holds only how they begin, so that a
 * value of a megabyte or a thousand of them take little memory; what follows is then compared.
 *
 * @param <T> what each text stands for
 */
final class TextSearch<T> {
  /** The shortest text that can be searched for. */
  static final int SHORTEST = 6;

  /** A text to find, of {@link #SHORTEST} characters at least. */
  record Needle<T>(String text, T what) {}

  /** Where one was found. */
  record Match<T>(int start, int end, T what) {}

  private final PayloadTrie<List<Needle<T>>> automaton;

  private TextSearch(PayloadTrie<List<Needle<T>>> automaton) {
    this.automaton = automaton;
  }

  /** A search for {@code needles}; the same text may be there more than once. */
  static <T> TextSearch<T> of(List<Needle<T>> needles) {
    Map<String, List<Needle<T>>> byBeginning = new HashMap<>();
    for (Needle<T> needle : needles) {
      byBeginning
          .computeIfAbsent(needle.text().substring(0, SHORTEST), key -> new ArrayList<>(1))
          .add(needle);
    }
    var builder = PayloadTrie.<List<Needle<T>>>builder();
    byBeginning.forEach(builder::addKeyword);
    return new TextSearch<>(builder.build());
  }

  /** All places, overlapping ones too, by start; the longest first where several start. */
  List<Match<T>> find(String text) {
    var matches = new ArrayList<Match<T>>();
    automaton.parseText(
        text,
        emit -> {
          for (Needle<T> needle : emit.getPayload()) {
            if (text.startsWith(needle.text(), emit.getStart())) {
              int end = emit.getStart() + needle.text().length();
              matches.add(new Match<>(emit.getStart(), end, needle.what()));
            }
          }
          return true;
        });
    Comparator<Match<T>> byStart = Comparator.comparingInt(Match::start);
    matches.sort(byStart.thenComparing(Match::end, Comparator.reverseOrder()));
    return matches;
  }
}
