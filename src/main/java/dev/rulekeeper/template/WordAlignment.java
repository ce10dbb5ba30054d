package dev.rulekeeper.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that have equally many words, word by word. */
final class WordAlignment {
  /** Between words that are one name. */
  private static final Set<String> JOINERS = Set.of("-", "_", ".", "/");

  /** A tag, a smart value, letters and digits, or any other character. */
  private static final Pattern WORD =
      Pattern.compile("<<[^<>]*+>>|\\{\\{[^{}<>]*+}}|[\\p{L}\\p{N}]++|.", Pattern.DOTALL);

  private final List<List<String>> words;

  private WordAlignment(List<List<String>> words) {
    this.words = words;
  }

  /** The words of {@code texts}; nothing where one has more than another. */
  static Optional<WordAlignment> of(List<String> texts) {
    List<List<String>> words = texts.stream().map(WordAlignment::of).toList();
    int count = words.get(0).size();
    return words.stream().allMatch(each -> each.size() == count)
        ? Optional.of(new WordAlignment(words))
        : Optional.empty();
  }

  private static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  int count() {
    return words.get(0).size();
  }

  /** The word at {@code at}, where all texts have the same. */
  String common(int at) {
    return words.get(0).get(at);
  }

  private boolean isSame(int at) {
    return words.stream().allMatch(each -> each.get(at).equals(common(at)));
  }

  /** Where from {@code from} on the texts have the same word again. */
  int endOfDifference(int from) {
    int end = from;
    while (end < count() && !isSame(end)) {
      end++;
    }
    return end;
  }

  /** Whether at {@code at} only one character parts two differences, as in {@code pay-eu}. */
  boolean isJoined(int at) {
    return at + 1 < count() && JOINERS.contains(common(at)) && !isSame(at + 1);
  }

  /** What each text has there. */
  List<JsonNode> between(int from, int end) {
    List<JsonNode> values = new ArrayList<>();
    for (List<String> each : words) {
      values.add(TextNode.valueOf(String.join("", each.subList(from, end))));
    }
    return values;
  }
}
