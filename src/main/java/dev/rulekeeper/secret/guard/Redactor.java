package dev.rulekeeper.secret.guard;

import dev.rulekeeper.rule.ForeignText;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.FragmentSearch;
import dev.rulekeeper.secret.search.KnownValues;
import dev.rulekeeper.secret.search.TextSearch;
import dev.rulekeeper.secret.search.ValueSearch;
import dev.rulekeeper.secret.search.ValueSearch.Hit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes values out of text on its way out of the process: every value it was told of, raw and in
 * every encoding, becomes {@code <<secret:name>>} or {@code ***}. One instance a process; learns
 * values as they are found, from any thread.
 *
 * <p>Values of three to five characters are hidden only where they stand alone as a word, shorter
 * ones not at all: they are parts of ordinary words and numbers. A value of several lines is also
 * hidden line by line. A text must come whole: half a value is not recognised, but in what somebody
 * else wrote, which may come cut, wrapped and escaped ({@link #read}).
 */
public final class Redactor {
  private static final String UNNAMED = "***";
  private static final int SHORTEST_WORD = 3;

  /** Shorter lines of a value of several lines are brackets and the like. */
  private static final int SHORTEST_LINE = 8;

  /** The first and last line of a key in PEM form, the same for every key. */
  private static final String ARMOR = "-----";

  /** A search is made anew for so many new values at most; then all are put into one. */
  private static final int MOST_FRESH = 100;

  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, String> fresh = new LinkedHashMap<>();

  /** Made when it is needed, and again when something was learned. */
  private volatile @Nullable Masks settledMasks;

  private volatile @Nullable Masks freshMasks;

  /** Made when somebody else's text is to be read, and again when something was learned. */
  private volatile @Nullable FragmentSearch fragments;

  private record Masks(ValueSearch<String> values, Optional<Pattern> words) {}

  /** Knows nothing yet. */
  public Redactor() {}

  /** Also hides the values of {@code map} from now on, under their names. */
  public void learn(SecretMap map) {
    learn(
        KnownValues.guarded(map).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> "<<secret:" + entry.getValue() + ">>")));
  }

  /** Also hides these values from now on, as {@code ***}: older values, credentials of the site. */
  public void learn(Collection<SecretValue> values) {
    learn(values.stream().distinct().collect(Collectors.toMap(SecretValue::reveal, v -> UNNAMED)));
  }

  private synchronized void learn(Map<String, String> more) {
    boolean changed = false;
    for (Map.Entry<String, String> entry : more.entrySet()) {
      String known = labels.get(entry.getKey());
      if (known == null || (known.equals(UNNAMED) && !entry.getValue().equals(UNNAMED))) {
        labels.put(entry.getKey(), entry.getValue());
        fresh.put(entry.getKey(), entry.getValue());
        changed = true;
      }
    }
    if (changed) {
      freshMasks = null;
      fragments = null;
    }
  }

  /** {@code text} without any value; a whole line or more. */
  public String redact(String text) {
    return redact(text, true);
  }

  /**
   * {@code text}, a rule with placeholders, without any value but the short ones. Where those are
   * credentials they have placeholders already; elsewhere they are ordinary words, as in a file.
   */
  public String redactRule(String text) {
    return redact(text, false);
  }

  /** What {@code text} says, without any value and without any part of one. */
  public String read(ForeignText text) {
    FragmentSearch parts = fragments();
    return text.read(words -> parts.mask(redact(words), UNNAMED));
  }

  private synchronized FragmentSearch fragments() {
    FragmentSearch known = fragments;
    if (known == null) {
      known = FragmentSearch.of(labels.keySet());
      fragments = known;
    }
    return known;
  }

  private String redact(String text, boolean alsoWords) {
    Masks recent = freshMasks;
    if (recent == null) {
      recent = rebuild();
    }
    Masks settled = settledMasks;
    String masked = mask(recent, text, alsoWords);
    return settled == null ? masked : mask(settled, masked, alsoWords);
  }

  private String mask(Masks masks, String text, boolean alsoWords) {
    List<Hit<String>> hits = masks.values().findOutsideTags(text);
    String masked = ValueSearch.mask(text, hits, UnaryOperator.identity());
    return masks
        .words()
        .filter(words -> alsoWords)
        .map(words -> words.matcher(masked).replaceAll(this::wordLabel))
        .orElse(masked);
  }

  private synchronized String wordLabel(MatchResult match) {
    String word = match.group();
    return Matcher.quoteReplacement(labels.getOrDefault(word, word));
  }

  /** Older values are learned one by one while thousands are known, so only the new ones count. */
  private synchronized Masks rebuild() {
    if (fresh.size() > MOST_FRESH) {
      settledMasks = masks(labels);
      fresh.clear();
    }
    Masks recent = masks(fresh);
    freshMasks = recent;
    return recent;
  }

  private static Masks masks(Map<String, String> labels) {
    var owners = new LinkedHashMap<>(labels);
    labels.forEach((value, label) -> lines(value).forEach(line -> owners.putIfAbsent(line, label)));
    return new Masks(ValueSearch.of(owners, UnaryOperator.identity()), words(labels.keySet()));
  }

  private static Stream<String> lines(String value) {
    return value
        .lines()
        .map(String::strip)
        .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith(ARMOR));
  }

  /** Matches tags too, so that what they name is passed over. */
  private static Optional<Pattern> words(Set<String> values) {
    List<String> words =
        values.stream()
            .filter(value -> value.length() >= SHORTEST_WORD)
            .filter(value -> value.length() < TextSearch.SHORTEST)
            .map(Pattern::quote)
            .toList();
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Pattern.compile(
                ValueSearch.TAG
                    + "|(?<![\\p{L}\\p{N}_])(?:"
                    + String.join("|", words)
                    + ")(?![\\p{L}\\p{N}_])"));
  }
}
